import { expect, it } from "vitest";
import { readQueries } from "./documents.ts";
import { type Known, rowsOf, unasked } from "./rows.ts";

const known: Known = {
  order: "ord_1",
  thinOrders: ["ord_2"],
  refused: "exc_1",
  call: "exc_2",
  otherCall: "exc_3",
  issue: "iss_1",
  brand: "brd_1",
  store: "loc_1",
  menuStore: "loc_2",
  menu: "mnu_1",
  connection: "con_1",
  mapping: "map_1",
  import: "imp_1",
  person: "opr_1",
  shareToken: "token",
  picked: [],
  midYear: new Date("2026-06-01T00:00:00Z"),
};

it("asks every query of the admin, and nothing that the admin has not", async () => {
  const [queries, rows] = await Promise.all([readQueries(), rowsOf(known)]);
  expect(unasked(queries, rows)).toEqual([]);
  expect(rows.filter(({ operation }) => !queries.has(operation))).toEqual([]);
  expect(unasked(new Map([...queries, ["NewPage", "query NewPage { me { id } }"]]), rows)).toEqual([
    "NewPage",
  ]);
});
