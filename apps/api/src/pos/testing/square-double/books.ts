import { isDeepStrictEqual } from "node:util";
import { createCatalogPages, priceList } from "./pages.ts";
import { reckon, type WireMoney, type WireOrder } from "./reckoning.ts";
import type { WireAnswer } from "./wire-answer.ts";

/** What the Square of the tests stores and does, without HTTP. */
export interface SquareBooks {
  /** The catalog's objects, as `/v2/catalog/search` returns them; a test may change them. */
  catalog: Record<string, unknown>[];
  /** Every order that was ever made, oldest first. */
  orders: StoredOrder[];
  payments: StoredPayment[];
  serve(method: string, path: string, body: unknown): Promise<Served>;
}

export interface Served {
  how: "answer" | "drop" | "silence" | "twice";
  answer: WireAnswer;
}

export interface StoredOrder {
  id: string;
  createdAt: string;
  state: "OPEN" | "CANCELED";
  asked: WireOrder;
  totalCents: number;
  taxCents: number;
  tipCents: number;
  isPaid: boolean;
}

export interface StoredPayment {
  id: string;
  orderId: string;
  asked: Record<string, unknown>;
  amountCents: number;
  tipCents: number;
}

interface KeyEntry {
  body: unknown;
  /** null: the first request with the key is still in progress. */
  answer: (() => WireAnswer) | null;
}

/** Square's error body. */
export function errorOf(status: number, category: string, code: string, field?: string): WireAnswer {
  return { status, json: { errors: [{ category, code, detail: "no", ...(field ? { field } : {}) }] } };
}

const invalid = (status: number, code: string, field?: string) =>
  errorOf(status, "INVALID_REQUEST_ERROR", code, field);

export function createBooks(args: {
  catalog: Record<string, unknown>[];
  location: string;
  lateMs: number;
}): SquareBooks {
  const { catalog, location, lateMs } = args;
  const orders: StoredOrder[] = [];
  const payments: StoredPayment[] = [];
  const keys = new Map<string, KeyEntry>();
  const tries = new Map<string, number>();
  const held = new Map<string, () => void>();
  const pages = createCatalogPages(() => catalog);
  const usd = (amount: number): WireMoney => ({ amount, currency: "USD" });

  function wireOrder(stored: Pick<StoredOrder, "asked" | "totalCents" | "taxCents"> & Partial<StoredOrder>) {
    const { asked, tipCents = 0 } = stored;
    const reckoned = reckon(asked, priceList(catalog, location));
    const [fulfilment] = asked.fulfillments ?? [];
    return {
      ...(stored.id === undefined
        ? {}
        : { id: stored.id, created_at: stored.createdAt, state: stored.state, version: 1 }),
      location_id: asked.location_id,
      ...(asked.reference_id === undefined ? {} : { reference_id: asked.reference_id }),
      line_items: (asked.line_items ?? []).map((line, at) => ({
        ...line,
        base_price_money: usd(reckoned.lines[at]?.base ?? 0),
        modifiers: line.modifiers?.map((entry, index) => ({
          ...entry,
          base_price_money: usd(reckoned.lines[at]?.modifiers[index] ?? 0),
        })),
      })),
      ...(fulfilment === undefined ? {} : { fulfillments: [withTime(fulfilment)] }),
      total_money: usd(stored.totalCents + tipCents),
      total_tax_money: usd(stored.taxCents),
      total_tip_money: usd(tipCents),
      net_amount_due_money: usd(stored.isPaid === true ? 0 : stored.totalCents + tipCents),
    };
  }

  function problemOf(order: WireOrder): WireAnswer | null {
    if (order.location_id !== location) return invalid(400, "INVALID_LOCATION", "order.location_id");
    const known = priceList(catalog, location);
    for (const [at, line] of (order.line_items ?? []).entries()) {
      const field = `order.line_items[${at}]`;
      if (!known.has(line.catalog_object_id ?? ""))
        return invalid(404, "NOT_FOUND", `${field}.catalog_object_id`);
      for (const [index, entry] of (line.modifiers ?? []).entries()) {
        if (!known.has(entry.catalog_object_id ?? ""))
          return invalid(404, "NOT_FOUND", `${field}.modifiers[${index}].catalog_object_id`);
      }
    }
    return null;
  }

  function make(order: WireOrder): StoredOrder {
    const { totalCents, taxCents } = reckon(order, priceList(catalog, location));
    const id = `ORDER-${String(orders.length + 1).padStart(6, "0")}`;
    const stored: StoredOrder = {
      id,
      createdAt: new Date().toISOString(),
      state: "OPEN",
      asked: order,
      totalCents,
      taxCents,
      tipCents: 0,
      isPaid: false,
    };
    orders.push(stored);
    return stored;
  }

  /** The stored answer of the key, or null if this request has to make one. */
  function byKey(key: string, body: unknown): WireAnswer | null {
    const entry = keys.get(key);
    if (entry === undefined) return null;
    if (!isDeepStrictEqual(entry.body, body))
      return invalid(400, "IDEMPOTENCY_KEY_REUSED", "idempotency_key");
    return entry.answer === null ? invalid(409, "CONFLICT") : entry.answer();
  }

  async function createOrder(body: { idempotency_key: string; order: WireOrder }): Promise<Served> {
    const { idempotency_key: key, order } = body;
    const trick = order.line_items?.[0]?.catalog_object_id?.replace("V-", "") ?? "";
    const count = (tries.get(key) ?? 0) + 1;
    tries.set(key, count);
    const isFirst = count === 1;
    if (trick === "HELD") {
      // The first request is delayed until a later one was placed.
      if (isFirst) await new Promise<void>((resolve) => held.set(key, resolve));
      else setImmediate(() => held.get(key)?.());
    }
    const known = byKey(key, body);
    if (known !== null) return { how: "answer", answer: known };
    const problem = problemOf(order);
    if (problem !== null) return { how: "answer", answer: problem };
    if (trick === "REFUSE") {
      return { how: "answer", answer: invalid(400, "INVALID_VALUE", "order.line_items[0].quantity") };
    }
    if (trick === "FAULT" && isFirst) {
      return { how: "answer", answer: errorOf(500, "API_ERROR", "INTERNAL_SERVER_ERROR") };
    }
    if (trick === "LATE") {
      keys.set(key, { body, answer: null });
      setTimeout(() => settle(key, body, order), lateMs);
      return { how: "silence", answer: {} };
    }
    const before = orders.at(-1);
    const answer = settle(key, body, order);
    if (trick === "LOSE" && isFirst) return { how: "drop", answer };
    if (trick === "CROSSED" && isFirst && before)
      return { how: "answer", answer: { json: { order: wireOrder(before) } } };
    return { how: trick === "DOUBLE" ? "twice" : "answer", answer };
  }

  function settle(key: string, body: unknown, order: WireOrder): WireAnswer {
    const stored = make(order);
    const answer = () => ({ json: { order: wireOrder(stored) } });
    keys.set(key, { body, answer });
    return answer();
  }

  function createPayment(body: Record<string, unknown> & PaymentBody): WireAnswer {
    const known = byKey(body.idempotency_key, body);
    if (known !== null) return known;
    const order = orders.find(({ id }) => id === body.order_id);
    if (order === undefined) return invalid(404, "NOT_FOUND", "order_id");
    const amountCents = body.amount_money.amount;
    if (amountCents + (body.tip_money?.amount ?? 0) < 1)
      return invalid(400, "AMOUNT_TOO_LOW", "amount_money.amount");
    if (order.isPaid || order.state === "CANCELED") return invalid(400, "BAD_REQUEST", "order_id");
    if (amountCents !== order.totalCents)
      return invalid(400, "PAYMENT_AMOUNT_MISMATCH", "amount_money.amount");
    if (body.source_id !== "EXTERNAL" || !body.external_details)
      return invalid(400, "MISSING_REQUIRED_PARAMETER");
    const tipCents = body.tip_money?.amount ?? 0;
    const payment = {
      id: `PAY-${payments.length + 1}`,
      orderId: order.id,
      asked: body,
      amountCents,
      tipCents,
    };
    payments.push(payment);
    order.isPaid = true;
    order.tipCents = tipCents;
    const json = {
      payment: {
        id: payment.id,
        order_id: order.id,
        location_id: location,
        reference_id: body.reference_id,
        status: "COMPLETED",
        source_type: "EXTERNAL",
        amount_money: usd(amountCents),
        ...(tipCents > 0 ? { tip_money: usd(tipCents) } : {}),
        total_money: usd(amountCents + tipCents),
        external_details: body.external_details,
      },
    };
    keys.set(body.idempotency_key, { body, answer: () => ({ json }) });
    return { json };
  }

  function payOrder(id: string, body: { payment_ids?: string[] }): WireAnswer {
    const order = orders.find((stored) => stored.id === id);
    if (order === undefined) return invalid(404, "NOT_FOUND", "order_id");
    if (order.totalCents !== 0 || body.payment_ids?.length !== 0)
      return invalid(400, "BAD_REQUEST", "payment_ids");
    order.isPaid = true;
    return { json: { order: wireOrder(order) } };
  }

  function calculate({ order }: { order: WireOrder }): WireAnswer {
    const { totalCents, taxCents } = reckon(order, priceList(catalog, location));
    return problemOf(order) ?? { json: { order: wireOrder({ asked: order, totalCents, taxCents }) } };
  }

  async function serve(method: string, path: string, body: unknown): Promise<Served> {
    // This test server may trust the bodies of its own client.
    const asked = Object(body);
    const answer = (given: WireAnswer): Served => ({ how: "answer", answer: given });
    const payPath = /^\/v2\/orders\/([^/]+)\/pay$/.exec(path)?.[1];
    if (payPath !== undefined) return answer(payOrder(payPath, asked));
    switch (`${method} ${path}`) {
      case "POST /v2/orders":
        return await createOrder(asked);
      case "POST /v2/orders/calculate":
        return answer(calculate(asked));
      case "POST /v2/orders/search": {
        const { json, cursor } = pages.take(
          [...orders].reverse().map((stored) => wireOrder(stored)),
          asked,
        );
        return answer({ json: { orders: json, ...cursor } });
      }
      case "POST /v2/payments":
        return answer(createPayment(asked));
      case "POST /v2/catalog/search":
        return answer(pages.search(asked));
      case `GET /v2/locations/${location}`: {
        const place = {
          id: location,
          name: "Main Street",
          status: "ACTIVE",
          currency: "USD",
          timezone: "America/Los_Angeles",
        };
        return answer({ json: { location: place } });
      }
      default:
        return answer(invalid(404, "NOT_FOUND"));
    }
  }

  return { catalog, orders, payments, serve };
}

interface PaymentBody {
  idempotency_key: string;
  source_id: string;
  order_id: string;
  reference_id?: string;
  amount_money: WireMoney;
  tip_money?: WireMoney;
  external_details?: unknown;
}

/** Square fills in when an order that is wanted at once is ready, if it knows the preparation time. */
function withTime(fulfilment: NonNullable<WireOrder["fulfillments"]>[number]) {
  const pickup = fulfilment.pickup_details;
  const minutes = /^PT(\d+)M$/.exec(String(pickup?.prep_time_duration ?? ""))?.[1];
  if (pickup === undefined || pickup.schedule_type !== "ASAP" || minutes === undefined) return fulfilment;
  const pickup_at = new Date(Date.now() + Number(minutes) * 60_000).toISOString();
  return { ...fulfilment, pickup_details: { ...pickup, pickup_at } };
}
