import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { findOrder, getOrderTrace, type Order } from "@parley/db/orders";
import { setLocationPos } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Door, openDoor } from "./testing/door.ts";
import { createGate, type Gate } from "./testing/gate.ts";

/** One store's POS hangs or is gone: what happens to its orders, and that no other store is affected. */

let door: Door;
let gate: Gate;

/** 300 ms until PAR is answered `pending`; three seconds for one try. */
const SOON = "6000";
/** Two seconds: where a final answer is expected, a busy machine must not turn it into `pending`. */
const PATIENT = "40000";

async function open(syncBudgetMs: string): Promise<void> {
  door = await openDoor({ env: { SYNC_BUDGET_MS: syncBudgetMs } });
  gate = await createGate(door.simulator.url);
}

afterEach(async () => {
  await door[Symbol.asyncDispose]();
  await gate[Symbol.asyncDispose]();
});

function freshOrder() {
  const id = randomUUID();
  return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
}

function othersOrder() {
  const id = randomUUID();
  return sampleOrder({
    root: {
      request_uid: id,
      organization_id: door.other.organizationId,
      location_id: door.other.parLocationId,
    },
    details: {
      online_order_id: `ONL-${id}`,
      items: [{ line_id: "1", item_id: "sim-refuse", quantity: 1, unit_price: 1 }],
      subtotal: 1,
      tax_total: 0.07,
      tip_total: 0,
      grand_total: 1.07,
      payments: [],
    },
  });
}

async function pointStoreAt(url: string, policy: Record<string, unknown> = {}) {
  await setLocationPos(door.ctx.db, {
    vault: door.ctx.vault,
    locationId: door.locationId,
    posKind: "bridge",
    posSettings: { url, store: "YC-LC-001", class: "A", ...policy },
    judge: () => "same",
    now: new Date(),
  });
  door.ctx.ids.forgetStore(door.locationId);
}

async function rowOf(body: { request_uid?: unknown }): Promise<Order> {
  const orderId = String(body.request_uid);
  const found = await door.ctx.orders.findForStatus({ connectionId: door.connectionId, orderId });
  const order =
    found === null ? null : await findOrder(door.ctx.db, { scope: { all: true }, orderId: found.orderId });
  if (order === null) throw new Error("The order is not in the ledger");
  return order;
}

const linesOf = (body: { request_uid?: unknown }) =>
  door.simulator.journal().filter((line) => line.online_order_id === `ONL-${body.request_uid}`);

/** A port of ours where nothing listens until `listen` is called. */
async function closedPort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  server.close();
  await once(server, "close");
  return address.port;
}

describe("a POS that hangs", () => {
  beforeEach(() => open(SOON));

  it("has as many calls as its store has slots; the other orders wait in the ledger, and all are placed", async () => {
    await pointStoreAt(gate.url, { slots: 2 });
    const bodies = Array.from({ length: 6 }, freshOrder);
    const answers = await Promise.all(bodies.map((body) => door.par.submit(body)));
    expect(answers.map(({ response }) => response.status)).toEqual(bodies.map(() => 202));
    expect(answers.flatMap(({ verdict }) => verdict.checks.filter((check) => !check.ok))).toEqual([]);
    expect([gate.open, (await door.ctx.dispatcher.lanes.stateOf(door.locationId)).calls]).toEqual([2, 2]);
    const rows = await Promise.all(bodies.map(rowOf));
    expect(rows.map((row) => row.state).sort()).toEqual([
      "dispatching",
      "dispatching",
      ...Array.from({ length: 4 }, () => "received"),
    ]);

    gate.letThrough();
    for (const body of bodies)
      await expect.poll(async () => (await rowOf(body)).state, { timeout: 15_000 }).toBe("placed");
    expect(bodies.map((body) => linesOf(body).length)).toEqual(bodies.map(() => 1));
    expect(gate.most).toBe(2);
  });
});

describe("a POS that hangs, for others", () => {
  beforeEach(() => open(PATIENT));

  it("is not felt at another store", async () => {
    await pointStoreAt(gate.url, { slots: 1 });
    const stuck = [freshOrder(), freshOrder(), freshOrder()].map((body) => door.par.submit(body));
    await expect.poll(() => gate.open).toBe(1);
    const { response } = await door.other.par.submit(othersOrder());
    expect(response.json).toMatchObject({ status: "rejected", errors: [{ code: "pos_refused" }] });
    gate.letThrough();
    await Promise.all(stuck);
  });
});

/** Submits until the store's POS counts as down; returns the orders, none of which was placed. */
async function breakDown(): Promise<ReturnType<typeof freshOrder>[]> {
  const tried: ReturnType<typeof freshOrder>[] = [];
  for (let n = 0; n < 20; n++) {
    const body = freshOrder();
    await door.par.submit(body);
    if ((await rowOf(body)).attempt === 0) return [...tried, body];
    tried.push(body);
  }
  throw new Error("The POS was called again and again");
}

describe("a POS that is gone", () => {
  beforeEach(() => open(SOON));

  it("is not called for each further order: PAR hears pending at once, and all are placed when it is back", async () => {
    const port = await closedPort();
    await pointStoreAt(`http://127.0.0.1:${port}`);
    const bodies = await breakDown();
    const last = bodies.at(-1) ?? freshOrder();
    expect(await rowOf(last)).toMatchObject({ state: "received", cause: "pos_unavailable", attempt: 0 });

    await pointStoreAt(door.simulator.url);
    for (const body of bodies)
      await expect.poll(async () => (await rowOf(body)).state, { timeout: 15_000 }).toBe("placed");
    expect(bodies.map((body) => linesOf(body).length)).toEqual(bodies.map(() => 1));
  });
});

describe("a POS that is gone, where no order is held for it", () => {
  beforeEach(() => open(PATIENT));

  it("makes PAR hear errored at once where the store's policy says so, and nothing is sent later", async () => {
    await pointStoreAt(`http://127.0.0.1:${await closedPort()}`, { when_unreachable: "error" });
    const bodies = [freshOrder()];
    const first = await door.par.submit(bodies[0] ?? {});
    expect(first.response.status).toBe(200);
    expect(first.response.json).toMatchObject({ status: "errored", errors: [{ code: "pos_unavailable" }] });
    expect(first.verdict.checks.filter((check) => !check.ok)).toEqual([]);
    bodies.push(...(await breakDown()));
    const last = await door.par.status(String(bodies.at(-1)?.request_uid));
    expect(last.response.json).toMatchObject({ status: "errored" });

    const { db } = door.ctx;
    const { id } = await rowOf(bodies.at(-1) ?? {});
    const trace = await getOrderTrace(db, { scope: { all: true }, orderId: id });
    expect(trace?.attempts).toEqual([]);
    await pointStoreAt(door.simulator.url);
    const again = await door.par.submit(bodies[0] ?? {});
    expect(again.response.body).toBe(first.response.body);
    expect(bodies.flatMap(linesOf)).toEqual([]);
  });
});
