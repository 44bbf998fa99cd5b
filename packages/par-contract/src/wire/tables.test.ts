import { describe, expect, it } from "vitest";
import { sampleOrder } from "../client/sample.ts";
import * as menus from "./menu-tables.ts";
import { WireReader } from "./reader.ts";
import type { WireRow, WireTable } from "./row.ts";
import { planOf, wirePath } from "./shape.ts";
import * as wire from "./tables.ts";
import { composeWire } from "./writer.ts";

const tables = Object.entries<WireTable>({ ...wire, ...menus });

/** The table with one line changed, as a person would change it. */
function mended(table: WireTable, field: string, change: Partial<WireRow>): WireTable {
  return table.map((row) => (row.field === field ? { ...row, ...change } : row));
}

function read(table: WireTable, json: Record<string, unknown>) {
  const reader = new WireReader(table, json);
  return { record: reader.draft, issues: reader.issues, drift: reader.drift() };
}

describe("the wire table", () => {
  it.each(tables)("%s compiles, and each row says where it comes from", (_, table) => {
    expect(planOf(table).slots.size).toBe(table.length);
    for (const row of table) {
      expect(row.source).not.toBe("");
      expect(row.at).toMatch(/^\/?[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/);
      expect(row.type === "list").toBe(row.of !== undefined);
    }
  });

  it("marks as documented only what PAR's pages show literally", () => {
    const marked = wire.orderAnswerTable.filter(({ mark }) => mark === "D").map(({ at }) => at);
    expect(marked).toEqual(["status", "request_uid", "request_datetime", "location_id"]);
  });

  it("has one line for each name that requests, answers and the digest share", () => {
    for (const row of wire.digestTable) {
      expect(wire.orderRequestTable).toContain(row);
      expect(wire.orderAnswerTable).toContain(row);
    }
  });

  it("is mended in one line when a name was guessed wrong", () => {
    const table = mended(wire.orderRequestTable, "order.grandTotal", { at: "order_total" });
    for (const name of ["order_total", "orderTotal", "OrderTotal"]) {
      const { record, issues } = read(
        table,
        sampleOrder({ details: { grand_total: undefined, [name]: 12.5 } }),
      );
      expect(issues).toEqual([]);
      expect(record).toMatchObject({ order: { grandTotal: 1250 } });
    }
    expect(composeWire(table, { "order.grandTotal": 1 })).toEqual({ order_details: { order_total: 1 } });
  });

  it("is mended in one line when a whole group was named wrong", () => {
    const table = mended(wire.orderRequestTable, "order", { at: "order" });
    const { order_details: order, ...rest } = sampleOrder();
    expect(read(table, { ...rest, order }).issues).toEqual([]);
    expect(wirePath(table, "order.customer.phone")).toBe("order.customer.phone");
  });

  it("is mended in one line when a field sits elsewhere", () => {
    const atRoot = mended(wire.orderRequestTable, "order.onlineOrderId", { at: "/online_order_id" });
    expect(read(atRoot, sampleOrder({ root: { online_order_id: "up-here" } })).record).toMatchObject({
      order: { onlineOrderId: "up-here" },
    });
    const deeper = mended(wire.orderRequestTable, "order.grandTotal", { at: "totals.grand_total" });
    const body = sampleOrder({ details: { totals: { GrandTotal: 7 } } });
    expect(read(deeper, body).record).toMatchObject({ order: { grandTotal: 700 } });
    expect(composeWire(deeper, { "order.grandTotal": 7 }, "camel")).toEqual({
      orderDetails: { totals: { grandTotal: 7 } },
    });
  });

  it("takes a second name for a field in one line, in every notation", () => {
    const table = mended(wire.orderRequestTable, "requestUid", { also: ["order_guid"] });
    for (const name of ["order_guid", "orderGuid", "OrderGuid"]) {
      const { record } = read(table, sampleOrder({ root: { request_uid: undefined, [name]: "g-1" } }));
      expect(record).toMatchObject({ requestUid: "g-1" });
    }
  });

  it("says so when a line contradicts another", () => {
    const twice = mended(wire.orderRequestTable, "order.subtotal", { at: "grand_total" });
    expect(() => planOf(twice)).toThrow("is there twice");
    expect(() => planOf(mended(wire.orderRequestTable, "order", { field: "elsewhere" }))).toThrow(
      "has no group row",
    );
  });

  it("reads every field in snake, camel and Pascal case", () => {
    const plan = planOf(wire.orderRequestTable);
    for (const entry of plan.entries) {
      const names = Object.values(entry.names);
      expect(new Set(names.map((name) => name.toLowerCase().replaceAll("_", ""))).size).toBe(1);
    }
    const both = read(wire.orderRequestTable, sampleOrder({ details: { TipTotal: 3, tipTotal: 4 } }));
    expect(both.issues[0]).toMatchObject({ code: "invalid_field", field: "order_details.tip_total" });
  });
});
