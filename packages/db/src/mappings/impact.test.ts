import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { insertOrder } from "../orders/insert.ts";
import { recordResult } from "../orders/result.ts";
import { createTestDatabase, insertTestStore, runPlans, type TestDatabase } from "../testing/database.ts";
import { insertOrdersLike, type TestStore, testOrder, testPlaced } from "../testing/rows.ts";
import { countImpact, type Meaning } from "./impact.ts";

const now = new Date("2026-11-23T12:00:00Z");
const since = new Date("2026-11-16T12:00:00Z");
const max = 100;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const meaningsOf = (store: TestStore) => {
  const { connection, brand, location, parOrganizationId, parLocationId } = store;
  const at = { connectionId: connection.id };
  const organization: Meaning = { ...at, kind: "organization", parId: parOrganizationId, targetId: brand.id };
  const one: Meaning = { ...at, kind: "location", parId: parLocationId, targetId: location.id };
  return { organization, location: one };
};

/** An order that is settled. */
async function settle(store: TestStore, receivedAt: Date, over: object = {}): Promise<string> {
  const order = testOrder(store, { receivedAt, ...over });
  await insertOrder(test.db, order);
  const refused = { state: "rejected", cause: "item_unavailable", posOrderId: null } as const;
  await recordResult(test.db, testPlaced(order.order.id, refused, { now: receivedAt }));
  return order.order.id;
}

it("counts what came by an id, what is open, and the stores behind it", async () => {
  const store = await insertTestStore(test, since);
  const { organization, location } = meaningsOf(store);
  await settle(store, now);
  await settle(store, new Date("2026-11-10T12:00:00Z"));
  await settle(store, now, { parLocationId: "PAR-OTHER", parOrganizationId: "IA-OTHER" });
  await insertOrder(test.db, testOrder(store, { receivedAt: now }));
  await insertOrder(test.db, testOrder(await insertTestStore(test, since), { receivedAt: now }));
  const expected = { locations: 1, stores: 1, orders: 2, openOrders: 1 };
  for (const meanings of [[location], [organization], [organization, location], [location, location]])
    expect(await countImpact(test.db.orm, { meanings, since, max })).toEqual(expected);
  expect(await countImpact(test.db.orm, { meanings: [], since, max })).toEqual({
    ...{ locations: 0, stores: 0, orders: 0, openOrders: 0 },
  });
  expect(
    await countImpact(test.db.orm, { meanings: [{ ...location, parId: "PAR-NEW" }], since, max }),
  ).toEqual({
    ...{ locations: 1, stores: 1, orders: 0, openOrders: 0 },
  });
});

it("reads of many orders only the store's since then, and counts no more than one can tell", async () => {
  const store = await insertTestStore(test, since);
  const { location, organization } = meaningsOf(store);
  const old = await settle(store, new Date("2026-11-01T12:00:00Z"));
  await insertOrdersLike(test, await settle(store, now), 50);
  await insertOrdersLike(test, old, 3_000);
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`vacuum (analyze) orders`;
  for (const one of [location, organization]) {
    const read = await runPlans(
      test,
      ({ orm }) => countImpact(orm, { meanings: [one], since, max }),
      "orders",
    );
    expect(read.isWhole).toBe(false);
    expect(read.rows).toBeLessThan(500);
  }
  const all = { meanings: [location], since: new Date("2026-01-01T00:00:00Z"), max };
  expect((await countImpact(test.db.orm, all)).orders).toBe(max + 1);
});
