import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LocationId } from "../ids.ts";
import type { Dispute } from "../schema/vocabulary.ts";
import { everyBrand, ofBrands, type Scope } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { type Actor, POS } from "./actor.ts";
import {
  findOrderByReference,
  findPosOrderHolder,
  listDisputed,
  raiseDispute,
  releasePosOrder,
  settleDispute,
} from "./dispute.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { recordResult } from "./result.ts";
import { getOrderTrace } from "./trace.ts";

const ADA: Actor = { kind: "operator", id: "opr_1" };

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

const now = new Date("2026-06-01T12:00:00Z");
const find = (orderId: string) => findOrder(test.db, { scope: everyBrand, orderId });

async function order({ isPlaced }: { isPlaced: boolean }): Promise<string> {
  const args = testOrder(store);
  await insertOrder(test.db, args);
  if (isPlaced) await recordResult(test.db, testPlaced(args.order.id));
  return args.order.id;
}

describe("a dispute", () => {
  it("leaves the final state as it was, and the first contradiction standing", async () => {
    const orderId = await order({ isPlaced: true });
    const raise = (dispute: Dispute) =>
      raiseDispute(test.db, { orderId, dispute, actor: POS, detail: null, now });
    expect([await raise("pos_cancelled"), await raise("pos_refused")]).toEqual([true, true]);
    expect(await find(orderId)).toMatchObject({
      state: "placed",
      dispute: "pos_cancelled",
      disputedAt: now,
    });
    const events = await test.db.sql`select kind from order_events where order_id = ${orderId} order by id`;
    expect(events.slice(-2).map((event) => event.kind)).toEqual(["disputed", "disputed"]);
  });

  it("is of final orders only", async () => {
    const orderId = await order({ isPlaced: false });
    expect(
      await raiseDispute(test.db, { orderId, dispute: "pos_has_it", actor: POS, detail: null, now }),
    ).toBe(false);
  });

  it("is settled once, with the person's note", async () => {
    const orderId = await order({ isPlaced: true });
    await raiseDispute(test.db, { orderId, dispute: "pos_cancelled", actor: POS, detail: null, now });
    const settle = () => settleDispute(test.db, { orderId, actor: ADA, note: "Refunded", now });
    expect([await settle(), await settle()]).toEqual([true, false]);
    expect(await find(orderId)).toMatchObject({ state: "placed", dispute: null, disputedAt: null });
  });

  it("is listed with what a person needs, in scope, until it is settled", async () => {
    const mine = await insertTestStore(test);
    const scope = ofBrands(mine.brand.id);
    const args = testOrder(mine);
    await insertOrder(test.db, args);
    await recordResult(test.db, testPlaced(args.order.id));
    expect(await listDisputed(test.db, { scope, limit: 10 })).toEqual({ count: 0, orders: [] });
    const raised = {
      orderId: args.order.id,
      dispute: "pos_cancelled" as const,
      actor: POS,
      detail: null,
      now,
    };
    await raiseDispute(test.db, raised);
    const { count, orders } = await listDisputed(test.db, { scope, limit: 10 });
    expect(count).toBe(1);
    expect(orders).toMatchObject([
      {
        orderId: args.order.id,
        code: mine.location.code,
        phone: mine.location.phone,
        state: "placed",
        dispute: "pos_cancelled",
        disputedAt: now,
        grandTotalCents: args.order.grandTotalCents,
      },
    ]);
    await settleDispute(test.db, { orderId: args.order.id, actor: ADA, note: null, now });
    expect((await listDisputed(test.db, { scope, limit: 10 })).count).toBe(0);
  });
});

describe("the claim on a POS order whose ticket names another order", () => {
  const posOrderId = "TILL-7";
  const waits = { state: "attention", posOrderId: null, ambiguous: true } as const;
  let mine: TestStore;
  let holderId: string;
  let orderId: string;
  beforeEach(async () => {
    mine = await insertTestStore(test);
    holderId = await placed();
    const args = testOrder(mine);
    await insertOrder(test.db, args);
    orderId = args.order.id;
    await recordResult(test.db, testPlaced(orderId, waits, { answer: null }));
  });

  async function placed(change: Parameters<typeof testOrder>[1] = {}): Promise<string> {
    const args = testOrder(mine, change);
    await insertOrder(test.db, args);
    await recordResult(test.db, testPlaced(args.order.id, { posOrderId }));
    return args.order.id;
  }

  const traceOf = (id: string) => getOrderTrace(test.db, { scope: everyBrand, orderId: id });
  async function holder(scope: Scope = everyBrand, given = posOrderId) {
    const order = await find(orderId);
    if (order === null) throw new Error("There is no order");
    return (await findPosOrderHolder(test.db, { scope, order, posOrderId: given }))?.id ?? null;
  }
  const release = (change: Partial<Parameters<typeof releasePosOrder>[1]> = {}) =>
    releasePosOrder(test.db, { holderId, orderId, posOrderId, actor: ADA, now, ...change });

  it("is found for the order that the ticket names, in scope", async () => {
    expect(await holder()).toBe(holderId);
    expect(await holder(ofBrands(mine.brand.id))).toBe(holderId);
    expect(await holder(ofBrands(store.brand.id))).toBeNull();
    expect(await holder(everyBrand, "TILL-8")).toBeNull();
  });

  it("is given up once, and its order disputed, while what PAR was told stands", async () => {
    const before = await traceOf(holderId);
    expect(await release()).toBe(true);
    const after = await traceOf(holderId);
    expect(after?.order).toEqual({
      ...before?.order,
      posAccount: null,
      dispute: "pos_order_of_another",
      disputedAt: now,
      updatedAt: now,
    });
    expect(after?.payload).toEqual(before?.payload);
    expect(after?.events.slice(before?.events.length)).toMatchObject([
      {
        kind: "disputed",
        fromState: "placed",
        toState: "placed",
        actor: "opr_1",
        detail: { dispute: "pos_order_of_another", detail: { posOrderId, takenOverBy: orderId } },
      },
    ]);
    expect(await holder()).toBeNull();
    expect(await release()).toBe(false);
    expect((await traceOf(holderId))?.events).toHaveLength(after?.events.length ?? 0);
    // Free for another order of the account.
    expect(await find(await placed())).toMatchObject({ state: "placed", posOrderId });
  });

  it("leaves an earlier contradiction of its order standing", async () => {
    await raiseDispute(test.db, {
      orderId: holderId,
      dispute: "pos_cancelled",
      actor: POS,
      detail: null,
      now,
    });
    expect(await release()).toBe(true);
    expect(await find(holderId)).toMatchObject({ dispute: "pos_cancelled", posAccount: null });
  });

  it("stays where nobody waits for it, or it is another one", async () => {
    const elsewhere = await order({ isPlaced: true });
    const gone = await placed({ posAccount: "another" });
    for (const change of [
      { posOrderId: "TILL-8" },
      { orderId: gone },
      { orderId: "ord_none" },
      { orderId: holderId },
      { holderId: orderId },
      { holderId: gone },
      { holderId: elsewhere },
    ]) {
      expect(await release(change), JSON.stringify(change)).toBe(false);
    }
    expect(await find(holderId)).toMatchObject({ dispute: null, posAccount: expect.any(String) });
  });
});

describe("findOrderByReference", () => {
  it("finds a store's own order by the name that its POS knows, and no older one", async () => {
    const other = await insertTestStore(test);
    const orderId = await order({ isPlaced: true });
    const placed = await findOrder(test.db, { scope: everyBrand, orderId });
    const reference = placed?.posReference ?? "";
    const locationId = store.location.id;
    const find = (change: { locationId?: LocationId; now?: Date }) =>
      findOrderByReference(test.db, { locationId, reference, now: new Date(), withinMs: 60_000, ...change });
    expect(await find({})).toMatchObject({ id: orderId });
    expect(await find({ locationId: other.location.id })).toBeNull();
    expect(await find({ now: new Date(Date.now() + 3_600_000) })).toBeNull();
  });
});
