import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseSwitches, type Switches } from "../guesses/switches.ts";
import { renderMenuAnswer } from "../menu/menu.ts";
import { operations } from "../operations.ts";
import { renderErrorBody, renderOrderAnswer } from "../order/answer.ts";
import type { OrderAnswer, OrderStatus } from "../order/answer-model.ts";
import { signBody } from "../signing/signature.ts";
import { PosNextClient } from "./client.ts";
import { sampleMenuRequest, sampleOrder } from "./sample.ts";

const SHARED_ID = "SharedSecret-2026-PAR";

interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

let server: Server;
let baseUrl: string;
let reply: Reply;
let received: { method: string; url: string; headers: IncomingMessage["headers"]; body: string };

beforeAll(async () => {
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      received = { method: req.method ?? "", url: req.url ?? "", headers: req.headers, body };
      res.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  baseUrl = `http://127.0.0.1:${isBound(address) ? address.port : 0}/`;
});

function isBound(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});

function answer(status: OrderStatus, change: Partial<OrderAnswer> = {}): OrderAnswer {
  return {
    status,
    requestUid: "7d0c2f9e-0001",
    requestDatetime: "2026-01-15T12:34:56.789Z",
    organizationId: "IA-YC-01",
    locationId: "PAR-LOC-12345",
    order: {
      onlineOrderId: "ONL-1001",
      posOrderId: status === "placed" ? "POS-42" : null,
      currency: "USD",
      subtotalCents: 2400,
      taxTotalCents: 210,
      discountTotalCents: 0,
      feeTotalCents: 0,
      tipTotalCents: 300,
      grandTotalCents: 1999,
      items: [],
      taxes: [],
      fees: [],
      estimatedReadyAt: null,
    },
    processedAt: new Date("2026-01-15T12:34:57.012Z"),
    errors: [],
    ...change,
  };
}

function signed(
  status: number,
  body: string,
  headers: Record<string, string> = {},
  centsMode: Switches["cents_mode"] = "exact",
): Reply {
  const { digest } = signBody({ body, sharedId: SHARED_ID, centsMode });
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "x-pch-digest": digest, ...headers },
    body,
  };
}

function client(switches: Partial<Switches> = {}): PosNextClient {
  return new PosNextClient({
    baseUrl,
    sharedId: SHARED_ID,
    switches: parseSwitches(switches),
    now: () => new Date("2026-01-15T12:34:56.789Z"),
  });
}

/** Names of the checks that failed. */
function failed(exchange: Awaited<ReturnType<PosNextClient["submit"]>>): string[] {
  return exchange.verdict.checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

beforeEach(() => {
  reply = signed(200, renderOrderAnswer(answer("placed")));
});

describe("PosNextClient", () => {
  it("signs and sends as PAR would, and shows all of it", async () => {
    const exchange = await client().submit(sampleOrder());
    expect(received.method).toBe("POST");
    expect(received.url).toBe(operations.submit_order.path);
    expect(JSON.parse(received.body)).toEqual(sampleOrder());
    expect(received.headers["content-type"]).toBe("application/json");
    expect(received.headers["x-pch-digest"]).toBe(
      "401ad1db33f4929e51c2165c2aad29956393d583ad26eb0f09d6a56aa7a982d2",
    );
    expect(received.headers.authorization).toMatch(/^Bearer eyJ/);
    expect(exchange.request.stringSigned).toBe("7d0c2f9e-0001|PAR-LOC-12345|ONL-1001|2910|2400|1768480496");
    expect(exchange.verdict).toMatchObject({ ok: true });
    expect(exchange.response.json).toMatchObject({ status: "placed" });
  });

  it("neither signs nor sends a body on the status call, and encodes the id", async () => {
    reply = signed(200, renderOrderAnswer(answer("placed", { requestUid: "a b%" })));
    const exchange = await client().status("a b%");
    expect(received).toMatchObject({ method: "GET", url: "/posnext/orders/a%20b%25", body: "" });
    expect(received.headers["x-pch-digest"]).toBeUndefined();
    expect(exchange.verdict.ok).toBe(true);
  });

  it("sends what it is told to: other headers, other paths, a body that cannot be signed", async () => {
    await client().validate('{"request_uid":"a|b"}', {
      headers: { authorization: null, "x-extra": "1" },
      path: "/posnext/orders/validate",
    });
    expect(received).toMatchObject({ url: "/posnext/orders/validate", body: '{"request_uid":"a|b"}' });
    expect(received.headers).toMatchObject({ "x-extra": "1" });
    expect(received.headers.authorization).toBeUndefined();
    // Signed as PAR's sample would, though no server may take it.
    expect(received.headers["x-pch-digest"]).toMatch(/^[0-9a-f]{64}$/);
    expect(failed(await client().validate("{"))).toContain("echo");
    expect(received).toMatchObject({ url: operations.validate_order.path, body: "{" });
    expect(received.headers["x-pch-digest"]).toBeUndefined();
  });

  it("accepts each status of the contract where it belongs", async () => {
    const par = client();
    const issue = { code: "item_unavailable", message: "sold out" } as const;
    const conflict = { code: "idempotency_conflict", message: "another order" } as const;
    reply = signed(200, renderOrderAnswer(answer("validated")));
    expect(failed(await par.validate(sampleOrder()))).toEqual([]);
    reply = signed(200, renderOrderAnswer(answer("rejected", { errors: [issue] })));
    expect(failed(await par.validate(sampleOrder()))).toEqual([]);
    reply = signed(202, renderOrderAnswer(answer("pending")), { location: "/posnext/orders/7d0c2f9e-0001" });
    expect(failed(await par.submit(sampleOrder()))).toEqual([]);
    reply = signed(409, renderOrderAnswer(answer("placed", { errors: [conflict] })));
    expect(failed(await par.submit(sampleOrder()))).toEqual([]);
    reply = signed(
      422,
      renderOrderAnswer(answer("rejected", { errors: [{ code: "unmapped_location", message: "x" }] })),
    );
    expect(failed(await par.submit(sampleOrder()))).toEqual([]);
    reply = signed(200, renderOrderAnswer(answer("pending")));
    expect(failed(await par.status("7d0c2f9e-0001"))).toEqual([]);
  });

  it.each<[string, () => Reply, string[]]>([
    ["an unsigned answer", () => ({ ...reply, headers: { "content-type": "application/json" } }), ["digest"]],
    ["a digest of another total", () => ({ ...reply, body: reply.body.replace("19.99", "20") }), ["digest"]],
    [
      "a digest in upper case",
      () => ({ ...reply, headers: { ...reply.headers, "x-pch-digest": "A".repeat(64) } }),
      ["digest"],
    ],
    [
      "a total that was truncated as a double",
      () => signed(200, renderOrderAnswer(answer("placed")), {}, "double_truncate"),
      ["digest"],
    ],
    [
      "another uid",
      () => signed(200, renderOrderAnswer(answer("placed", { requestUid: "other" }))),
      ["echo"],
    ],
    [
      "a reformatted datetime",
      () => signed(200, renderOrderAnswer(answer("placed", { requestDatetime: "2026-01-15T12:34:56Z" }))),
      ["echo"],
    ],
    ["202 that is final", () => signed(202, renderOrderAnswer(answer("placed"))), ["outcome"]],
    ["200 that is pending", () => signed(200, renderOrderAnswer(answer("pending"))), ["outcome"]],
    ["validated from submit", () => signed(200, renderOrderAnswer(answer("validated"))), ["outcome"]],
    ["a refusal without a reason", () => signed(200, renderOrderAnswer(answer("rejected"))), ["outcome"]],
    [
      "a Location of another order",
      () => signed(202, renderOrderAnswer(answer("pending")), { location: "/posnext/orders/x" }),
      ["location"],
    ],
    [
      "HTML",
      () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html>" }),
      ["content_type", "shape", "digest"],
    ],
    ["no JSON", () => ({ ...reply, body: "{" }), ["shape", "digest"]],
  ])("fails %s", async (_, spoil, names) => {
    reply = spoil();
    const exchange = await client().submit(sampleOrder());
    expect(exchange.verdict.ok).toBe(false);
    expect(failed(exchange)).toEqual(names);
  });

  it("fails a validate that is answered with 202", async () => {
    reply = signed(202, renderOrderAnswer(answer("pending")));
    expect(failed(await client().validate(sampleOrder()))).toEqual(["outcome"]);
  });

  it("tells a protocol error from an answer, and minds one that is signed", async () => {
    const body = renderErrorBody([{ code: "unauthorized", message: "no" }], "exc_1");
    reply = { status: 401, headers: { "content-type": "application/json" }, body };
    const exchange = await client().submit(sampleOrder());
    expect(failed(exchange)).toEqual(["status"]);
    expect(exchange.verdict.checks.find(({ name }) => name === "status")?.detail).toContain("unauthorized");
    reply = { ...reply, headers: { ...reply.headers, "x-pch-digest": "0".repeat(64) } };
    expect(failed(await client().submit(sampleOrder()))).toEqual(["status", "digest"]);
  });

  it("lets a replay carry the first request's datetime", async () => {
    const first = renderOrderAnswer(answer("placed", { requestDatetime: "2026-01-15T12:00:00Z" }));
    reply = signed(200, first, { "idempotent-replayed": "true" });
    expect(failed(await client().submit(sampleOrder()))).toEqual([]);
  });

  it("gives a call up in time, also one that its caller could end, whatever is collected meanwhile", async () => {
    setFlagsFromString("--expose_gc");
    const collect: () => void = runInNewContext("gc");
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        const collecting = setInterval(collect, 1);
        init?.signal?.addEventListener("abort", () => {
          clearInterval(collecting);
          reject(init.signal?.reason);
        });
      });
    const par = new PosNextClient({ baseUrl, sharedId: SHARED_ID, fetch: silent, timeoutMs: 30 });
    const { signal } = new AbortController();
    await expect(par.submit(sampleOrder(), { signal })).rejects.toMatchObject({ name: "TimeoutError" });
    const ended = par.submit(sampleOrder(), { signal: AbortSignal.abort(new Error("hung up")) });
    await expect(ended).rejects.toThrow("hung up");
  });

  it("follows its connection's switches: key, cents, notation", async () => {
    const switches = { jwt_key: "first10", cents_mode: "double_truncate", answer_spelling: "camel" } as const;
    reply = signed(200, renderOrderAnswer(answer("placed"), { spelling: "camel" }), {}, "double_truncate");
    const exchange = await client(switches).submit(sampleOrder({ details: { grand_total: 19.99 } }));
    expect(exchange.request.stringSigned).toContain("|1998|");
    expect(failed(exchange)).toEqual([]);
  });

  it("checks menus: shape and echo, no digest", async () => {
    const body = renderMenuAnswer({
      organizationId: "IA-YC-01",
      locationId: "PAR-LOC-12345",
      requestUid: null,
      menu: null,
      menuVersion: "m1",
      generatedAt: new Date("2026-01-15T12:00:00Z"),
      currency: "USD",
    });
    reply = { status: 200, headers: { "content-type": "application/json" }, body };
    expect(failed(await client().menus(sampleMenuRequest()))).toEqual([]);
    expect(received.headers["x-pch-digest"]).toBeUndefined();
    expect(failed(await client().menus(sampleMenuRequest({ location_id: "elsewhere" })))).toEqual(["echo"]);
    reply = { ...reply, body: "{}" };
    expect(failed(await client().menus(sampleMenuRequest()))).toEqual(["shape"]);
    const error = renderErrorBody([{ code: "menu_unavailable", message: "none yet" }], "exc_1");
    reply = { status: 503, headers: { "content-type": "application/json" }, body: error };
    expect(failed(await client().menus(sampleMenuRequest()))).toEqual(["status"]);
  });
});
