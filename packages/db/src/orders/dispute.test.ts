import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { posReferenceOf } from "../ids.ts";
import { everyBrand } from "../scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing.ts";
import { findOrderByReference, listDisputed, raiseDispute, settleDispute } from "./dispute.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { recordResult } from "./result.ts";

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
    const raise = (dispute: string) =>
      raiseDispute(test.db, { orderId, dispute, actor: "pos", detail: null, now });
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
    expect(await raiseDispute(test.db, { orderId, dispute: "x", actor: "pos", detail: null, now })).toBe(
      false,
    );
  });

  it("is settled once, with the person's words", async () => {
    const orderId = await order({ isPlaced: true });
    await raiseDispute(test.db, { orderId, dispute: "pos_cancelled", actor: "pos", detail: null, now });
    const settle = () => settleDispute(test.db, { orderId, actor: "opr_1", note: "Refunded", now });
    expect([await settle(), await settle()]).toEqual([true, false]);
    expect(await find(orderId)).toMatchObject({ state: "placed", dispute: null, disputedAt: null });
  });

  it("is listed with what a person needs, in scope, until it is settled", async () => {
    const mine = await insertTestStore(test);
    const scope = { all: false, brandIds: [mine.brand.id] } as const;
    const args = testOrder(mine);
    await insertOrder(test.db, args);
    await recordResult(test.db, testPlaced(args.order.id));
    expect(await listDisputed(test.db, { scope, limit: 10 })).toEqual({ count: 0, orders: [] });
    const raised = { orderId: args.order.id, dispute: "pos_cancelled", actor: "pos", detail: null, now };
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
    await settleDispute(test.db, { orderId: args.order.id, actor: "opr_1", note: null, now });
    expect((await listDisputed(test.db, { scope, limit: 10 })).count).toBe(0);
  });
});

describe("findOrderByReference", () => {
  it("finds a store's own order by the name that its POS knows, and no older one", async () => {
    const other = await insertTestStore(test);
    const orderId = await order({ isPlaced: true });
    const reference = posReferenceOf(orderId);
    const locationId = store.location.id;
    const find = (change: { locationId?: string; since?: Date }) =>
      findOrderByReference(test.db, { locationId, reference, since: new Date(0), ...change });
    expect(await find({})).toMatchObject({ id: orderId });
    expect(await find({ locationId: other.location.id })).toBeNull();
    expect(await find({ since: new Date("2100-01-01T00:00:00Z") })).toBeNull();
  });
});
