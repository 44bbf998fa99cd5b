import { randomUUID } from "node:crypto";
import { everyBrand, ofBrands } from "@parley/db";
import { setMapping } from "@parley/db/mappings";
import { getOrderTrace } from "@parley/db/orders";
import { sampleOrder } from "@parley/par-contract";
import { afterEach, describe, expect, it } from "vitest";
import { recheckQueued } from "../stores/mappings/recheck-queued.ts";
import { type Door, openDoor } from "./testing/door.ts";

/** What people do about orders, over real sockets: the till has one ticket of each, whoever asks for what. */

let door: Door;
afterEach(() => door[Symbol.asyncDispose]());

const env = { ATTEMPT_DEADLINE_MS: "8000", SYNC_BUDGET_MS: "6000", LEASE_MS: "15000" };
const ADA = { actor: { kind: "operator", id: "opr_ada" }, scope: everyBrand, note: null } as const;

function order(itemId: string, root: Record<string, unknown> = {}) {
  const id = randomUUID();
  return sampleOrder({
    root: { request_uid: id, ...root },
    details: {
      online_order_id: `ONL-${id}`,
      items: [{ line_id: "1", item_id: itemId, quantity: 1, unit_price: 1 }],
      subtotal: 1,
      tax_total: 0.09,
      tip_total: 0,
      grand_total: 1.09,
      payments: [],
    },
  });
}

async function rowOf(uid: string) {
  const found = await door.ctx.orders.findForStatus({ connectionId: door.connectionId, orderId: uid });
  const trace = await getOrderTrace(door.ctx.db, { scope: everyBrand, orderId: found?.orderId ?? "" });
  if (trace === null) throw new Error("The order has no trace");
  return trace.order;
}

const reached = (uid: string, state: string) =>
  expect.poll(async () => (await rowOf(uid)).state, { timeout: 20_000, interval: 20 }).toBe(state);

const tickets = (uid: string) =>
  door.simulator.journal().filter((line) => line.online_order_id === `ONL-${uid}`);

/** Submits an order that gets into a state, and gives its uid. */
async function submitted(itemId: string, state: string): Promise<string> {
  const body = order(itemId);
  const uid = String(body.request_uid);
  // PAR's call waits a while for the result, and what happens meanwhile is what matters here.
  void door.par.submit(body);
  await reached(uid, state);
  return uid;
}

const actsOf = async (uid: string) => {
  const acts = await door.ctx.dispatcher.acts.possible(await rowOf(uid));
  return Object.fromEntries(acts.map(({ name, ...act }) => [name, act]));
};

/** The id in the ledger. */
const idOf = async (uid: string) => (await rowOf(uid)).id;

describe("try now", () => {
  it("is not possible at a class C POS before it is quiet, and what is found can be confirmed at once", async () => {
    // The quiet period is as long as in a restaurant, so that it is not over before the order is looked at.
    door = await openDoor({ env: { ...env, TIME_SCALE: "1" }, posClass: "C" });
    const uid = await submitted("sim-lose-ack", "unknown");
    const { acts } = door.ctx.dispatcher;
    const orderId = await idOf(uid);
    expect(await actsOf(uid)).toMatchObject({
      try_now: { effect: "asked", blocked: { why: "on_its_way", from: expect.any(Date) } },
      confirm_placed: { blocked: null },
      confirm_absent: { blocked: { why: "gateway_tries", from: expect.any(Date) } },
    });
    expect(await acts.tryNow({ ...ADA, orderId })).toMatchObject({ kind: "too_early" });
    expect((await acts.confirmAbsent({ ...ADA, orderId, attempt: 1 })).kind).toBe("not_waiting");
    const posOrderId = tickets(uid)[0]?.pos_order_id ?? "";
    expect(await acts.confirmPlaced({ ...ADA, orderId, posOrderId })).toMatchObject({ kind: "done" });
    expect((await door.par.status(uid)).response.json).toMatchObject({ status: "placed" });
    expect(tickets(uid)).toHaveLength(1);
  });

  it("sends the same reference again at a class A POS, which makes one ticket however often it is asked for", async () => {
    door = await openDoor({ env, posClass: "A" });
    const uid = await submitted("sim-fault", "unknown");
    const { acts } = door.ctx.dispatcher;
    const orderId = await idOf(uid);
    const { attempt } = await rowOf(uid);
    await expect
      .poll(async () => (await acts.tryNow({ ...ADA, orderId })).kind, { timeout: 10_000, interval: 5 })
      .toBe("done");
    await expect.poll(async () => (await rowOf(uid)).attempt, { timeout: 10_000 }).toBeGreaterThan(attempt);
    // Not while it is being sent once more, as it is again and again.
    const effect = expect.stringMatching(/reference|asked/);
    await expect.poll(() => actsOf(uid)).toMatchObject({ try_now: { effect } });
    expect(tickets(uid).length).toBeLessThanOrEqual(1);
  });

  it("of a settled order is refused, and of one that is being sent is told", async () => {
    door = await openDoor({ env, posClass: "A" });
    const uid = await submitted("sim-slow", "placed");
    expect(await door.ctx.dispatcher.acts.tryNow({ ...ADA, orderId: await idOf(uid) })).toEqual({
      kind: "not_waiting",
      state: "placed",
    });
    expect(await actsOf(uid)).toEqual({});
  });
});

describe("two people who both send an order again", () => {
  it("make one ticket, and the second is told", async () => {
    door = await openDoor({ env, posClass: "D" });
    const uid = await submitted("sim-fault-once", "attention");
    const { acts } = door.ctx.dispatcher;
    const orderId = await idOf(uid);
    expect(await actsOf(uid)).toMatchObject({ resend: { effect: "may_double" } });
    const isQuiet = async () => (await actsOf(uid)).resend?.blocked === null;
    await expect.poll(isQuiet, { timeout: 10_000 }).toBe(true);
    const both = await Promise.all([1, 2].map(() => acts.resendNow({ ...ADA, orderId, attempt: 1 })));
    expect(both.map(({ kind }) => kind).sort()).toEqual(["done", "not_waiting"]);
    await reached(uid, "placed");
    expect(tickets(uid)).toHaveLength(1);
  });
});

describe("a refused submit that is judged again", () => {
  const recheck = (id: string) => door.ctx.recheck({ scope: everyBrand, id });
  const exchangeOf = async (uid: string) => {
    await expect.poll(async () => (await door.exchanges()).some((row) => row.requestUid === uid)).toBe(true);
    return (await door.exchanges()).find((row) => row.requestUid === uid && row.direction === "in");
  };

  it("says that it would be placed once its location is mapped, and neither writes nor sends anything", async () => {
    door = await openDoor({ env, posClass: "A" });
    const body = order("sim-slow", { location_id: "PAR-LOC-NEW" });
    const uid = String(body.request_uid);
    await door.par.submit(body);
    const call = await exchangeOf(uid);
    expect(await recheck(call?.id ?? "")).toEqual({ kind: "unmapped_location", id: "PAR-LOC-NEW" });
    await setMapping(door.ctx.db, {
      kind: "location",
      connectionId: door.connectionId,
      parId: "PAR-LOC-NEW",
      targetId: door.locationId,
      scope: everyBrand,
      changedBy: "test",
      expectedVersion: null,
      now: new Date(),
    });
    await expect
      .poll(async () => await recheck(call?.id ?? ""))
      .toMatchObject({ kind: "placed", grandTotalCents: 109 });
    expect(tickets(uid)).toEqual([]);
    expect(await door.ctx.db.sql`select id from orders where request_uid = ${uid}`).toHaveLength(0);
    await door.par.submit(body);
    await reached(uid, "placed");
    expect(tickets(uid)).toHaveLength(1);
  });

  it("is found by the id that it was refused for, validates too, as soon as that is mapped", async () => {
    door = await openDoor({ env, posClass: "A" });
    const { db } = door.ctx;
    const bodies = [
      order("sim-slow", { location_id: "PAR-LOC-NEW" }),
      order("none", { location_id: "PAR-LOC-NEW" }),
    ];
    for (const body of bodies) {
      await door.par.validate(body);
      await exchangeOf(String(body.request_uid));
    }
    const [queued] = await db.sql`select id from unmapped_ids where par_id = 'PAR-LOC-NEW'`;
    const found = () =>
      recheckQueued(
        { ...door.ctx, now: new Date() },
        { unmappedIds: [String(queued?.id)], scope: everyBrand },
      );
    expect(await found()).toEqual([]);
    await setMapping(db, {
      ...{
        kind: "location",
        connectionId: door.connectionId,
        parId: "PAR-LOC-NEW",
        targetId: door.locationId,
      },
      ...{ scope: everyBrand, changedBy: "test", expectedVersion: null, now: new Date() },
    });
    expect(await found()).toMatchObject([
      { operation: "validate_order", recheck: { kind: "rejected", issues: [{ code: "item_not_found" }] } },
      { operation: "validate_order", recheck: { kind: "placed" } },
    ]);
    expect(await db.sql`select id from orders`).toHaveLength(0);
  });

  it("says the same refusal again, line by line, of an order that our menu refuses", async () => {
    door = await openDoor({ env, posClass: "A" });
    const body = order("no-such-item");
    const uid = String(body.request_uid);
    expect((await door.par.submit(body)).response.json).toMatchObject({ status: "rejected" });
    await exchangeOf(uid);
    const id = await idOf(uid);
    expect(await recheck(id)).toMatchObject({
      kind: "rejected",
      issues: [{ code: "item_not_found", lineId: "1", isNew: false }],
      gone: [],
    });
    expect(await door.ctx.recheck({ scope: ofBrands("brd_other"), id })).toBeNull();
    expect((await rowOf(uid)).state).toBe("rejected");
  });
});
