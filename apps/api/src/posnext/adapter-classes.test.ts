import { randomUUID } from "node:crypto";
import { ofBrands } from "@parley/db";
import { getOrderTrace } from "@parley/db/orders";
import { sampleOrder } from "@parley/par-contract";
import { afterEach, describe, expect, it } from "vitest";
import { causeClassOf } from "../explain/causes/order-cause.ts";
import { type Door, openDoor } from "./testing/door.ts";

/** One order in doubt at a POS of each class: what the kitchen gets, and what PAR is answered meanwhile. */

let door: Door;
afterEach(() => door[Symbol.asyncDispose]());

/** Give-up is long, so that only the class's own rules are seen; deadlines are short. */
const env = { ATTEMPT_DEADLINE_MS: "8000", SYNC_BUDGET_MS: "6000", LEASE_MS: "15000" };

function order(itemId: string) {
  const id = randomUUID();
  return sampleOrder({
    root: { request_uid: id },
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

async function traceOf(requestUid: string) {
  const found = await door.ctx.orders.findForStatus({ connectionId: door.connectionId, orderId: requestUid });
  const trace = await getOrderTrace(door.ctx.db, { scope: { all: true }, orderId: found?.orderId ?? "" });
  if (trace === null) throw new Error("The order has no trace");
  return trace;
}

async function settled(requestUid: string): Promise<string> {
  let state = "";
  await expect
    .poll(
      async () => {
        state = (await traceOf(requestUid)).order.state;
        return state;
      },
      { timeout: 25_000, interval: 50 },
    )
    .toMatch(/^(placed|attention|errored|rejected)$/);
  return state;
}

const tickets = (uid: string) =>
  door.simulator.journal().filter((line) => line.online_order_id === `ONL-${uid}`);

describe("an order whose acknowledgement was lost", () => {
  it.each(["A", "B", "C"] as const)("ends placed with one ticket at a class %s POS", async (posClass) => {
    door = await openDoor({ env, posClass });
    const body = order("sim-lose-ack");
    const uid = String(body.request_uid);
    const { response } = await door.par.submit(body);
    expect([200, 202]).toContain(response.status);
    expect(await settled(uid)).toBe("placed");
    expect(tickets(uid)).toHaveLength(1);
    expect((await door.par.status(uid)).response.json).toMatchObject({ status: "placed" });
  });

  it("waits for a person at a class D POS, pending for PAR, and is placed when the person says so", async () => {
    door = await openDoor({ env, posClass: "D" });
    const body = order("sim-lose-ack");
    const uid = String(body.request_uid);
    await door.par.submit(body);
    expect(await settled(uid)).toBe("attention");
    expect((await door.par.status(uid)).response.json).toMatchObject({ status: "pending" });
    const { order: waiting } = await traceOf(uid);
    const [ticket] = tickets(uid);
    const act = {
      orderId: waiting.id,
      actor: { kind: "operator", id: "opr_test" } as const,
      scope: { all: true },
      note: "seen on the till",
    } as const;
    const posOrderId = ticket?.pos_order_id ?? "";
    expect((await door.ctx.dispatcher.acts.confirmPlaced({ ...act, posOrderId })).kind).toBe("done");
    expect((await door.ctx.dispatcher.acts.confirmAbsent({ ...act, attempt: 1 })).kind).toBe("not_waiting");
    const { response, verdict } = await door.par.status(uid);
    expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
    expect(response.json).toMatchObject({ status: "placed", order_details: { pos_order_id: posOrderId } });
    expect(tickets(uid)).toHaveLength(1);
  });
});

describe("an order that a person settles", () => {
  it("is errored for PAR when the person found nothing, and can be ordered anew", async () => {
    door = await openDoor({ env, posClass: "D" });
    const body = order("sim-fault");
    const uid = String(body.request_uid);
    await door.par.submit(body);
    expect(await settled(uid)).toBe("attention");
    const { order: waiting } = await traceOf(uid);
    const act = {
      orderId: waiting.id,
      actor: { kind: "operator", id: "opr_test" } as const,
      scope: { all: true },
      note: null,
      attempt: 1,
    } as const;
    // Until the quiet period is over, the POS may still create an order from an earlier request.
    expect(causeClassOf(waiting)).toBe("pos_fault");
    const absent = async () => (await door.ctx.dispatcher.acts.confirmAbsent(act)).kind;
    await expect.poll(absent, { timeout: 10_000 }).toBe("done");
    expect((await door.par.status(uid)).response.json).toMatchObject({ status: "errored" });
    const { order: ended, events } = await traceOf(uid);
    expect(events.at(-1)).toMatchObject({ kind: "confirmed_absent", actor: "opr_test" });
    // What was in the way is called the same after a person has settled it.
    expect(causeClassOf(ended)).toBe("pos_fault");
    const retry = { ...body, request_uid: randomUUID(), request_datetime: new Date().toISOString() };
    expect((await door.par.submit(retry)).response.status).toBe(202);
  });

  it("does not exist for an operator of another brand", async () => {
    door = await openDoor({ env, posClass: "D" });
    const body = order("sim-fault");
    await door.par.submit(body);
    await settled(String(body.request_uid));
    const { order: waiting } = await traceOf(String(body.request_uid));
    const scope = ofBrands("brd_other");
    const act = {
      orderId: waiting.id,
      actor: { kind: "operator", id: "opr_other" } as const,
      scope,
      note: null,
      attempt: 1,
    };
    expect((await door.ctx.dispatcher.acts.resendNow(act)).kind).toBe("not_found");
  });
});

describe("a POS that can void", () => {
  it("tells PAR errored at the give-up time, after the order was twice found to be gone", async () => {
    door = await openDoor({ env: { ...env, GIVE_UP_MS: "5000" }, posClass: "A", canVoid: true });
    const body = order("sim-fault");
    const uid = String(body.request_uid);
    await door.par.submit(body);
    expect(await settled(uid)).toBe("errored");
    const { order: ended, events } = await traceOf(uid);
    expect(causeClassOf(ended)).toBe("pos_fault");
    expect(events.slice(-2).map((event) => event.kind)).toEqual(["looked_up_absent", "voided"]);
    expect((await door.par.status(uid)).response.json).toMatchObject({ status: "errored" });
    expect(tickets(uid)).toEqual([]);
  });
});
