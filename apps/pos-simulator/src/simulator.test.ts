import { randomUUID } from "node:crypto";
import { createSigningKey, parseSigningKey, placedOrder } from "@parley/bridge-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callSimulator, type RunningSimulator, sampleOrder, startSimulator } from "./testing/simulator.ts";

// Over real HTTP against the real process; 0.01 makes the 12 and 20 seconds 120 and 200 ms.
let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ timeScale: 0.01 });
});

afterAll(() => simulator[Symbol.asyncDispose]());

const menuPath = "/v1/stores/YC-LC-001/menu";

function call(
  method: string,
  path: string,
  body?: unknown,
  more: Partial<Parameters<typeof callSimulator>[1]> = {},
) {
  return callSimulator(simulator, { method, path, body, at: new Date(), ...more });
}

function put(order: ReturnType<typeof sampleOrder>) {
  return call("PUT", `/v1/stores/${order.store}/orders/${order.reference}`, order);
}

function find(order: ReturnType<typeof sampleOrder>) {
  return call("GET", `/v1/stores/${order.store}/orders/${order.reference}`);
}

function linesOf(order: ReturnType<typeof sampleOrder>) {
  return simulator.journal().filter((line) => line.reference === order.reference);
}

describe("every call", () => {
  it("is refused unsigned, and the refusal is not signed either", async () => {
    const response = await fetch(simulator.url + menuPath);
    expect(response.status).toBe(401);
    expect(response.headers.has("webhook-signature")).toBe(false);
    expect(await response.json()).toEqual({
      error: { code: "unauthorized", message: "The request is not signed with this POS's key" },
    });
  });

  it("is refused with another key, and when it is out of time", async () => {
    const otherKey = parseSigningKey(createSigningKey());
    const late = new Date(Date.now() - 301_000);
    expect(await call("GET", menuPath, undefined, { key: otherKey })).toMatchObject({
      status: 401,
      isSigned: false,
    });
    expect(await call("GET", menuPath, undefined, { at: late })).toMatchObject({
      status: 401,
      isSigned: false,
    });
  });

  it.each([
    ["GET", "/v1/nowhere", 404, "route_not_found"],
    ["DELETE", menuPath, 405, "method_not_allowed"],
    ["GET", "/v1/stores/NOWHERE/menu", 404, "store_not_found"],
    ["GET", `/v1/stores/YC-LC-001/orders/${randomUUID()}`, 404, "order_not_found"],
  ])("%s %s is answered %i %s, signed", async (method, path, status, code) => {
    expect(await call(method, path)).toMatchObject({ status, isSigned: true, body: { error: { code } } });
  });

  it("that is not an order of this store and reference is refused as invalid", async () => {
    const order = sampleOrder("elote", 475);
    const path = `/v1/stores/YC-LC-001/orders/${order.reference}`;
    const invalid = { status: 400, isSigned: true, body: { error: { code: "invalid_request" } } };
    expect(await call("PUT", path, { ...order, store: "YC-LC-002" })).toMatchObject(invalid);
    expect(await call("PUT", path, { ...order, reference: randomUUID() })).toMatchObject(invalid);
    expect(await call("PUT", path, { ...order, lines: [] })).toMatchObject(invalid);
    expect(await call("PUT", path, order, { headers: { "content-type": "text/plain" } })).toMatchObject({
      status: 415,
      body: { error: { code: "unsupported_media_type" } },
    });
    expect(await call("PUT", path, { ...order, notes: "x".repeat(1024 * 1024) })).toMatchObject({
      status: 413,
    });
    expect(linesOf(order)).toEqual([]);
  });

  it("but the health probe needs a signature", async () => {
    const response = await fetch(`${simulator.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });
});

describe("GET menu", () => {
  it("gives the menu under an ETag, and nothing where the ETag is known", async () => {
    const first = await call("GET", menuPath);
    const etag = first.headers.get("etag") ?? "";
    expect(first).toMatchObject({
      status: 200,
      isSigned: true,
      body: { store: "YC-LC-001", currency: "USD" },
    });
    const known = await call("GET", menuPath, undefined, { headers: { "if-none-match": etag } });
    expect(known).toMatchObject({ status: 304, isSigned: true, body: null });
    const stale = await call("GET", menuPath, undefined, { headers: { "if-none-match": '"other"' } });
    expect(stale).toMatchObject({ status: 200, isSigned: true });
  });
});

describe("POST check", () => {
  it("accepts a good order and commits nothing", async () => {
    const order = sampleOrder("elote", 475);
    const reply = await call("POST", "/v1/stores/YC-LC-001/orders/check", order);
    expect(reply).toMatchObject({
      status: 200,
      isSigned: true,
      body: { status: "accepted", reference: order.reference, total_cents: 517 },
    });
    expect((await find(order)).status).toBe(404);
    expect(linesOf(order)).toEqual([]);
  });

  it("says what is sold out", async () => {
    const reply = await call("POST", "/v1/stores/YC-LC-001/orders/check", sampleOrder("sim-sold-out", 100));
    expect(reply.body).toMatchObject({
      status: "refused",
      issues: [{ code: "item_unavailable", line_id: "1" }],
    });
  });
});

describe("PUT order", () => {
  it("places the order: its line is in the journal when the answer arrives", async () => {
    const order = sampleOrder("elote", 475);
    const reply = await put(order);
    expect(reply).toMatchObject({ status: 201, isSigned: true });
    const placed = placedOrder.parse(reply.body);
    expect(placed).toMatchObject({ reference: order.reference, store: "YC-LC-001", total_cents: 517 });
    expect(linesOf(order)).toMatchObject([
      { pos_order_id: placed.pos_order_id, online_order_id: order.online_order_id, lines: order.lines },
    ]);
    expect((await find(order)).body).toEqual(placed);
  });

  it("answers a second request with the first order, whatever its body says by then", async () => {
    const order = sampleOrder("elote", 475);
    const first = await put(order);
    const second = await put({ ...order, notes: "twice" });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(linesOf(order)).toHaveLength(1);
  });

  it("makes one order of fifty requests at once; those that come too early are told to wait", async () => {
    const order = sampleOrder("elote", 475);
    const replies = await Promise.all(Array.from({ length: 50 }, () => put(order)));
    const waiting = replies.filter((reply) => reply.status === 409);
    for (const reply of waiting) {
      expect(reply).toMatchObject({ isSigned: true, body: { error: { code: "in_progress" } } });
      expect(reply.headers.get("retry-after")).toBe("1");
    }
    const placed = replies.filter((reply) => reply.status !== 409).map((reply) => reply.body);
    expect(new Set(placed.map((body) => JSON.stringify(body))).size).toBe(1);
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
    expect(linesOf(order)).toHaveLength(1);
  });

  it("gives different orders different ids, also at once", async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => put(sampleOrder("elote", 475))));
    const ids = new Set(replies.map((reply) => placedOrder.parse(reply.body).pos_order_id));
    expect(ids.size).toBe(20);
    for (const id of ids) expect(id).toMatch(/^YC-LC-001-[0-9]{6}$/);
  });
});
