import { afterEach, describe, expect, it } from "vitest";
import type { PosAdapter, PosOrder } from "../adapter.ts";
import { samplePosOrder } from "../conformance/sample-order.ts";
import { within } from "../testing/hostile-pos.ts";
import { errorOf } from "../testing/square-double/books.ts";
import { MAIN } from "../testing/square-double/catalog.ts";
import { openSquareStage } from "../testing/square-double/stage.ts";

const stage = openSquareStage();

afterEach(() => stage.close());

const soup = (change: Partial<PosOrder> = {}) => samplePosOrder("V-SOUP", 475, { store: MAIN, ...change });
const place = (adapter: PosAdapter, order: PosOrder, ms = 10_000) => adapter.place(order, within(ms));

describe("place", () => {
  it("makes an open order with a fulfilment, and pays it in full from outside", async () => {
    const { adapter, square } = await stage.open();
    const order = soup();
    const outcome = await place(adapter, order);
    expect(outcome).toMatchObject({ kind: "placed", posOrderId: "ORDER-000001", totalCents: 517 });
    expect(square.orders).toMatchObject([
      { state: "OPEN", isPaid: true, asked: { reference_id: order.reference } },
    ]);
    expect(square.orders[0]?.asked.fulfillments).toMatchObject([{ type: "PICKUP", state: "PROPOSED" }]);
    expect(square.payments).toMatchObject([
      {
        orderId: "ORDER-000001",
        amountCents: 517,
        asked: {
          source_id: "EXTERNAL",
          reference_id: order.reference,
          external_details: { type: "EXTERNAL" },
        },
      },
    ]);
  });

  it.each<[string, Parameters<Awaited<ReturnType<typeof stage.open>>["square"]["next"]>[1], string]>([
    ["whose payment's answer is lost", "lose_answer", "payment: connection_lost"],
    [
      "whose payment is refused",
      { answer: errorOf(400, "INVALID_REQUEST_ERROR", "BAD_REQUEST") },
      "payment: bad_request",
    ],
    [
      "whose payment is not allowed",
      { answer: errorOf(403, "AUTHENTICATION_ERROR", "FORBIDDEN") },
      "payment: forbidden",
    ],
    [
      "whose payment meets a fault",
      { answer: errorOf(500, "API_ERROR", "INTERNAL_SERVER_ERROR") },
      "payment: internal_server_error",
    ],
    ["whose payment is answered with nonsense", { instead: { text: "{" } }, "payment: answer_not_understood"],
  ])("calls an order %s unknown, and one further try pays it once", async (_what, fault, reason) => {
    const { adapter, square } = await stage.open();
    const order = soup();
    square.next("/v2/payments", fault);
    expect(await place(adapter, order)).toMatchObject({ kind: "unknown", reason });
    expect(await place(adapter, order)).toMatchObject({
      kind: "placed",
      posOrderId: "ORDER-000001",
      totalCents: 517,
    });
    expect(square.orders).toHaveLength(1);
    expect(square.payments).toHaveLength(1);
  });

  it("calls an order whose payment was never sent unknown: it is made", async () => {
    const { adapter, square } = await stage.open();
    const caller = new AbortController();
    square.next("/v2/payments", "silence");
    const placing = adapter.place(soup(), { ...within(10_000), signal: caller.signal });
    while (!square.requests.some(({ path }) => path === "/v2/payments")) await new Promise(setImmediate);
    caller.abort();
    expect(await placing).toMatchObject({ kind: "unknown", reason: "payment: aborted" });
    expect(square.orders).toHaveLength(1);
  });

  it.each<[string, number, string, string, string]>([
    ["an expired token", 401, "AUTHENTICATION_ERROR", "ACCESS_TOKEN_EXPIRED", "access_token_expired"],
    [
      "a token without the permission",
      403,
      "AUTHENTICATION_ERROR",
      "INSUFFICIENT_SCOPES",
      "insufficient_scopes",
    ],
    ["too many requests", 429, "RATE_LIMIT_ERROR", "RATE_LIMITED", "rate_limited"],
    ["a location that is not theirs", 400, "INVALID_REQUEST_ERROR", "INVALID_LOCATION", "invalid_location"],
  ])("takes Square's word that %s made no order", async (_what, status, category, code, reason) => {
    const { adapter, square } = await stage.open();
    square.next("/v2/orders", { answer: errorOf(status, category, code) });
    expect(await place(adapter, soup())).toMatchObject({ kind: "not_placed", reason });
    expect(square.requests).toHaveLength(1);
  });

  it.each<[string, number, string, string]>([
    ["another order under our key", 400, "INVALID_REQUEST_ERROR", "IDEMPOTENCY_KEY_REUSED"],
    ["another try at work", 409, "INVALID_REQUEST_ERROR", "CONFLICT"],
    ["a fault", 500, "API_ERROR", "INTERNAL_SERVER_ERROR"],
    ["an outage", 503, "API_ERROR", "SERVICE_UNAVAILABLE"],
    ["a refusal under the status of a fault", 500, "INVALID_REQUEST_ERROR", "INVALID_VALUE"],
    ["a fault under the status of a refusal", 400, "API_ERROR", "BAD_REQUEST"],
    ["a path that is not there", 404, "INVALID_REQUEST_ERROR", "NOT_FOUND"],
  ])("never reads %s as a refusal", async (_what, status, category, code) => {
    const { adapter, square } = await stage.open();
    square.next("/v2/orders", { answer: errorOf(status, category, code) });
    expect((await place(adapter, soup())).kind).toBe("unknown");
  });

  it.each<[string, object]>([
    ["no JSON", { text: "<html>" }],
    ["half of it", { text: '{"order":{"id":"ORDER-000001"' }],
    ["another shape", { json: { order: { id: "ORDER-000001" } } }],
    ["nothing", { text: "" }],
    ["a redirect", { status: 302, headers: { location: "https://example.com" }, text: "" }],
    ["a 4xx that is not Square's", { status: 403, text: "blocked by a proxy" }],
    ["a compressed answer", { headers: { "content-encoding": "gzip" }, text: "x" }],
    ["deep nesting", { text: "[".repeat(200_000) }],
  ])("believes nothing in %s", async (_what, instead) => {
    const { adapter, square } = await stage.open();
    square.next("/v2/orders", { instead });
    expect((await place(adapter, soup())).kind).toBe("unknown");
    expect(square.payments).toEqual([]);
  });

  it("believes an answer that is whole and says all things once, and no other", async () => {
    const order = soup();
    const made = JSON.stringify({
      order: {
        id: "ORDER-000001",
        location_id: MAIN,
        reference_id: order.reference,
        state: "OPEN",
        total_money: { amount: 517, currency: "USD" },
      },
    });
    const twice = made.replace("{", '{"order":{"id":"ORDER-000009"},');
    const reasonAt = async (instead: { status?: number; text: string }) => {
      const { adapter, square } = await stage.open();
      square.next("/v2/orders", { instead });
      const outcome = await place(adapter, order);
      return "reason" in outcome ? [outcome.kind, outcome.reason] : [outcome.kind];
    };
    expect(await reasonAt({ text: twice })).toEqual(["unknown", "status_200_key_twice"]);
    expect(await reasonAt({ status: 206, text: made })).toEqual(["unknown", "status_206_partial"]);
    expect(await reasonAt({ text: made })).toEqual(["placed"]);
  });

  it("passes Retry-After on, where nothing is known", async () => {
    const { adapter, square } = await stage.open();
    const answer = { ...errorOf(503, "API_ERROR", "SERVICE_UNAVAILABLE"), headers: { "retry-after": "7" } };
    square.next("/v2/orders", { answer });
    expect(await place(adapter, soup())).toMatchObject({ kind: "unknown", retryAfterMs: 7_000 });
    expect(square.requests).toHaveLength(1);
  });

  it("names the line and the modifier that Square does not know", async () => {
    const { adapter, square } = await stage.open();
    const lines = soup().lines.flatMap((line) => [line, { ...line, lineId: "b", itemId: "V-GONE" }]);
    expect(await place(adapter, soup({ lines }))).toMatchObject({
      kind: "refused",
      issues: [{ code: "item_not_found", lineId: "b" }],
    });
    expect(square.orders).toEqual([]);
  });

  it("does not believe a refusal of an order that an earlier try has made", async () => {
    const { adapter, square } = await stage.open();
    const order = soup();
    square.next("/v2/orders", "lose_answer");
    expect((await place(adapter, order)).kind).toBe("unknown");
    square.next("/v2/orders", { answer: errorOf(400, "INVALID_REQUEST_ERROR", "INVALID_VALUE", "order.x") });
    expect(await place(adapter, order)).toMatchObject({ kind: "placed", posOrderId: "ORDER-000001" });
    expect(square.payments).toHaveLength(1);
  });

  it("does not pass on a refusal that it could not confirm", async () => {
    const { adapter, square } = await stage.open();
    square.next("/v2/orders/search", { answer: errorOf(500, "API_ERROR", "INTERNAL_SERVER_ERROR") });
    const order = samplePosOrder("V-REFUSE", 100, { store: MAIN });
    expect(await place(adapter, order)).toMatchObject({
      kind: "unknown",
      reason: "refusal_not_confirmed: internal_server_error",
    });
  });

  it("does not take a payment of another order for its own", async () => {
    const { adapter, square } = await stage.open();
    const payment = {
      id: "P",
      order_id: "ORDER-9",
      status: "COMPLETED",
      amount_money: { amount: 517, currency: "USD" },
    };
    square.next("/v2/payments", { instead: { json: { payment } } });
    expect(await place(adapter, soup())).toMatchObject({ kind: "unknown", reason: "other_payment" });
  });

  it("sends the token to no record", async () => {
    const { adapter, square } = await stage.open();
    const outcome = await place(adapter, soup());
    expect(square.requests[0]?.headers.authorization).toBe(`Bearer ${square.token}`);
    expect(JSON.stringify(outcome)).not.toContain(square.token);
  });

  it("knows when Square will have it ready, where it says so", async () => {
    const { adapter } = await stage.open({ prep_minutes: 20 });
    expect(await place(adapter, soup())).toMatchObject({ kind: "placed", readyAt: expect.any(Date) });
    const scheduledAt = "2026-01-15T18:30:00.000Z";
    expect(await place(adapter, soup({ scheduledAt }))).toMatchObject({ readyAt: new Date(scheduledAt) });
  });
});

describe("lookUp", () => {
  it("finds an order among many pages of others", async () => {
    const { adapter, square } = await stage.open();
    const order = soup();
    await place(adapter, order);
    for (let n = 0; n < 20; n += 1) await place(adapter, soup());
    expect(await adapter.lookUp(order.reference, within(10_000))).toMatchObject({
      kind: "found",
      posOrderId: "ORDER-000001",
      totalCents: 517,
    });
    expect(square.requests.filter(({ path }) => path === "/v2/orders/search").length).toBeGreaterThan(2);
  });

  it("says of an order that is not paid that it is in progress, and of a cancelled one that it is absent", async () => {
    const { adapter, square } = await stage.open();
    const order = soup();
    square.next("/v2/payments", { answer: errorOf(500, "API_ERROR", "INTERNAL_SERVER_ERROR") });
    await place(adapter, order);
    expect((await adapter.lookUp(order.reference, within(10_000))).kind).toBe("in_progress");
    for (const stored of square.orders) stored.state = "CANCELED";
    expect((await adapter.lookUp(order.reference, within(10_000))).kind).toBe("absent");
    expect(await place(adapter, order)).toMatchObject({ kind: "unknown", reason: "order_canceled" });
  });

  it("never calls absent what it could not read to its end", async () => {
    const { adapter, square } = await stage.open();
    for (let n = 0; n < 8; n += 1) await place(adapter, soup());
    square.next("/v2/orders/search", { instead: { json: { orders: [], cursor: "7" } } });
    square.next("/v2/orders/search", "lose_answer");
    expect(await adapter.lookUp(soup().reference, within(10_000))).toMatchObject({
      kind: "unknown",
      reason: "connection_lost",
    });
  });
});

describe("check", () => {
  it("refuses a price that Square has changed since, and says which", async () => {
    const { adapter, square } = await stage.open();
    const order = samplePosOrder("V-SOUP", 450, { store: MAIN });
    expect(await adapter.check(order, within(10_000))).toMatchObject({
      kind: "refused",
      issues: [{ code: "price_mismatch", lineId: "1", expected: 4.75, actual: 4.5 }],
    });
    expect(square.orders).toEqual([]);
  });

  it("refuses a tax that Square has changed since, not a cent of rounding", async () => {
    const { adapter } = await stage.open();
    const totals = { ...soup().totals, taxCents: 0, grandCents: 475 };
    expect(await adapter.check(soup({ totals }), within(10_000))).toMatchObject({
      kind: "refused",
      issues: [{ code: "tax_mismatch", expected: 5.17, actual: 4.75 }],
    });
    const off = { ...soup().totals, grandCents: soup().totals.grandCents + 1 };
    expect((await adapter.check(soup({ totals: off }), within(10_000))).kind).toBe("accepted");
  });

  it("is failed, not refused, where Square could not be asked", async () => {
    const { adapter, square } = await stage.open();
    square.next("/v2/orders/calculate", { answer: errorOf(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED") });
    expect(await adapter.check(soup(), within(10_000))).toMatchObject({
      kind: "failed",
      reason: "unauthorized",
    });
  });
});

describe("voidOrder", () => {
  it("is not offered", async () => {
    const { adapter } = await stage.open();
    expect(await adapter.voidOrder("r", within(10_000))).toEqual({ kind: "not_offered", call: null });
  });
});
