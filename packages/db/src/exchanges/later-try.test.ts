import { afterAll, beforeAll, expect, it } from "vitest";
import { insertOrder } from "../orders/insert.ts";
import { recordResult } from "../orders/result.ts";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { insertExchanges } from "./exchanges.ts";
import { findLaterTry } from "./later-try.ts";

let test: TestDatabase;
let store: TestStore;
let other: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  other = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n));

/** A refused submit of a store, `n` minutes in. */
function refused(n: number, fields: Parameters<typeof testExchange>[0], of = store) {
  const { connection, brand, location } = of;
  const place = { connectionId: connection.id, brandId: brand.id, locationId: location.id };
  return testExchange({ ...place, status: 422, code: "item_unavailable", at: minute(n), ...fields });
}

async function order(n: number, ids: { requestUid?: string; onlineOrderId?: string }, of = store) {
  const args = testOrder(of, { receivedAt: minute(n), ...ids });
  await insertOrder(test.db, args);
  return args.order;
}

const later = async (exchange: ReturnType<typeof refused>, scope = everyBrand) =>
  await findLaterTry(test.db, { scope, exchange });

it("finds the order that the same request became, and the one of the same online order", async () => {
  const byUid = refused(1, { requestUid: "later-uid-1" });
  const byOnline = refused(1, { requestUid: "later-uid-2", onlineOrderId: "LATER-1" });
  await insertExchanges(test.db, [byUid, byOnline]);
  const first = await order(4, { requestUid: "later-uid-1" });
  const second = await order(5, { requestUid: "later-uid-3", onlineOrderId: "LATER-1" });
  expect(await later(byUid)).toEqual({ at: minute(4), orderId: first.id, exchangeId: null });
  expect(await later(byOnline)).toEqual({ at: minute(5), orderId: second.id, exchangeId: null });
});

it("takes the order that was placed before a later one that was not", async () => {
  const call = refused(1, { requestUid: "later-uid-4", onlineOrderId: "LATER-2" });
  const placed = await order(2, { onlineOrderId: "LATER-2" });
  await recordResult(test.db, testPlaced(placed.id));
  expect(await later(call)).toMatchObject({ orderId: placed.id });
});

it("finds the last refused try where no order came of it, and nothing after the last", async () => {
  const ids = { requestUid: "later-uid-5", onlineOrderId: "LATER-3" };
  const tries = [
    refused(1, ids),
    refused(2, { ...ids, onlineOrderId: null }),
    refused(3, { ...ids, requestUid: "later-uid-6" }),
  ];
  await insertExchanges(test.db, tries);
  const [first, , last] = tries;
  if (first === undefined || last === undefined) throw new Error("tries are there");
  expect(await later(first)).toEqual({ at: minute(3), orderId: null, exchangeId: last.id });
  expect(await later(last)).toBeNull();
});

it("knows nothing of other connections, of orders before, or out of scope, nor of calls that are none", async () => {
  const ids = { requestUid: "later-uid-7", onlineOrderId: "LATER-4" };
  const call = refused(10, ids);
  await order(9, ids);
  await order(11, ids, other);
  await insertExchanges(test.db, [refused(12, ids, other)]);
  expect(await later(call)).toBeNull();

  const own = refused(1, { requestUid: "later-uid-8" });
  const made = await order(2, { requestUid: "later-uid-8" });
  expect(await later(own, ofBrands(store.brand.id))).toMatchObject({ orderId: made.id });
  expect(await later(own, ofBrands(other.brand.id))).toBeNull();
  const accepted = { ...own, status: 200, code: null };
  const validate = { ...own, operation: "validate_order" };
  for (const none of [accepted, validate, { ...own, connectionId: null }, { ...own, orderId: made.id }])
    expect(await later(none)).toBeNull();
});
