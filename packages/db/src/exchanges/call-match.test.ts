import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type CallEnding, type CallMatch, callMatches, fitsCall } from "./call-match.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

const ROWS: CallEnding[] = (["in", "out"] as const).flatMap((direction) =>
  [null, "submit_order", "pos_event"].flatMap((operation) =>
    [null, 200, 202, 500].flatMap((status) =>
      [null, "unauthorized", "overloaded"].flatMap((code) =>
        [null, "database_away", "deadline"].flatMap((reason) =>
          [null, "con_1"].map((connectionId) => ({
            direction,
            operation,
            status,
            code,
            reason,
            connectionId,
          })),
        ),
      ),
    ),
  ),
);

it.each<[string, CallMatch[]]>([
  ["nothing", []],
  ["PAR's calls", [{ kind: "par" }]],
  ["calls to a POS", [{ kind: "to_pos", status: null }]],
  ["messages of a POS", [{ kind: "pos_event", codes: ["unauthorized"] }]],
  ["no code", [{ kind: "par", codes: [null], status: [200, 201] }]],
  ["a known sender", [{ kind: "par", codes: ["unauthorized"], isKnown: true }]],
  ["an unknown sender", [{ kind: "par", codes: ["unauthorized"], isKnown: false }]],
  ["a reason", [{ kind: "par", codes: ["overloaded"], reasons: ["database_away"] }]],
  ["all but a reason", [{ kind: "par", codes: ["overloaded"], notReasons: ["database_away"] }]],
  ["all but a reason and none", [{ kind: "to_pos", notReasons: [null, "deadline"] }]],
  ["all but some codes", [{ kind: "to_pos", notCodes: [null, "unauthorized"] }]],
  [
    "either of two",
    [
      { kind: "par", status: [202, 202] },
      { kind: "to_pos", status: [500, 599] },
    ],
  ],
])("means the same to a row and to a statement: %s", async (_what, matches) => {
  const given = ROWS.map((row, at) => ({
    at,
    direction: row.direction,
    operation: row.operation,
    status: row.status,
    code: row.code,
    reason: row.reason,
    connection_id: row.connectionId,
  }));
  const found = await test.db.orm.execute<{ at: number }>(sql`
    select at from json_to_recordset(${JSON.stringify(given)}::json) as exchanges(
      at int, direction text, operation text, status int, code text, reason text, connection_id text
    ) where ${callMatches(matches)} order by at`);
  const expected = ROWS.flatMap((row, at) => (matches.some((match) => fitsCall(row, match)) ? [at] : []));
  expect([...found].map(({ at }) => at)).toEqual(expected);
});
