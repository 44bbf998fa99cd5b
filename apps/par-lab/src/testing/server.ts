import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import {
  ContractError,
  DIGEST_HEADER,
  defaultSwitches,
  type Issue,
  importTokenKey,
  type OrderRequest,
  type OrderStatus,
  parseJson,
  parseMenuRequest,
  parseOrderRequest,
  readDigestFields,
  renderErrorBody,
  renderMenuAnswer,
  renderOrderAnswer,
  SignatureError,
  signBody,
  TokenError,
  verifyDigest,
  verifyToken,
} from "@parley/par-contract";
import { menu } from "./menu.ts";

/** The SharedId that the server knows. */
export const SHARED_ID = "lab-test-sharedid-2026-0001";
/** The only location that it serves. */
export const LOCATION_ID = "PAR-LOC-12345";

/** A small pos-next server of its own, for trying the lab over a real socket. */
export interface LabServer extends AsyncDisposable {
  readonly url: string;
  /** Orders that were submitted and placed, by request_uid. */
  readonly placed: ReadonlyMap<string, OrderRequest>;
  /** While true, submits are answered with 202. */
  isSlow: boolean;
  /** While true, answers are signed with another secret. */
  signsWrongly: boolean;
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly isSigned: boolean;
}

/** What is wrong with an order, looking only at items and their prices. */
function judge(request: OrderRequest): readonly Issue[] {
  return request.order.items.flatMap((item): Issue[] => {
    const product = menu.products.find(({ id }) => id === item.itemId);
    const about = { lineId: item.lineId, message: item.itemId };
    if (product === undefined) return [{ code: "item_not_found", ...about }];
    if (!product.isAvailable) return [{ code: "item_unavailable", ...about }];
    const prices = [product.priceCents, ...product.priceLevels.map(({ priceCents }) => priceCents)];
    return prices.includes(item.unitPriceCents ?? -1) ? [] : [{ code: "price_mismatch", ...about }];
  });
}

function answer(request: OrderRequest, status: OrderStatus, errors: readonly Issue[] = []): string {
  const { order } = request;
  return renderOrderAnswer({
    status,
    requestUid: request.requestUid,
    requestDatetime: request.requestDatetime,
    organizationId: request.organizationId ?? "",
    locationId: request.locationId,
    order: {
      ...order,
      posOrderId: status === "placed" ? `POS-${request.requestUid}` : null,
      items: [],
      taxes: [],
      fees: [],
      estimatedReadyAt: null,
    },
    processedAt: new Date("2026-01-15T12:34:57.000Z"),
    errors,
  });
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Starts the server on a free port; `now` is its clock. */
export async function startLabServer(now: () => Date): Promise<LabServer> {
  const key = await importTokenKey(SHARED_ID, "full");
  const placed = new Map<string, OrderRequest>();
  const pending = new Map<string, OrderRequest>();
  const rejected = new Map<string, string>();
  const state = { isSlow: false, signsWrongly: false };

  const ordered = (json: unknown, isSubmit: boolean): Reply => {
    const { request } = parseOrderRequest(json);
    const errors = request.locationId === LOCATION_ID ? judge(request) : [];
    if (request.locationId !== LOCATION_ID) {
      const unmapped: Issue = { code: "unmapped_location", message: "not known here", field: "location_id" };
      return { status: 422, body: answer(request, "rejected", [unmapped]), isSigned: true };
    }
    if (errors.length > 0) {
      const body = answer(request, "rejected", errors);
      if (isSubmit) rejected.set(request.requestUid, body);
      return { status: 200, body, isSigned: true };
    }
    if (!isSubmit) return { status: 200, body: answer(request, "validated"), isSigned: true };
    if (state.isSlow && !placed.has(request.requestUid)) {
      pending.set(request.requestUid, request);
      return { status: 202, body: answer(request, "pending"), isSigned: true };
    }
    placed.set(request.requestUid, request);
    return { status: 200, body: answer(request, "placed"), isSigned: true };
  };

  const found = (orderId: string): Reply => {
    const waiting = pending.get(orderId);
    // A slow order is placed by the time somebody asks for it.
    if (waiting !== undefined) placed.set(orderId, waiting);
    const request = placed.get(orderId);
    if (request !== undefined) return { status: 200, body: answer(request, "placed"), isSigned: true };
    const refusal = rejected.get(orderId);
    if (refusal !== undefined) return { status: 200, body: refusal, isSigned: true };
    const issue: Issue = { code: "order_not_found", message: "There is no such order" };
    return { status: 404, body: renderErrorBody([issue], "exc_1"), isSigned: false };
  };

  const menus = (json: unknown): Reply => {
    const { request } = parseMenuRequest(json);
    if (request.locationId !== LOCATION_ID) {
      const issue: Issue = { code: "unmapped_location", message: "not known here", field: "location_id" };
      return { status: 422, body: renderErrorBody([issue], "exc_1"), isSigned: false };
    }
    const unchanged = request.ifVersion === "m1";
    const body = renderMenuAnswer({
      organizationId: request.organizationId,
      locationId: LOCATION_ID,
      requestUid: null,
      requestDatetime: request.requestDatetime,
      menu: unchanged ? null : menu,
      menuVersion: "m1",
      generatedAt: new Date("2026-01-15T12:00:00.000Z"),
      currency: "USD",
    });
    return { status: 200, body, isSigned: false };
  };

  const serve = async (req: IncomingMessage): Promise<Reply> => {
    const url = req.url ?? "";
    const { authorization } = req.headers;
    const candidates = [{ id: "sec_1", key, switches: defaultSwitches }];
    await verifyToken({ authorization, candidates, now: now() });
    if (req.method === "GET") return found(decodeURIComponent(url.replace("/posnext/orders/", "")));
    const json = parseJson(await bodyOf(req));
    if (url === "/posnext/menus") return menus(json);
    const { fields } = readDigestFields(json);
    verifyDigest({ fields, header: req.headers[DIGEST_HEADER], sharedId: SHARED_ID, centsMode: "exact" });
    return ordered(json, url === "/posnext/order/submit");
  };

  const refuse = (error: unknown): Reply => {
    if (!(error instanceof ContractError)) throw error;
    const isAuthentication = error instanceof TokenError || error instanceof SignatureError;
    return {
      status: isAuthentication ? 401 : 400,
      body: renderErrorBody(error.issues, "exc_1"),
      isSigned: false,
    };
  };

  const send = (res: ServerResponse, reply: Reply): void => {
    res.statusCode = reply.status;
    res.setHeader("content-type", "application/json");
    if (reply.isSigned) {
      const sharedId = state.signsWrongly ? "another-secret-altogether" : SHARED_ID;
      res.setHeader(DIGEST_HEADER, signBody({ body: reply.body, sharedId, centsMode: "exact" }).digest);
    }
    res.end(reply.body);
  };

  const server = createServer((req, res) => {
    serve(req)
      .catch(refuse)
      .then(
        (reply) => send(res, reply),
        () => res.writeHead(500).end(),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    placed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
