import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { runPlan } from "../testing/plan.ts";
import { callsStatement } from "./read.ts";

const DAY_MS = 86_400_000;
const KINDS = 4;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await using owner = openDatabase({ url: test.url, role: null });
  // Three days of minutes, as they are kept, and a year of days; of two brands.
  await owner.sql`
    insert into call_rollups (grain, start, brand_id, location_id, direction, operation, status, calls, histogram)
    select grain, start, 'brd_' || n % 2, 'loc_' || n, 'in', 'submit_order', 200, 1, '{"80": 1}'
    from (
      select 'minute' as grain, generate_series(date_trunc('minute', now()) - interval '3 days', now(), '1 minute') as start
      union all
      select 'day', generate_series(date_trunc('day', now(), 'UTC') - interval '1 year', now(), '1 day')
    ) spans, generate_series(1, ${KINDS}::int) n`;
  await owner.sql`vacuum (analyze) call_rollups`;
});
afterAll(() => test[Symbol.asyncDispose]());

it.each([
  ["everything", {}, KINDS],
  ["a brand", { brandId: "brd_1" }, KINDS / 2],
  ["a store", { locationId: "loc_1" }, 1],
])("reads for a month of %s its days, and none of the minutes", async (_what, place, rowsPerDay) => {
  const since = new Date(Math.floor(Date.now() / DAY_MS - 29) * DAY_MS);
  const query = callsStatement({ scope: everyBrand, grain: "day", since, ...place });
  const read = await runPlan(test.db, query, "call_rollups");
  expect(read).toMatchObject({ indexes: ["call_rollups_key"], isWhole: false });
  // One more for the newest span there is.
  expect(read.rows).toBeGreaterThanOrEqual(29 * rowsPerDay);
  expect(read.rows).toBeLessThanOrEqual(31 * rowsPerDay + 1);
});
