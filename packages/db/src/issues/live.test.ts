import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { storeMenu } from "../menus/menus.ts";
import { insertOrder } from "../orders/insert.ts";
import { recordResult } from "../orders/result.ts";
import { ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { listFailingPos } from "./failing-pos.ts";
import { listMenuTroubles } from "./menus.ts";
import { groupWaiting } from "./open-orders.ts";

/** What the ledger says is wrong at a moment. */

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, NOON);
});

const mine = () => ofBrands(store.brand.id);

async function submit(order: Parameters<typeof testOrder>[1]): Promise<string> {
  const args = testOrder(store, { receivedAt: NOON, ...order });
  await insertOrder(test.db, args);
  return args.order.id;
}

describe("what waits, and whose fault it is", () => {
  it("counts paid orders that no kitchen has, per state and currency, and no others", async () => {
    await submit({ grandTotalCents: 1000, receivedAt: after(1) });
    await submit({ grandTotalCents: 750 });
    await submit({ grandTotalCents: 250, state: "received" });
    await submit({ grandTotalCents: 777, currency: "CAD" });
    await submit({ state: "rejected", cause: "item_unavailable" });
    await submit({ receivedAt: after(58_000) });
    const placed = await submit({});
    await recordResult(test.db, testPlaced(placed, {}, { now: NOON }));
    const groups = await groupWaiting(test.db, { scope: mine(), now: after(60_000), graceMs: 5_000 });
    const facts = groups.map(({ state, currency, count, totalCents }) => [
      state,
      currency,
      count,
      totalCents,
    ]);
    expect(facts.sort()).toEqual([
      ["dispatching", "CAD", 1, 777],
      ["dispatching", "USD", 2, 1750],
      ["received", "USD", 1, 250],
    ]);
    expect(groups.find(({ totalCents }) => totalCents === 1750)?.oldestAt).toEqual(NOON);
  });

  it("names stores with a POS whose menu is missing or stale", async () => {
    const look = (now: Date) => listMenuTroubles(test.db, { scope: mine(), now, staleMs: 3 * 3_600_000 });
    expect(await look(NOON)).toEqual([]);
    await test.db
      .sql`update locations set pos_kind = 'bridge', menu_pull_error = 'timeout' where id = ${store.location.id}`;
    expect(await look(NOON)).toMatchObject([{ problem: "missing", confirmedAt: null, error: "timeout" }]);
    const menu = { locationId: store.location.id, version: "v1", content: {}, source: "bridge", etag: null };
    await storeMenu(test.db, { ...menu, nextPullAt: NOON, now: NOON });
    expect(await look(after(3 * 3_600_000))).toEqual([]);
    expect(await look(after(3 * 3_600_000 + 1))).toMatchObject([
      { problem: "stale", confirmedAt: NOON, error: null },
    ]);
  });

  it("names a store's POS until it answers again", async () => {
    const look = () => listFailingPos(test.db, { scope: mine(), now: after(1000), windowMs: 900_000 });
    const unknown = {
      state: "unknown",
      posOrderId: null,
      ambiguous: true,
      absences: 0,
      dueInMs: 0,
    } as const;
    for (const [n, outcome] of (["unknown", "not_sent"] as const).entries()) {
      const result = { outcome, evidence: null };
      await recordResult(
        test.db,
        testPlaced(await submit({}), unknown, { answer: null, result, now: after(n) }),
      );
    }
    expect(await look()).toMatchObject([
      { outcome: "not_sent", failedCount: 2, sinceAt: NOON, lastAt: after(1) },
    ]);
    await recordResult(test.db, testPlaced(await submit({}), {}, { now: after(2) }));
    expect(await look()).toEqual([]);
  });
});
