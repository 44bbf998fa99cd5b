import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertExchanges } from "../exchanges/exchanges.ts";
import { storeMenu } from "../menus/menus.ts";
import { operationStats } from "../rollups/read.ts";
import { ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { attentionSummary } from "./attention.ts";
import { insertOrder } from "./insert.ts";
import { recordResult } from "./result.ts";

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

function look(now: Date) {
  return attentionSummary(test.db, { scope: ofBrands(store.brand.id), now });
}

async function submit(order: Parameters<typeof testOrder>[1]): Promise<string> {
  const args = testOrder(store, { receivedAt: NOON, ...order });
  await insertOrder(test.db, args);
  return args.order.id;
}

describe("attentionSummary", () => {
  it("counts paid orders that no kitchen has, per currency, and no others", async () => {
    await submit({ grandTotalCents: 1000, receivedAt: after(1) });
    await submit({ grandTotalCents: 250, state: "received" });
    await submit({ grandTotalCents: 777, currency: "CAD" });
    await submit({ state: "rejected", cause: "item_unavailable" });
    await submit({ receivedAt: after(58_000) });
    const placed = await submit({});
    await recordResult(test.db, testPlaced(placed, {}, { now: NOON }));
    expect((await look(after(60_000))).notPlaced).toEqual([
      { currency: "CAD", count: 1, totalCents: 777, oldestReceivedAt: NOON },
      { currency: "USD", count: 2, totalCents: 1250, oldestReceivedAt: NOON },
    ]);
  });

  it("names stores with a POS whose menu is missing or stale", async () => {
    expect((await look(NOON)).menus).toEqual([]);
    await test.db
      .sql`update locations set pos_kind = 'bridge', menu_pull_error = 'timeout' where id = ${store.location.id}`;
    expect((await look(NOON)).menus).toMatchObject([
      { problem: "missing", confirmedAt: null, error: "timeout" },
    ]);
    const menu = { locationId: store.location.id, version: "v1", content: {}, source: "bridge", etag: null };
    await storeMenu(test.db, { ...menu, nextPullAt: NOON, now: NOON });
    expect((await look(after(3 * 3_600_000))).menus).toEqual([]);
    expect((await look(after(3 * 3_600_000 + 1))).menus).toMatchObject([
      { problem: "stale", confirmedAt: NOON, error: null },
    ]);
  });

  it("names a store's POS until it answers again", async () => {
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
    expect((await look(after(1000))).pos).toMatchObject([
      { outcome: "not_sent", failedCount: 2, lastAt: after(1) },
    ]);
    await recordResult(test.db, testPlaced(await submit({}), {}, { now: after(2) }));
    expect((await look(after(1000))).pos).toEqual([]);
  });
});

describe("operationStats", () => {
  const within5Percent = (ms: number) => expect.toSatisfy((is: number) => Math.abs(is / ms - 1) <= 0.05);

  it("counts and times PAR's calls per operation", async () => {
    const facts = { brandId: store.brand.id, at: NOON };
    const submits = [200, 200, 202, 503].map((status, n) =>
      testExchange({ ...facts, status, durationUs: (n + 1) * 1000 }),
    );
    await insertExchanges(test.db, [
      ...submits,
      testExchange({ ...facts, operation: "get_menu", status: 404, durationUs: 500 }),
      testExchange({ ...facts, direction: "out" }),
      testExchange({ ...facts, at: after(-5000) }),
    ]);
    const stats = await operationStats(test.db, {
      scope: ofBrands(store.brand.id),
      since: after(-1000),
    });
    expect(stats).toEqual([
      {
        operation: "get_menu",
        count: 1,
        refusedCount: 1,
        failedCount: 0,
        pendingCount: 0,
        p50Ms: within5Percent(0.5),
        p95Ms: within5Percent(0.5),
        p99Ms: within5Percent(0.5),
      },
      expect.objectContaining({
        operation: "submit_order",
        count: 4,
        refusedCount: 1,
        failedCount: 1,
        pendingCount: 1,
        p50Ms: within5Percent(2.5),
      }),
    ]);
  });
});
