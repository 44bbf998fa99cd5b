import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyBrand } from "../scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing.ts";
import { raiseDispute, settleDispute } from "./dispute.ts";
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
});
