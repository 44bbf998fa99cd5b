import { describe, expect, expectTypeOf, it } from "vitest";
import { sampleOrder } from "../client/sample.ts";
import { WireReader } from "./reader.ts";
import type { Draft, InputOf, RecordOf } from "./record.ts";
import { row } from "./row.ts";
import { orderRequestTable } from "./tables.ts";
import { composeWire } from "./writer.ts";

const required = { required: true } as const;
const lineTable = [
  row("id", "id", "ref", "P", "here", required),
  row("note", "note", "text", "P", "here"),
] as const;
const table = [
  row("total", "grand_total", "money", "P", "here", required),
  row("tip", "tip_total", "money", "P", "here"),
  row("guest", "customer", "object", "P", "here"),
  row("guest.name", "name", "text", "P", "here"),
  row("lines", "items", "list", "P", "here", { of: () => lineTable, required: true }),
  row("days", "days", "integers", "P", "here"),
] as const;
/** The first line, with `required` lost. */
const loosened = [row("total", "grand_total", "money", "P", "here")] as const;

// These are judged by the compiler; a run of the tests adds nothing to them.
describe("the record of a table", () => {
  it("has the type of each row, and null only where a row is not required", () => {
    expectTypeOf<RecordOf<typeof table>>().toEqualTypeOf<{
      readonly total: number;
      readonly tip: number | null;
      readonly guest: { readonly name: string | null } | null;
      readonly lines: readonly { readonly id: string; readonly note: string | null }[];
      readonly days: readonly number[] | null;
    }>();
    expectTypeOf<Draft<RecordOf<typeof table>>["total"]>().toEqualTypeOf<number | null>();
  });

  it("does not compile where a required field is used whose row lost its mark", () => {
    const cents = (record: RecordOf<typeof table>): number => record.total;
    // @ts-expect-error a field that is not required may be null
    const loose = (record: RecordOf<typeof loosened>): number => record.total;
    expect(cents).not.toBe(loose);
    expectTypeOf<RecordOf<typeof orderRequestTable>["order"]["grandTotal"]>().toEqualTypeOf<number>();
    expectTypeOf<RecordOf<typeof orderRequestTable>["order"]["tipTotal"]>().toEqualTypeOf<number | null>();
  });

  it("does not compile where a field is used that has no row", () => {
    const { draft } = new WireReader(table, {});
    // @ts-expect-error no row has this field
    expect(draft.totals).toBeUndefined();
  });

  it("nests modifiers in modifiers", () => {
    type Modifiers = RecordOf<typeof orderRequestTable>["order"]["items"][number]["modifiers"];
    type Modifier = NonNullable<Modifiers>[number];
    expectTypeOf<NonNullable<Modifier["modifiers"]>[number]["modifierId"]>().toEqualTypeOf<string>();
    const reader = new WireReader(orderRequestTable, sampleOrder());
    expect(reader.record().order.items[0]?.modifiers?.[0]?.modifierId).toBe("guac");
  });
});

describe("the input of a table", () => {
  it("does not compile without a required field, nor with one of another type", () => {
    const lines = [{ id: "1" }];
    expect(composeWire(table, { total: 1, lines })).toEqual({ grand_total: 1, items: [{ id: "1" }] });
    // @ts-expect-error the total is required
    composeWire(table, { lines });
    // @ts-expect-error the total is a number
    composeWire(table, { total: "1", lines });
    // @ts-expect-error a required field is not null
    composeWire(table, { total: null, lines });
    expectTypeOf<InputOf<typeof table>["tip"]>().toEqualTypeOf<number | null | undefined>();
  });
});
