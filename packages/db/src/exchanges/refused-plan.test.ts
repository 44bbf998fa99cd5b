import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { exchanges } from "../schema/exchange.ts";
import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, insertTestStore, type TestDatabase } from "../testing/database.ts";
import { runPlan } from "../testing/plan.ts";
import type { CallMatch } from "./call-match.ts";
import { isOfList } from "./refused.ts";

const COUNT = 12_000;
const LIMIT = 26;
const CODES = ["unmapped_location", "invalid_field"];

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  const { connection } = await insertTestStore(test);
  await using owner = openDatabase({ url: test.url, role: null });
  // Half of the calls are submits that made an order, which have no code; of the refused ones each has one.
  await owner.sql`
    insert into exchanges (id, direction, operation, connection_id, order_id, method, path, status, code, at,
      duration_us, stages, signed, replayed)
    select 'exc_' || n, 'in', 'submit_order', ${connection.id}, case when n % 2 = 0 then 'ord_' || n end, 'POST', '/orders',
      case when n % 2 = 0 then 200 else 422 end,
      case when n % 2 = 1 then (${`{${CODES.join(",")}}`}::text[])[1 + n / 2 % 2] end, now() - n * interval '1 second', 1000, '[]', true, false
    from generate_series(1, ${COUNT}::int) n`;
  await owner.sql`vacuum (analyze) exchanges`;
});
afterAll(() => test[Symbol.asyncDispose]());

it.each<[string, CallMatch, number]>([
  ["of a code", { kind: "par", codes: ["invalid_field"] }, LIMIT],
  ["without a code, of which there are none", { kind: "par", codes: [null], status: [202, 202] }, 0],
  ["of codes that no list has, of which there are none", { kind: "par", notCodes: [null, ...CODES] }, 0],
])("reads of many refused submits no more than the page: %s", async (_what, match, rows) => {
  const args = { scope: everyBrand, filter: { matches: [match] }, page: { limit: LIMIT } };
  const condition = isOfList(test.db.orm, args);
  if (condition === null) throw new Error("Nothing is asked for");
  const query = test.db.orm.select().from(exchanges).where(condition).getSQL();
  const read = await runPlan(test.db, query, "exchanges");
  expect(read.isWhole).toBe(false);
  expect(read.indexes).toContain("exchanges_refused_by_code");
  // Each of the page is read once to be found and once to be shown.
  expect(read.rows).toBe(2 * rows);
});
