import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { idFrom } from "../ids.ts";
import { cursorOf } from "../sql/page.ts";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { exchangesQuery, type ListArgs } from "./list-query.ts";

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  Plans?: Plan[];
}

/** Calls of a busy chain: forty stores that PAR calls all day, and one that it has hardly ever called. */
const CALLS = 20_000;
const NOON = Date.parse("2026-11-23T12:00:00Z");

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`
    insert into exchanges (id, direction, operation, connection_id, brand_id, location_id, method, path, status,
      at, duration_us, stages, signed, replayed)
    select 'exc_' || n, 'in', 'submit_order', 'con_1', 'brd_1',
      case when n <= 3 then 'loc_quiet' else 'loc_' || n % 40 end, 'POST', '/posnext/order/submit',
      case when n % 50 = 0 then 422 else 200 end, ${new Date(NOON)}::timestamptz + n * interval '1 s', 1, '[]', true, false
    from generate_series(1, ${CALLS}) n`;
  await owner.sql`analyze exchanges`;
});
afterAll(() => test[Symbol.asyncDispose]());

const busy = idFrom("loc", "loc_7");
const quiet = idFrom("loc", "loc_quiet");
const page = { limit: 26 };
const cursor = cursorOf(new Date(NOON + 9_000_000), "exc_9000");
const byStore = ["exchanges_location_recent"];

describe("the plan of the list of calls", () => {
  it.each<[string, ListArgs, string[]]>([
    ["of a store", { scope: everyBrand, filter: { locationId: busy }, page }, byStore],
    ["of a store with few calls", { scope: everyBrand, filter: { locationId: quiet }, page }, byStore],
    [
      "of a store, an older page",
      { scope: everyBrand, filter: { locationId: busy }, page: { ...page, after: cursor } },
      byStore,
    ],
    [
      "of a store, what was refused",
      { scope: everyBrand, filter: { locationId: busy, refused: true }, page },
      byStore,
    ],
    [
      "of a store, for its brand's people",
      { scope: ofBrands("brd_1"), filter: { locationId: busy }, page },
      byStore,
    ],
    [
      "of a store, for its own people",
      { scope: { all: false, brandIds: [], locationIds: [quiet] }, page },
      byStore,
    ],
    ["of all stores", { scope: everyBrand, page }, ["exchanges_recent"]],
  ])("reads the calls %s in the order of one index, without sorting", async (_what, args, expected) => {
    const nodes = await planOf(args);
    expect(
      nodes.flatMap((node) => node["Index Name"] ?? []),
      JSON.stringify(nodes),
    ).toEqual(expected);
    const types = nodes.map((node) => node["Node Type"]);
    expect(types).not.toContain("Seq Scan");
    expect(types).not.toContain("Sort");
  });
});

async function planOf(args: ListArgs): Promise<Plan[]> {
  const [row] = await test.db.orm.transaction(async (tx) => {
    // A few rows are as well sorted: what counts is that the index can give them in their order.
    await tx.execute(sql`set local enable_sort = off`);
    return await tx.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(
      sql`explain (format json) ${exchangesQuery({ orm: tx }, args)}`,
    );
  });
  return nodesOf(row?.["QUERY PLAN"][0].Plan);
}

function nodesOf(plan: Plan | undefined): Plan[] {
  return plan === undefined ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
