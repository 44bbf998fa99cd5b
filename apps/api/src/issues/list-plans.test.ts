import { type Database, everyBrand, idFrom, ofBrands, openDatabase, type Scope } from "@parley/db";
import {
  insertExchanges,
  listAbandonedValidates,
  listExchanges,
  type ValidateFilter,
} from "@parley/db/exchanges";
import { tallyOrders } from "@parley/db/issues";
import { insertOrder, listOrders, recordResult } from "@parley/db/orders";
import {
  createTestDatabase,
  insertTestStore,
  runPlans,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callMatchesOf } from "../explain/causes/call-cause.ts";
import { causeClasses } from "../explain/causes/cause-class.ts";
import { readCurrent } from "./current.ts";
import { callFilterOf, orderFilterOf } from "./of-issue.ts";

/** What the pages of issues and of validates read of a ledger that is large, by all that they can be narrowed by. */

const COUNT = 12_000;
const LIMIT = 26;
const NOON = new Date("2026-11-30T12:00:00Z");
const ago = (seconds: number) => new Date(NOON.getTime() - seconds * 1_000);

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test, NOON);
  const busy = await insertTestStore(test, NOON);
  const args = testOrder(store, { receivedAt: NOON });
  await insertOrder(test.db, args);
  await recordResult(test.db, testPlaced(args.order.id, {}, { now: NOON }));
  const call = testExchange({ at: NOON });
  await insertExchanges(test.db, [call]);
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`drop index orders_settled_parts`;
  // Nearly all orders were placed; of a thousand one waits, of five hundred one was given up, one is contradicted.
  await owner.sql`
    with made as (
      select n, case when n % 1000 = 1 then 'unknown' when n % 500 = 2 then 'errored' else 'placed' end as state
      from generate_series(1, ${COUNT}::int) n
    )
    insert into orders
    select filled.* from orders o, made, jsonb_populate_record(o, jsonb_build_object(
      'id', 'ord_' || md5(n::text), 'request_uid', n, 'pos_reference', md5(n::text)::uuid, 'online_order_id', n,
      'state', made.state, 'pos_order_id', case made.state when 'placed' then n end, 'attempt', 1,
      'location_id', case when n % 20 = 0 then o.location_id else ${busy.location.id} end,
      'brand_id', case when n % 20 = 0 then o.brand_id else ${busy.brand.id} end,
      'received_at', ${NOON}::timestamptz - n * interval '10 seconds',
      'final_at', case when made.state = 'unknown' then null else ${NOON}::timestamptz - n * interval '9 seconds' end,
      'due_at', case when made.state = 'unknown' then o.received_at end,
      'cause', case made.state when 'errored' then 'gave_up' end,
      'dispute', case when n % 500 = 3 then 'pos_cancelled' end,
      'disputed_at', case when n % 500 = 3 then ${NOON}::timestamptz end)) filled
    where o.id = ${args.order.id}`;
  await owner.sql`
    insert into attempt_results (id, order_id, number, outcome, fenced, at)
    select 'res_' || md5(id), id, 1, case state when 'placed' then 'placed' else 'unknown' end, false, received_at
    from orders where id <> ${args.order.id}`;
  await owner.sql`
    insert into exchanges
    select filled.* from exchanges e, generate_series(1, ${COUNT}::int) n, jsonb_populate_record(e, jsonb_build_object(
      'id', 'exc_' || lpad(n::text, 6, '0'), 'request_uid', 'r' || n, 'online_order_id', 'w' || n / 3, 'order_id', null,
      'connection_id', ${store.connection.id}::text, 
      'brand_id', case when n % 20 = 0 then ${store.brand.id} else ${busy.brand.id} end,
      'location_id', case when n % 20 = 0 then ${store.location.id} else ${busy.location.id} end, 'at', ${NOON}::timestamptz - n * interval '10 seconds',
      'operation', (array['validate_order', 'submit_order', 'get_order'])[1 + n % 3],
      'status', case when n % 90 = 3 then 422 else 200 end,
      'code', case when n % 90 = 3 then 'item_unavailable' end, 'tx', null)) filled
    where e.id = ${call.id}`;
  await owner.sql`vacuum (analyze) orders, exchanges, attempt_results`;
});
afterAll(() => test[Symbol.asyncDispose]());

const wholeLedger = async (read: (db: Database) => Promise<unknown>) =>
  (await runPlans(test, read, "orders", "exchanges", "attempt_results")).isWhole;

const oneStore = (locationId: string): Scope => ({ all: false, brandIds: [], locationIds: [locationId] });
const scopes: [string, () => Scope][] = [
  ["everybody", () => everyBrand],
  ["a brand", () => ofBrands(store.brand.id)],
  ["a brand that has nothing", () => ofBrands("brd_none")],
  ["a store", () => oneStore(store.location.id)],
  ["a store that has nothing", () => oneStore("loc_none")],
];

describe("of a large ledger", () => {
  it.each(scopes)("what is wrong now is read by indexes, for %s", async (_who, scopeOf) => {
    const scope = scopeOf();
    expect(await wholeLedger((db) => readCurrent(db, { scope, now: NOON, ledgerNow: NOON }))).toBe(false);
    const tally = { scope, now: NOON, withinMs: 3_600_000 };
    expect(await wholeLedger((db) => tallyOrders(db, tally))).toBe(false);
  });

  it.each(causeClasses)("the orders and calls of an issue are read by indexes: %s", async (cause) => {
    const { location, connection, brand } = store;
    const nowhere = { brandId: null, locationId: null, connectionId: null };
    for (const own of [
      { subjectKind: "store", subjectId: location.id, locationId: location.id },
      { subjectKind: "connection", subjectId: connection.id, connectionId: connection.id, brandId: brand.id },
      { subjectKind: "address", subjectId: "203.0.113.0/24" },
      { subjectKind: "gateway", subjectId: "gateway" },
    ] as const) {
      const issue = { cause, sinceAt: ago(3_600), ...nowhere, ...own };
      const [calls, orders] = [await callFilterOf(test.db, issue), orderFilterOf(issue)];
      const shared = { scope: everyBrand, page: { limit: LIMIT } };
      const readCalls = (db: Database) => listExchanges(db, { ...shared, filter: calls ?? { matches: [] } });
      expect(await wholeLedger(readCalls), `calls of ${own.subjectKind}`).toBe(false);
      if (orders === null) continue;
      const readOrders = (db: Database) => listOrders(db, { ...shared, filter: orders });
      expect(await wholeLedger(readOrders), `orders of ${own.subjectKind}`).toBe(false);
    }
  });

  const validates = (filter: ValidateFilter, scope: Scope = everyBrand) =>
    wholeLedger((db) => listAbandonedValidates(db, { scope, filter, page: { limit: LIMIT } }));

  it.each(scopes)("validates without a submit are read by indexes, for %s", async (_who, scopeOf) => {
    expect(await validates({}, scopeOf())).toBe(false);
  });

  it.each<[string, () => ValidateFilter]>([
    ["of a brand", () => ({ brandId: store.brand.id })],
    ["of a brand that has none", () => ({ brandId: "brd_none" })],
    ["of a store", () => ({ locationId: store.location.id })],
    ["of a store that has none", () => ({ locationId: idFrom("loc", "loc_none") })],
    ["of some hours", () => ({ from: ago(80_000), until: ago(60_000) })],
    ["of some age", () => ({ until: ago(600) })],
    ["of an age that none has", () => ({ until: ago(9_000_000) })],
    [
      "of a store, of a cause",
      () => ({ locationId: store.location.id, matches: callMatchesOf(["payment"]) }),
    ],
  ])("validates without a submit are read by indexes: %s", async (_what, filterOf) => {
    expect(await validates(filterOf())).toBe(false);
  });

  // Most of them no validate has, and what has not been looked for is not known to be rare.
  it.each(causeClasses)("validates without a submit are read by indexes, of a cause: %s", async (cause) => {
    expect(await validates({ matches: callMatchesOf([cause]) })).toBe(false);
  });
});
