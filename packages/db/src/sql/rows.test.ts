import { expect, it } from "vitest";
import { attempts } from "../schema/attempt.ts";
import { unmappedIds } from "../schema/mapping.ts";
import { rowsAsJson } from "./rows.ts";

const at = new Date("2026-11-23T12:00:00Z");
const attempt = { id: "att_1", orderId: "ord_1", number: 1, reference: "R1", startedAt: at, worker: "w" };
const unmapped = {
  id: "unm_1",
  connectionId: "con_1",
  kind: "location",
  parId: "PAR-1",
  firstSeenAt: at,
  lastSeenAt: at,
} as const;

it("writes a row under its column names, and null for a column that it does not name", () => {
  const [row] = JSON.parse(rowsAsJson(unmappedIds, [{ ...unmapped, seenCount: 2 }]));
  expect(row).toMatchObject({ par_id: "PAR-1", seen_count: 2, resolved_at: null });
});

it("does not compile where a NOT NULL column is forgotten", () => {
  const { worker, ...forgotten } = attempt;
  // @ts-expect-error: `worker` is NOT NULL
  expect(rowsAsJson(attempts, [forgotten])).toContain('"worker":null');
  expect(rowsAsJson(attempts, [{ ...forgotten, worker }])).toContain('"worker":"w"');
});

it("does not compile where a NOT NULL column is left to its default, which would not be asked", () => {
  // @ts-expect-error: `seenCount` is NOT NULL, and its default is not that of json_populate_recordset
  expect(rowsAsJson(unmappedIds, [unmapped])).toContain('"seen_count":null');
});
