import { and, asc, desc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { cursorOf } from "../sql/page.ts";
import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, insertTestStore, type TestDatabase, testOrder } from "../testing/database.ts";
import { runPlan } from "../testing/plan.ts";
import { insertOrder } from "./insert.ts";
import { listOrders, type OrderFilter, ordersOfList } from "./list.ts";
import { type OrderMatch, orderMatches } from "./order-match.ts";

const COUNT = 4_000;
const LIMIT = 26;

describe("a list that is narrowed, of many orders", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    const args = testOrder(await insertTestStore(test));
    await insertOrder(test.db, args);
    await using owner = openDatabase({ url: test.url, role: null });
    // Nothing here searches, and they take most of the time of an insert.
    await owner.sql`drop index orders_settled_parts`;
    // One in four has failed, mostly for sure and by a few causes, as it is; one in forty is on its way.
    await owner.sql`
      with hashed as (
        select n, ('x' || substr(md5(n::text), 1, 7))::bit(28)::int as h from generate_series(1, ${COUNT}::int) n
      ), made as (
        select n, h, case when h % 4 = 0 then (array['rejected', 'errored'])[1 + h / 4 % 2]
          when h % 40 = 1 then (array['received', 'unknown', 'attention'])[1 + h / 40 % 3] else 'placed' end as state
        from hashed
      )
      insert into orders
      select filled.* from orders o, made, jsonb_populate_record(o, jsonb_build_object(
        'id', 'ord_' || md5(n::text), 'request_uid', n, 'pos_reference', md5(n::text)::uuid, 'online_order_id', n,
        'state', made.state, 'ambiguous', h % 101 = 0, 'pos_order_id', case made.state when 'placed' then n end,
        'received_at', o.received_at - n / 2 * interval '1 second', 'lease_owner', null, 'lease_until', null,
        'final_at', case when made.state in ('placed', 'rejected', 'errored') then o.received_at end,
        'cause', case when made.state = 'placed' then null when h % 23 = 0 then 'text of a POS'
          else (array['item_unavailable', 'gave_up', 'item_unavailable', 'crossed_ack: 0042', null])[1 + h / 8 % 5] end,
        'dispute', case when h % 107 = 0 then 'pos_has_it' end,
        'disputed_at', case when h % 107 = 0 then o.received_at end, 'grand_total_cents', 1100 + h / 7 % 20)) filled
      where o.id = ${args.order.id}`;
    await owner.sql`vacuum (analyze) orders`;
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const soldOut: OrderMatch[] = [false, true].map((ambiguous) => ({
    ...{ dispute: null, state: "rejected", ambiguous },
    causes: ["item_unavailable", "modifier_unavailable"],
  }));
  const cases: [string, OrderFilter, SQL | undefined][] = [
    ["by causes", { matches: soldOut }, undefined],
    ["by a cause in doubt", { matches: soldOut.slice(1) }, undefined],
    ["by a cause that has a text after it", byCause("crossed_ack"), undefined],
    ["by causes that no list has", byCause("pos_unclear"), undefined],
    ["without a cause", byCause(null), undefined],
    [
      "on its way, failed, placed and contradicted",
      {
        matches: [
          { dispute: null, state: "received" },
          { dispute: null, state: "attention", ambiguous: false, causes: ["gave_up", null] },
          { dispute: null, state: "errored", ambiguous: true },
          { dispute: null, state: "placed", ambiguous: true },
          { dispute: "pos_has_it" },
        ],
      },
      undefined,
    ],
    [
      "by causes, of one state",
      { matches: [...soldOut, { dispute: null, state: "errored" }], states: ["errored"] },
      eq(orders.state, "errored"),
    ],
    [
      "by causes, contradicted",
      { matches: [...soldOut, { dispute: "pos_has_it" }], isDisputed: true },
      isNotNull(orders.disputedAt),
    ],
    ["of a cause without its state", { matches: [{ dispute: null, causes: ["gave_up"] }] }, undefined],
    ["of no set", { matches: [] }, undefined],
  ];

  it.each(cases)("has the same as one walk through all, either way: %s", async (_what, filter, also) => {
    const matching = and(orderMatches(filter.matches ?? []), also);
    const walk = async (direction: typeof asc) =>
      (
        await test.db.orm
          .select({ id: orders.id, receivedAt: orders.receivedAt })
          .from(orders)
          .where(matching)
          .orderBy(direction(orders.receivedAt), direction(orders.id))
      ).map(({ id, receivedAt }) => ({ id, receivedAt }));
    const list = async (page: object) =>
      (await listOrders(test.db, { scope: everyBrand, filter, page: { limit: LIMIT, ...page } })).map(
        ({ id }) => id,
      );
    const all = await walk(desc);
    expect(await list({})).toEqual(all.slice(0, LIMIT).map(({ id }) => id));
    const oldest = (await walk(asc)).slice(0, LIMIT).map(({ id }) => id);
    expect(await list({ inverted: true })).toEqual(oldest);
    const edge = all[9];
    if (edge === undefined) return;
    const after = cursorOf(edge.receivedAt, edge.id);
    expect(await list({ after })).toEqual(all.slice(10, 10 + LIMIT).map(({ id }) => id));
  });

  it("has the orders of a range of amounts", async () => {
    const range = and(sql`grand_total_cents between 1100 and 1110`);
    const expected = await test.db.orm
      .select({ id: orders.id })
      .from(orders)
      .where(range)
      .orderBy(desc(orders.receivedAt), desc(orders.id))
      .limit(LIMIT);
    const filter = { amount: { from: 1100, to: 1110 } };
    const listed = await listOrders(test.db, { scope: everyBrand, filter, page: { limit: LIMIT } });
    expect(listed.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  // What is read of each part at most, and once more of the page.
  const pages = (parts: number) => (parts + 1) * LIMIT;
  const byTotal = ["orders_open", "orders_settled_total"];
  it.each<[string, OrderFilter, string[], number]>([
    ["by causes", { matches: soldOut }, ["orders_failed_cause"], pages(4)],
    ["by causes that no list has", byCause("pos_unclear"), ["orders_failed_cause"], 200],
    ["without a cause", byCause(null), ["orders_failed_cause"], pages(2)],
    ["by ten cents", { amount: { from: 1100, to: 1110 } }, byTotal, pages(12)],
  ])(
    "reads no more than a page of each part, from one index each: %s",
    async (_what, filter, indexes, most) => {
      const query = ordersOfList(test.db.orm, { scope: everyBrand, filter, page: { limit: LIMIT } });
      const read = await runPlan(test.db, query.getSQL(), "orders");
      expect(read).toMatchObject({ indexes: [...indexes, "orders_pkey"].sort(), isWhole: false });
      expect(read.rows).toBeGreaterThan(0);
      expect(read.rows).toBeLessThanOrEqual(most);
    },
  );
});

function byCause(cause: NonNullable<OrderMatch["causes"]>[number]): OrderFilter {
  return { matches: [{ dispute: null, state: "errored", causes: [cause] }] };
}
