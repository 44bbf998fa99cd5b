import { type BridgeOrder, placedOrder, voidedOrder } from "@parley/bridge-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseTillClasses } from "./classes.ts";
import { callSimulator, type RunningSimulator, sampleOrder, startSimulator } from "./testing/simulator.ts";

// Over real HTTP against two real processes, so that every class is played; 0.01 makes 20 seconds 200 ms.
const STORES = { B: "YC-LC-001", C: "YC-LC-002", X: "YC-LC-001", D: "YC-LC-002" } as const;
const X_AND_D = "YC-LC-001=X,YC-LC-002=D";
let first: RunningSimulator;
let second: RunningSimulator;

beforeAll(async () => {
  first = await startSimulator({ timeScale: 0.01, classes: "YC-LC-001=B+X,YC-LC-002=C" });
  second = await startSimulator({ timeScale: 0.01, classes: X_AND_D });
});

afterAll(async () => {
  await first[Symbol.asyncDispose]();
  await second[Symbol.asyncDispose]();
});

type Played = keyof typeof STORES;
const simulatorOf = (played: Played) => (played === "B" || played === "C" ? first : second);

function orderFor(played: Played, itemId = "elote", priceCents = 475): BridgeOrder {
  return sampleOrder(itemId, priceCents, { store: STORES[played] });
}

function call(played: Played, method: "PUT" | "GET" | "DELETE", order: BridgeOrder) {
  const path = `/v1/stores/${order.store}/orders/${order.reference}`;
  return callSimulator(simulatorOf(played), {
    method,
    path,
    at: new Date(),
    ...(method === "PUT" ? { body: order } : {}),
  });
}

function linesOf(played: Played, order: BridgeOrder) {
  return simulatorOf(played)
    .journal()
    .filter((line) => line.reference === order.reference);
}

const error = (code: string, status: number) => ({ status, isSigned: true, body: { error: { code } } });

describe("a till of class B", () => {
  it("refuses a second request without saying which order it has; a look-up says", async () => {
    const order = orderFor("B");
    const placed = placedOrder.parse((await call("B", "PUT", order)).body);
    const again = await call("B", "PUT", order);
    expect(again).toMatchObject(error("duplicate_reference", 409));
    expect(JSON.stringify(again.body)).not.toContain(placed.pos_order_id);
    expect((await call("B", "GET", order)).body).toEqual(placed);
    expect(linesOf("B", order)).toHaveLength(1);
  });

  it("that voids says that an order is in progress, and voids it later", async () => {
    const order = orderFor("B", "sim-slow", 100);
    const put = call("B", "PUT", order);
    while ((await call("B", "GET", order)).status !== 409);
    expect(await call("B", "DELETE", order)).toMatchObject(error("in_progress", 409));
    expect((await put).status).toBe(201);
    expect((await call("B", "DELETE", order)).status).toBe(200);
  });
});

describe("a till of class C", () => {
  it("makes a second order of a second request, and finds the first", async () => {
    const order = orderFor("C");
    const replies = [await call("C", "PUT", order), await call("C", "PUT", order)];
    expect(replies.map((reply) => reply.status)).toEqual([201, 201]);
    const ids = replies.map((reply) => placedOrder.parse(reply.body).pos_order_id);
    expect(new Set(ids).size).toBe(2);
    expect(linesOf("C", order).map((line) => line.pos_order_id)).toEqual(ids);
    expect((await call("C", "GET", order)).body).toMatchObject({ pos_order_id: ids[0] });
  });

  it("says that an order which is still on its way is absent", async () => {
    const order = orderFor("C", "sim-late", 100);
    const cutOff = expect(call("C", "PUT", order)).rejects.toThrow("fetch failed");
    // At no moment is it reported as in progress.
    const seen = new Set<number>();
    for (let status = 404; status === 404; ) {
      status = (await call("C", "GET", order)).status;
      seen.add(status);
    }
    await cutOff;
    expect([...seen]).toEqual([404, 200]);
    expect(linesOf("C", order)).toHaveLength(1);
  });

  it("voids nothing where it does not offer to", async () => {
    const order = orderFor("C");
    await call("C", "PUT", order);
    expect(await call("C", "DELETE", order)).toMatchObject(error("void_not_offered", 501));
    expect((await call("C", "GET", order)).status).toBe(200);
  });
});

describe("a till of class D", () => {
  it("makes a second order of a second request, and cannot be asked for either", async () => {
    const order = orderFor("D");
    expect((await call("D", "PUT", order)).status).toBe(201);
    expect((await call("D", "PUT", { ...order, notes: "Parley 1B67-1A64" })).status).toBe(201);
    expect(await call("D", "GET", order)).toMatchObject(error("look_up_not_offered", 501));
    expect(linesOf("D", order).map((line) => line.notes)).toEqual([null, "Parley 1B67-1A64"]);
  });
});

describe("a till that voids", () => {
  it("takes every order of the reference back, and keeps the lines of what was placed", async () => {
    const order = orderFor("X");
    const placed = placedOrder.parse((await call("X", "PUT", order)).body);
    await call("X", "PUT", order);
    const lines = linesOf("X", order);
    const reply = await call("X", "DELETE", order);
    expect(reply).toMatchObject({ status: 200, isSigned: true });
    expect(voidedOrder.parse(reply.body)).toMatchObject({
      reference: order.reference,
      pos_order_id: placed.pos_order_id,
      total_cents: 517,
    });
    expect(linesOf("X", order)).toEqual(lines);
    const voids = second.voids().filter((line) => line.reference === order.reference);
    expect(voids.map((line) => line.pos_order_id)).toEqual(lines.map((line) => line.pos_order_id));
    expect(await call("X", "GET", order)).toMatchObject(error("order_voided", 410));
    expect((await call("X", "DELETE", order)).body).toEqual(reply.body);
  });

  it("never places a voided reference again", async () => {
    const order = orderFor("X");
    await call("X", "PUT", order);
    await call("X", "DELETE", order);
    expect(await call("X", "PUT", order)).toMatchObject(error("order_voided", 410));
    expect(linesOf("X", order)).toHaveLength(1);
  });

  it("has nothing to void where there is no order", async () => {
    expect(await call("X", "DELETE", orderFor("X"))).toMatchObject(error("order_not_found", 404));
  });

  it("still knows what it voided after a kill -9", async () => {
    const { dataDir } = second;
    const order = orderFor("X");
    await call("X", "PUT", order);
    const voided = (await call("X", "DELETE", order)).body;
    await second.kill();
    second = await startSimulator({ dataDir, key: second.key, timeScale: 0.01, classes: X_AND_D });
    expect((await call("X", "DELETE", order)).body).toEqual(voided);
    expect(await call("X", "PUT", order)).toMatchObject(error("order_voided", 410));
  });
});

describe("parseTillClasses", () => {
  it("reads a class for each store, and one for the rest", () => {
    expect([...(parseTillClasses("YC-LC-002=C, BB-LC-001=D+X,*=X") ?? [])]).toEqual([
      ["YC-LC-002", { letter: "C", canVoid: false }],
      ["BB-LC-001", { letter: "D", canVoid: true }],
      ["*", { letter: "C", canVoid: true }],
    ]);
    expect(parseTillClasses("")).toEqual(new Map());
  });

  it.each(["YC-LC-001", "YC-LC-001=E", "=A", "S=A+Y", "S=A,S=B", "S=X+X"])("reads no %j", (text) => {
    expect(parseTillClasses(text)).toBeNull();
  });
});
