import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { cursorOf } from "../sql/page.ts";
import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, insertTestStore, type TestDatabase } from "../testing/database.ts";
import { runPlan } from "../testing/plan.ts";
import { newestNamed } from "./refused-names.ts";
import { searchRefusedSubmits } from "./refused-search.ts";

const COUNT = 3_000;
const LIMIT = 26;
const START = Date.parse("2026-11-23T12:00:00Z");

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  const { connection, brand } = await insertTestStore(test);
  await using owner = openDatabase({ url: test.url, role: null });
  // Two of three are of somebody called James; one of a hundred is of Ada.
  await owner.sql`
    insert into exchanges (id, direction, operation, connection_id, brand_id, method, path, status, code, at,
      duration_us, stages, signed, replayed)
    select 'exc_' || lpad(n::text, 6, '0'), 'in', 'submit_order', ${connection.id}, ${brand.id}, 'POST', '/orders', 422,
      'invalid_field', ${new Date(START).toISOString()}::timestamptz - n * interval '1 second', 1000, '[]', true, false
    from generate_series(1, ${COUNT}::int) n`;
  await owner.sql`
    insert into refused_submits (exchange_id, at, total_hundredths, guest_name)
    select id, at, n % 10,
      case when n % 100 = 0 then 'Ada Lovelace' when n % 3 = 0 then 'Mary Brown' else 'James Smith' end
    from (select id, at, substr(id, 5)::int as n from exchanges) numbered`;
  await owner.sql`vacuum (analyze) exchanges, refused_submits`;
});
afterAll(() => test[Symbol.asyncDispose]());

const idOf = (n: number) => `exc_${String(n).padStart(6, "0")}`;
const isJames = (n: number) => n % 3 !== 0 && n % 100 !== 0;
const all = Array.from({ length: COUNT }, (_, n) => n + 1);

it.each<[string, string, (n: number) => boolean, object]>([
  ["a frequent name", "james", isJames, {}],
  [
    "one of which an amount is asked",
    "James",
    (n) => isJames(n) && n % 10 === 7,
    { amount: { from: 7, to: 7 } },
  ],
  ["a rare name", "Lovelace", (n) => n % 100 === 0, {}],
])("finds the newest of %s, in pages and either way", async (_what, text, fits, filter) => {
  const find = async (page: object) => {
    const asked = {
      text,
      scope: everyBrand,
      guestScope: everyBrand,
      filter,
      page: { limit: LIMIT, ...page },
    };
    return (await searchRefusedSubmits(test.db, asked)).refused.map(({ id }) => id);
  };
  const expected = all.filter(fits).map(idOf);
  expect(await find({})).toEqual(expected.slice(0, LIMIT));
  expect(await find({ inverted: true })).toEqual(expected.slice(-LIMIT).reverse());
  const tenth = expected[9] ?? "";
  const after = cursorOf(new Date(START - Number(tenth.slice(4)) * 1000), tenth);
  expect(await find({ after })).toEqual(expected.slice(10, 10 + LIMIT));
});

it("folds no more names than a thousand, and those of a page", async () => {
  const page = { limit: LIMIT };
  const query = newestNamed(test.db.orm, {
    ...{ words: ["james"], naming: "whole", page },
    ofCall: () => undefined,
  });
  const { rows } = await runPlan(test.db, query, "refused_submits");
  expect(rows).toBeGreaterThan(1000);
  expect(rows).toBeLessThan(1100);
});
