import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertOrder } from "../orders/insert.ts";
import { callRollups, orderRollups } from "../schema/rollup.ts";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing/database.ts";
import { findLateAnswers, findSilentStores, listWatches, putWatches } from "./watches.ts";

/** What only sums show of a store. */

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** A Thursday; the store's clock is six hours behind, and was five until the first of November. */
const NOW = new Date("2026-11-12T18:20:00Z");
const before = (ms: number) => new Date(NOW.getTime() - ms);

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, before(100 * 24 * HOUR_MS));
  await test.db.sql`update locations set pos_kind = 'bridge' where id = ${store.location.id}`;
});

async function order(at: Date): Promise<void> {
  await insertOrder(test.db, testOrder(store, { receivedAt: at }));
}

/** Orders that came in this hour of the store's clock, so many weeks ago. */
async function usual(weeks: number, hour: string, orders: number): Promise<void> {
  const start = new Date(new Date(`2026-11-12T${hour}:00:00-06:00`).getTime() - weeks * WEEK_MS);
  const isBeforeClocksChanged = start < new Date("2026-11-01T07:00:00Z");
  await test.db.orm.insert(orderRollups).values({
    grain: "hour",
    start: new Date(start.getTime() - (isBeforeClocksChanged ? HOUR_MS : 0)),
    brandId: store.brand.id,
    locationId: store.location.id,
    currency: "USD",
    step: "received",
    ...{ orders, cents: 0 },
  });
}

const silent = async (now = NOW) =>
  (await findSilentStores(test.db, { now })).filter(({ locationId }) => locationId === store.location.id);

describe("a silent store", () => {
  it("is one without an order in hours that brought some in each of three weeks, by its own clock", async () => {
    // It is 12:20 there, and the last order came at 9:40: the hours from 10 to 12 are compared.
    await order(before(160 * 60_000));
    for (const [weeks, orders] of [
      [1, 9],
      [2, 5],
      [3, 7],
    ] as const)
      await usual(weeks, "11", orders);
    expect(await silent()).toEqual([
      {
        ...{ locationId: store.location.id, brandId: store.brand.id, kind: "store_silent" },
        ...{ sinceAt: before(160 * 60_000), count: 5, outOf: null },
      },
    ]);
    await order(before(60_000));
    expect(await silent()).toEqual([]);
  });

  it("is not one whose weeks brought them in other hours, too few, or not each", async () => {
    await order(before(160 * 60_000));
    for (const weeks of [1, 2, 3]) {
      // The hour of the last order, and the one that has just begun.
      await usual(weeks, "09", 20);
      await usual(weeks, "12", 20);
    }
    expect(await silent()).toEqual([]);
    for (const weeks of [1, 2]) await usual(weeks, "10", 20);
    expect(await silent()).toEqual([]);
    await usual(3, "10", 4);
    expect(await silent()).toEqual([]);
    await usual(3, "11", 1);
    expect(await silent()).toMatchObject([{ count: 5 }]);
  });

  it("is not one that is paused, or was paused or changed until lately", async () => {
    await order(before(8 * HOUR_MS));
    for (const weeks of [1, 2, 3]) for (const hour of ["06", "08", "10"]) await usual(weeks, hour, 9);
    expect(await silent()).toMatchObject([{ count: 27 }]);
    const set = (fields: object) =>
      test.db.sql`update locations set ${test.db.sql(fields)} where id = ${store.location.id}`;
    await set({ paused_at: before(9 * HOUR_MS) });
    expect(await silent()).toEqual([]);
    await set({ pause_until: before(90 * 60_000) });
    expect(await silent()).toEqual([]);
    await set({ pause_until: before(3 * HOUR_MS) });
    expect(await silent()).toMatchObject([{ count: 9 }]);
    const pauseConnection = (at: Date | null) =>
      test.db.sql`update connections set paused_at = ${at} where id = ${store.connection.id}`;
    await pauseConnection(before(HOUR_MS));
    expect(await silent()).toEqual([]);
    await pauseConnection(null);
    await set({ updated_at: before(HOUR_MS) });
    expect(await silent()).toEqual([]);
  });
});

describe("late answers", () => {
  async function calls(status: number, count: number, at = before(5 * 60_000), operation = "submit_order") {
    await test.db.orm.insert(callRollups).values({
      ...{ grain: "minute", start: at, direction: "in", operation, status, code: null },
      ...{ brandId: store.brand.id, locationId: store.location.id, connectionId: store.connection.id },
      ...{ calls: count, histogram: {} },
    });
  }
  const late = async () =>
    (await findLateAnswers(test.db, { now: NOW })).filter(
      ({ locationId }) => locationId === store.location.id,
    );

  it("are an issue from five on, and where they are one in four", async () => {
    await calls(200, 12);
    await calls(202, 4);
    await calls(202, 50, before(16 * 60_000));
    await calls(202, 50, before(5 * 60_000), "order_status");
    expect(await late()).toEqual([]);
    await calls(202, 1, before(3 * 60_000));
    expect(await late()).toMatchObject([
      { kind: "answers_late", count: 5, outOf: 17, sinceAt: before(5 * 60_000) },
    ]);
    await calls(422, 4);
    expect(await late()).toEqual([]);
  });
});

describe("what was found", () => {
  it("keeps since when, is over when it is no longer found, and is not told by a job that stands still", async () => {
    const watch = { locationId: store.location.id, brandId: store.brand.id, kind: "answers_late" as const };
    const list = (now: Date, scope = ofBrands(store.brand.id)) =>
      listWatches(test.db, { scope, now, keptMs: 600_000 });
    const first = { ...watch, sinceAt: before(60_000), count: 5, outOf: 9 };
    await putWatches(test.db, { found: [first], now: NOW });
    const next = new Date(NOW.getTime() + 60_000);
    await putWatches(test.db, { found: [{ ...first, sinceAt: NOW, count: 8, outOf: 20 }], now: next });
    expect(await list(next)).toEqual([{ ...first, count: 8, outOf: 20 }]);
    expect(await list(next, ofBrands("brd_other"))).toEqual([]);
    expect(await list(new Date(next.getTime() + 600_001), everyBrand)).toEqual([]);
    await putWatches(test.db, { found: [], now: new Date(next.getTime() + 1) });
    expect(await list(next, everyBrand)).toEqual([]);
  });
});
