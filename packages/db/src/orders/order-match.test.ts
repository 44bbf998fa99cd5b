import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { orderStates } from "../schema/order.ts";
import { disputes, parseCause, parseDispute } from "../schema/vocabulary.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { fitsOrder, type OrderMatch, orderMatches } from "./order-match.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const ROWS = orderStates.flatMap((state) =>
  [null, "deadline", "pos_unclear", "crossed_ack: 000042", "text of a POS"].flatMap((cause) =>
    [null, "word_of_tomorrow", ...disputes].flatMap((dispute) =>
      [false, true].map((ambiguous) => ({ state, cause, dispute, ambiguous })),
    ),
  ),
);

it.each<[string, OrderMatch[]]>([
  ["nothing", []],
  ["a state", [{ dispute: null, state: "placed" }]],
  ["a cause", [{ dispute: null, causes: ["deadline"] }]],
  ["a cause that was stored with a text after it", [{ dispute: null, causes: ["crossed_ack"] }]],
  ["a cause that no list has", [{ dispute: null, causes: ["pos_unclear"], ambiguous: true }]],
  ["no cause", [{ dispute: null, causes: [null, "deadline"], state: "unknown" }]],
  ["a dispute", [{ dispute: "pos_has_it" }]],
  ["a dispute that no list has", [{ dispute: "unlisted" }]],
  ["either of two", [{ dispute: "pos_cancelled" }, { dispute: null, state: "errored" }]],
])("means the same to a row and to a statement: %s", async (_what, matches) => {
  const found = await test.db.orm.execute<{ at: number }>(sql`
    select at from json_to_recordset(${JSON.stringify(ROWS.map((row, at) => ({ ...row, at })))}::json)
      as orders(at int, state text, cause text, dispute text, ambiguous boolean)
    where ${orderMatches(matches)} order by at`);
  const expected = ROWS.flatMap(({ cause, dispute, ...row }, at) => {
    const condition = {
      ...row,
      cause: cause === null ? null : parseCause(cause),
      dispute: dispute === null ? null : parseDispute(dispute),
    };
    return matches.some((match) => fitsOrder(condition, match)) ? [at] : [];
  });
  expect([...found].map(({ at }) => at)).toEqual(expected);
});
