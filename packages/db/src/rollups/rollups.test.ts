import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { insertExchanges, type NewExchange } from "../exchanges/exchanges.ts";
import { insertOrder } from "../orders/insert.ts";
import { recordResult } from "../orders/result.ts";
import { grains } from "../schema/rollup.ts";
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
import { percentilesOf } from "./histogram.ts";
import { callStats, orderSeries } from "./read.ts";
import { advanceRollups, pruneRollups } from "./write.ts";

const NOON = new Date(Date.UTC(2026, 10, 23, 12));
const DAY_MS = 86_400_000;

describe("rollups", () => {
  let test: TestDatabase;
  let stores: TestStore[];

  beforeEach(async () => {
    test = await createTestDatabase();
    stores = [await insertTestStore(test), await insertTestStore(test)];
  });
  afterEach(() => test[Symbol.asyncDispose]());

  /** Counts until all that was committed before this call is counted; other tests may hold it up. */
  async function countAll(batch = 500): Promise<void> {
    const [marker] = await test.db.sql<{ tx: string }[]>`select pg_current_xact_id()::text as tx`;
    for (;;) {
      await advanceRollups(test.db, { batch });
      const [left] = await test.db.sql<{ rows: number }[]>`
        select (select count(*)::int from exchanges, rollup_progress p
            where exchanges.tx >= p.tx::xid8 and exchanges.tx < ${marker?.tx ?? "0"}::text::xid8)
          + (select count(*)::int from order_events, rollup_progress p
            where order_events.tx >= p.tx::xid8 and order_events.tx < ${marker?.tx ?? "0"}::text::xid8)
          + (select (not is_back_filled)::int from rollup_progress) as rows`;
      if (left?.rows === 0) return;
    }
  }

  /** Plausible calls of two stores over two hours. */
  function calls(count: number, seed: number): NewExchange[] {
    const [one, two] = stores;
    const call = fc.record({
      store: fc.constantFrom(one, two, undefined),
      operation: fc.constantFrom("submit_order", "validate_order", "get_menu", "pos_event", null),
      direction: fc.constantFrom("in" as const, "in" as const, "out" as const),
      status: fc.constantFrom(200, 200, 200, 202, 400, 422, 503),
      code: fc.constantFrom(null, null, null, "item_unavailable"),
      afterMs: fc.nat(2 * 3_600_000),
      durationUs: fc.oneof(...[3_000, 200_000, 9_000_000].map((max) => fc.integer({ min: 1, max }))),
    });
    return fc.sample(call, { numRuns: count, seed }).map(({ store, afterMs, ...fields }) =>
      testExchange({
        ...fields,
        brandId: store?.brand.id ?? null,
        locationId: store?.location.id ?? null,
        connectionId: store?.connection.id ?? null,
        at: new Date(NOON.getTime() + afterMs),
        bodies: null,
      }),
    );
  }

  const raw = async () =>
    await test.db.sql`
    select operation, count(*)::int as count, count(*) filter (where status >= 400 or code is not null)::int as "refusedCount",
      count(*) filter (where status >= 500)::int as "failedCount",
      count(*) filter (where status = 202)::int as "pendingCount",
      percentile_cont(0.5) within group (order by duration_us) / 1000 as p50,
      percentile_cont(0.95) within group (order by duration_us) / 1000 as p95,
      percentile_cont(0.99) within group (order by duration_us) / 1000 as p99
    from exchanges where direction = 'in' and operation is not null and operation <> 'pos_event'
    group by operation order by operation`;

  const rawSpans = async (grain: string) =>
    await test.db.sql`
    select date_trunc(${grain}, at, 'UTC') as start, operation, count(*)::int as calls,
      percentile_cont(0.5) within group (order by duration_us) / 1000 as p50,
      percentile_cont(0.95) within group (order by duration_us) / 1000 as p95,
      percentile_cont(0.99) within group (order by duration_us) / 1000 as p99
    from exchanges where direction = 'in' and operation is not null and operation <> 'pos_event'
    group by 1, operation order by operation, 1`;

  async function expectAsRaw(): Promise<void> {
    const expected = await raw();
    for (const grain of grains) {
      const { operations, latency } = await callStats(test.db, { scope: everyBrand, grain, since: NOON });
      expect(operations).toMatchObject(
        expected.map(({ operation, count, refusedCount, failedCount, pendingCount }) => ({
          ...{ operation, count, refusedCount, failedCount, pendingCount },
        })),
      );
      expectTimes(operations, expected);
      const spans = await rawSpans(grain);
      expect(latency).toMatchObject(
        spans.map(({ start, operation, calls }) => ({ start, operation, calls })),
      );
      expectTimes(latency, spans);
    }
  }

  function expectTimes(
    are: readonly { p50Ms: number; p95Ms: number; p99Ms: number }[],
    expected: readonly Record<string, number>[],
  ): void {
    for (const [n, { p50Ms, p95Ms, p99Ms }] of are.entries()) {
      const { p50 = 0, p95 = 0, p99 = 0 } = expected[n] ?? {};
      for (const [is, exact] of [
        [p50Ms, p50],
        [p95Ms, p95],
        [p99Ms, p99],
      ] as const) {
        expect(Math.abs(is / exact - 1)).toBeLessThanOrEqual(0.05);
      }
    }
  }

  it("count as raw SQL does, in every grain, with percentiles within 5 %", async () => {
    for (let n = 0; n < 4; n += 1) await insertExchanges(test.db, calls(500, n));
    await expectAsRaw();
    await countAll();
    const [written] = await test.db.sql`select count(*)::int as rows, sum(calls)::int as calls
      from call_rollups where grain = 'day'`;
    expect(written?.calls).toBe(2000);
    await expectAsRaw();
    await insertExchanges(test.db, calls(200, 9));
    await expectAsRaw();
    await countAll();
    await expectAsRaw();
  });

  it("neither double nor lose when several count at once, and when a count is lost with its process", async () => {
    await insertExchanges(test.db, calls(300, 1));
    await using other = openDatabase({ url: test.url });
    await Promise.all([test.db, other, test.db, other].map((db) => advanceRollups(db, { batch: 50 })));
    const lost = test.db.orm.transaction(async (orm) => {
      await advanceRollups({ orm }, { batch: 50 });
      throw new Error("killed");
    });
    await expect(lost).rejects.toThrow("killed");
    await countAll(50);
    await expectAsRaw();
  });

  it("count rows of before the feed once, in batches, the newest first", async () => {
    await insertExchanges(test.db, calls(400, 2));
    const args = testOrder(stores[0] ?? never());
    await insertOrder(test.db, args);
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`update exchanges set tx = null`;
    await owner.sql`insert into order_events (order_id, at, kind, to_state, actor, tx)
      select ${args.order.id}, now(), 'received', 'received', 'par', null from generate_series(1, 7)`;
    await insertExchanges(test.db, calls(100, 3));
    await countAll(60);
    await expectAsRaw();
    const [sum] = await test.db.sql`
      select sum(orders)::int as received from order_rollups where grain = 'day' and step = 'received'`;
    expect(sum?.received).toBe(8);
    expect(await advanceRollups(test.db)).toEqual({ counted: 0, hasMore: false });
  });

  it("sum up the money of orders by what became of them, for those who may see the brand", async () => {
    const [mine = never(), theirs = never()] = stores;
    const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
    for (const [n, store] of [mine, mine, theirs].entries()) {
      const args = testOrder(store, { receivedAt: at(n) });
      await insertOrder(test.db, args);
      const state = n === 1 ? ({ state: "errored", posOrderId: null } as const) : {};
      await recordResult(test.db, testPlaced(args.order.id, state, { now: at(n) }));
    }
    const ask = async (brandIds: string[]) =>
      await orderSeries(test.db, { scope: ofBrands(...brandIds), grain: "hour", since: NOON });
    const expected = [
      {
        start: NOON,
        currency: "USD",
        received: 2,
        placed: 1,
        notPlaced: 1,
        placedCents: 2910,
        notPlacedCents: 2910,
      },
    ];
    expect(await ask([mine.brand.id])).toEqual(expected);
    await countAll();
    expect(await ask([mine.brand.id])).toEqual(expected);
    expect(await ask([])).toEqual([]);
    const byStore = {
      scope: everyBrand,
      grain: "minute",
      since: NOON,
      locationId: theirs.location.id,
    } as const;
    expect(await orderSeries(test.db, byStore)).toMatchObject([{ start: at(2), received: 1, placed: 1 }]);
  });

  it("give PAR's calls span by span", async () => {
    const { connection, brand } = stores[0] ?? never();
    const about = { connectionId: connection.id, brandId: brand.id };
    await insertExchanges(test.db, [
      testExchange({ ...about, at: NOON, status: 202 }),
      testExchange({ ...about, at: NOON }),
      testExchange({ ...about, at: NOON, code: "item_unavailable" }),
      testExchange({ ...about, at: new Date(NOON.getTime() + 60_000), operation: "get_menu", status: 500 }),
    ]);
    const args = { scope: everyBrand, grain: "minute", since: NOON } as const;
    const expected = [
      { start: NOON, calls: 3, well: 2, submits: 3, pending: 1 },
      { start: new Date(NOON.getTime() + 60_000), calls: 1, well: 0, submits: 0, pending: 0 },
    ];
    expect((await callStats(test.db, args)).series).toEqual(expected);
    await countAll();
    expect((await callStats(test.db, args)).series).toEqual(expected);
  });

  it("delete fine spans that are old, and keep days", async () => {
    const at = new Date(Date.now() - 100 * DAY_MS);
    await insertExchanges(test.db, [testExchange({ at })]);
    await countAll();
    await pruneRollups(test.db);
    expect(await test.db.sql`select grain from call_rollups`).toEqual([{ grain: "day" }]);
  });
});

function never(): never {
  throw new Error("There is no such store.");
}

it("a bucket stands for each time in it within 5 %", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 180_000_000 }), (us) => {
      const bucket = Math.min(200, 1 + Math.floor(Math.log(us) / Math.log(1.1)));
      const [ms = null] = percentilesOf(new Map([[bucket, 3]]), [0.5]);
      expect(Math.abs((ms ?? 0) / (us / 1000) - 1)).toBeLessThanOrEqual(0.05);
    }),
  );
  expect(percentilesOf(new Map(), [0.5])).toEqual([null]);
});
