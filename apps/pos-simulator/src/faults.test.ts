import { connect } from "node:net";
import { type BridgeOrder, parseSigningKey, signRequest } from "@parley/bridge-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callSimulator, type RunningSimulator, sampleOrder, startSimulator } from "./testing/simulator.ts";

// Over real HTTP against the real process; 0.01 makes the 12 and 20 seconds 120 and 200 ms.
let simulator: RunningSimulator;

beforeAll(async () => {
  simulator = await startSimulator({ timeScale: 0.01 });
});

afterAll(() => simulator[Symbol.asyncDispose]());

function put(order: BridgeOrder, signal?: AbortSignal) {
  const path = `/v1/stores/${order.store}/orders/${order.reference}`;
  const more = signal ? { signal } : {};
  return callSimulator(simulator, { method: "PUT", path, body: order, at: new Date(), ...more });
}

function check(order: BridgeOrder) {
  const path = `/v1/stores/${order.store}/orders/check`;
  return callSimulator(simulator, { method: "POST", path, body: order, at: new Date() });
}

function find(order: BridgeOrder) {
  const path = `/v1/stores/${order.store}/orders/${order.reference}`;
  return callSimulator(simulator, { method: "GET", path, at: new Date() });
}

function linesOf(order: BridgeOrder) {
  return simulator.journal().filter((line) => line.reference === order.reference);
}

/** The raw answer on a connection of its own, up to the given number of occurrences of `end`. */
async function putRaw(order: BridgeOrder, end: string, times: number): Promise<string> {
  const { hostname, port } = new URL(simulator.url);
  const path = `/v1/stores/${order.store}/orders/${order.reference}`;
  const body = JSON.stringify(order);
  const key = parseSigningKey(simulator.key);
  const signed = signRequest({ key, id: "msg_raw", at: new Date(), method: "PUT", path, body });
  const headers = Object.entries({
    host: hostname,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...signed,
  });
  const socket = connect(Number(port), hostname);
  socket.write(`PUT ${path} HTTP/1.1\r\n${headers.map(([k, v]) => `${k}: ${v}\r\n`).join("")}\r\n${body}`);
  let said = "";
  for await (const chunk of socket) {
    said += String(chunk);
    if (said.split(end).length > times) break;
  }
  return said;
}

/** Sends again, as Parley would, until the order is placed. */
async function putUntilPlaced(order: BridgeOrder) {
  for (;;) {
    const reply = await put(order).catch(() => null);
    if (reply && reply.status !== 409) return reply;
  }
}

describe("the test item", () => {
  it("sim-sold-out is refused", async () => {
    const order = sampleOrder("sim-sold-out", 100);
    expect(await put(order)).toMatchObject({
      status: 422,
      isSigned: true,
      body: { error: { code: "refused", issues: [{ code: "item_unavailable" }] } },
    });
    expect(linesOf(order)).toEqual([]);
  });

  it("sim-refuse checks fine and is refused on placing", async () => {
    const order = sampleOrder("sim-refuse", 100);
    const checked = await check(order);
    expect(checked.body).toMatchObject({ status: "accepted" });
    expect(await put(order)).toMatchObject({
      status: 422,
      body: { error: { issues: [{ code: "declined" }] } },
    });
    expect(linesOf(order)).toEqual([]);
  });

  it("sim-fault answers 500 every time and places nothing", async () => {
    const order = sampleOrder("sim-fault", 100);
    for (const _try of [1, 2, 3]) {
      expect(await put(order)).toMatchObject({
        status: 500,
        isSigned: true,
        body: { error: { code: "internal" } },
      });
    }
    expect(linesOf(order)).toEqual([]);
  });

  it("sim-fault-once answers 500 at the first try of each order only", async () => {
    const orders = [sampleOrder("sim-fault-once", 100), sampleOrder("sim-fault-once", 100)];
    for (const order of orders) {
      expect((await put(order)).status).toBe(500);
      expect(linesOf(order)).toEqual([]);
      expect((await put(order)).status).toBe(201);
      expect(linesOf(order)).toHaveLength(1);
    }
  });

  it("sim-lose-ack is placed, its first answer lost, its second given", async () => {
    const order = sampleOrder("sim-lose-ack", 100);
    await expect(put(order)).rejects.toThrow("fetch failed");
    expect(linesOf(order)).toHaveLength(1);
    expect((await put(order)).status).toBe(200);
    expect(linesOf(order)).toHaveLength(1);
  });

  it("sim-slow takes its time, also when the caller has hung up", async () => {
    const order = sampleOrder("sim-slow", 100);
    const caller = new AbortController();
    const first = put(order, caller.signal);
    // Seeing it in progress proves that the request has arrived.
    while ((await find(order)).status !== 409);
    expect((await put(order)).status).toBe(409);
    caller.abort();
    await expect(first).rejects.toThrow();
    expect((await putUntilPlaced(order)).status).toBe(200);
    expect(linesOf(order)).toHaveLength(1);
  });

  it("sim-crossed-ack is placed, its first answer another order's, its second right", async () => {
    const order = sampleOrder("sim-crossed-ack", 100);
    const crossed = await put(order);
    expect(crossed).toMatchObject({ status: 201, isSigned: true });
    expect(crossed.body).not.toMatchObject({ reference: order.reference });
    const again = await put(order);
    expect(again).toMatchObject({ status: 200, body: { reference: order.reference } });
    expect(linesOf(order)).toHaveLength(1);
  });

  it("sim-duplicate-ack is placed once, and its answer comes twice", async () => {
    const order = sampleOrder("sim-duplicate-ack", 100);
    const said = await putRaw(order, '"ready_at"', 2);
    expect(said.split("HTTP/1.1 201 Created\r\n")).toHaveLength(3);
    expect(said.split(`"reference":"${order.reference}"`)).toHaveLength(3);
    expect(linesOf(order)).toHaveLength(1);
  });

  it("sim-held keeps the first try on the wire until a later one is placed", async () => {
    const order = sampleOrder("sim-held", 100);
    const held = expect(put(order)).rejects.toThrow("fetch failed");
    await putUntilPlaced(order);
    await held;
    expect(linesOf(order)).toHaveLength(1);
  });

  it("sim-late gives no answer, and is placed all the same", async () => {
    const order = sampleOrder("sim-late", 100);
    const first = put(order);
    while ((await find(order)).status !== 409);
    await expect(first).rejects.toThrow("fetch failed");
    expect(linesOf(order)).toHaveLength(1);
    expect((await put(order)).status).toBe(200);
  });
});
