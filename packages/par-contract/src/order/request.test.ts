import { describe, expect, it } from "vitest";
import { sampleOrder, type WireBody } from "../client/sample.ts";
import { ContractError, SchemaError } from "../errors.ts";
import type { WireRow, WireTable } from "../wire/row.ts";
import { isJsonObject, planOf } from "../wire/shape.ts";
import { orderRequestTable } from "../wire/tables.ts";
import { parseOrderRequest } from "./request.ts";

function issuesOf(json: unknown): { code: string; field: string | undefined }[] {
  try {
    parseOrderRequest(json);
  } catch (error) {
    if (error instanceof SchemaError) return error.issues.map(({ code, field }) => ({ code, field }));
    throw error;
  }
  return [];
}

/** A sample with every field that a row knows, so that each can be spoilt in turn. */
function fullOrder(): WireBody {
  return sampleOrder({
    details: {
      order_type: "delivery",
      is_asap: false,
      scheduled_at: "2026-01-15T13:00:00Z",
      customer: {
        id: "c1",
        first_name: "A",
        last_name: "B",
        email: "a@b.example",
        phone: "1",
        loyalty_id: "l1",
      },
      delivery: {
        address_line1: "1",
        address_line2: "2",
        city: "c",
        state: "s",
        postal_code: "p",
        country: "US",
        latitude: 34.05,
        longitude: -118.2,
        instructions: "ring",
      },
      curbside: { vehicle_make: "a", vehicle_model: "b", vehicle_color: "c", license_plate: "d", notes: "e" },
      table_number: "4",
      notes: "n",
      items: [
        {
          line_id: "1",
          item_id: "burrito",
          price_level_id: "large",
          name: "Burrito",
          quantity: 1,
          unit_price: 9.5,
          comment: "hot",
          modifiers: [
            {
              modifier_id: "chicken",
              modifier_group_id: "protein",
              name: "Chicken",
              quantity: 1,
              unit_price: 0,
              modifiers: [],
            },
          ],
        },
      ],
      discounts: [{ discount_id: "d", name: "D", amount: 1, line_ids: ["1"], loyalty_reward_id: "r" }],
      taxes: [{ tax_id: "t", name: "T", rate: 8.75, amount: 1 }],
      fees: [{ fee_id: "f", name: "F", amount: 1 }],
      payments: [
        { tender_id: "t", type: "card", amount: 1, tip_amount: 0, reference: "r", card_last4: "4242" },
      ],
    },
  });
}

/** A copy of a body with the value at a path replaced, or left out when it is undefined. */
function withValue(body: unknown, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(body);
  const steps = path.replaceAll("[]", ".0").split(".");
  const last = steps.pop() ?? "";
  let node: unknown = copy;
  for (const step of steps)
    node = Array.isArray(node) ? node[Number(step)] : isJsonObject(node) ? node[step] : null;
  if (typeof node !== "object" || node === null) throw new Error(`no object at ${path}`);
  if (value === undefined) Reflect.deleteProperty(node, last);
  else Reflect.set(node, last, value);
  return copy;
}

interface Place {
  readonly path: string;
  readonly row: WireRow;
}

/** Every row of the request with its full path, lists included. */
function places(table: WireTable, prefix = ""): Place[] {
  return planOf(table).entries.flatMap(({ path, row }) => {
    if (row === null) return [];
    const own = [{ path: prefix + path, row }];
    // The nested modifiers are the table of modifiers again.
    if (row.of === undefined || prefix.endsWith("modifiers[].")) return own;
    return [...own, ...places(row.of(), `${prefix}${path}[].`)];
  });
}

const everywhere = places(orderRequestTable);
const fieldOf = (path: string) => path.replaceAll("[]", "[0]");

/**
 * Values that each type must refuse: D25. An optional field takes an empty text for none, but for the order number,
 * and texts of any length; what is cosmetic takes anything.
 */
function wrongValues({ type, required = false }: WireRow): unknown[] {
  switch (type) {
    case "id":
    case "order_number":
    case "ref":
      return [
        ...[true, {}, [], 1.5, 2 ** 53, " a", "x".repeat(129), "a\u0007"],
        ...(required || type === "order_number" ? ["", " "] : []),
      ];
    case "last_four":
      return [411111111111, true, {}, [], "4111111111111111", "4111 1111 1111 1111", "411111111111"];
    case "text":
      return [true, {}, [], -7, ...(required ? [7, "x".repeat(10_001)] : [])];
    case "currency":
      return [7, true, {}, [], "x".repeat(10_001)];
    case "instant":
      return [7, true, "tomorrow", "2026-01-15 12:00:00Z", "2026-02-30T00:00:00Z"];
    case "money":
      return ["1", true, {}, [], -0.01, 2_000_000_000, 1_999_999_999.995];
    case "quantity":
      return ["2", true, ...(required ? [0] : []), -1, 1.5, 10_000, 1e9, 2 ** 53];
    case "number":
      return ["2", true, 1_000, -1_000];
    case "flag":
      return ["true", 1, 0, {}, []];
    case "refs":
      return ["1", { a: 1 }, [true], [" a"], [[]]];
    case "object":
      return ["x", 1, true, [1], ...(required ? [[], ""] : [])];
    case "list":
      return ["x", 1, true, { a: 1 }, [1], ["x"], [[]], ...(required ? [{}, ""] : [])];
    default:
      return [];
  }
}

describe("parseOrderRequest", () => {
  it("takes an order with every field, and misses nothing in it", () => {
    const body = withValue(fullOrder(), "order_details.discounts[].percent", null);
    expect(parseOrderRequest(body).drift).toEqual({ unknown: [], missing: [], lenient: [] });
  });

  it.each(everywhere.filter(({ row }) => row.required))("D26: asks for $path", ({ path, row }) => {
    const field = fieldOf(path);
    expect(issuesOf(withValue(fullOrder(), path, undefined))).toContainEqual({
      code: "missing_field",
      field,
    });
    expect(issuesOf(withValue(fullOrder(), path, null))).toContainEqual({ code: "missing_field", field });
    const blanks = row.type === "list" ? [[]] : ["", " "];
    for (const blank of blanks) {
      expect(issuesOf(withValue(fullOrder(), path, blank))).toContainEqual({ code: "invalid_field", field });
    }
  });

  it.each(everywhere.filter(({ row }) => !row.isCosmetic))(
    "D25: refuses a wrong value in $path",
    ({ path, row }) => {
      const wrong = wrongValues(row);
      expect(wrong.length).toBeGreaterThan(0);
      for (const value of wrong) {
        const [issue] = issuesOf(withValue(fullOrder(), path, value));
        expect(issue?.code, JSON.stringify(value)).toBe("invalid_field");
        expect(issue?.field?.startsWith(fieldOf(path)), issue?.field).toBe(true);
      }
    },
  );

  it.each(everywhere.filter(({ row }) => !row.required && row.type !== "object"))(
    "takes an order without $path",
    ({ path }) => {
      // Two rows depend on each other: a discount has an amount or a percentage.
      const isAmount = path.endsWith("discounts[].amount");
      const body = isAmount ? withValue(fullOrder(), "order_details.discounts[].percent", 5) : fullOrder();
      expect(issuesOf(withValue(body, path, undefined))).toEqual([]);
    },
  );

  it("applies its defaults: line numbers, one of each modifier, as soon as possible, no totals but two", () => {
    const { request } = parseOrderRequest({
      request_uid: "a",
      request_datetime: "2026-01-15T12:34:56Z",
      location_id: "b",
      order_details: {
        order_type: "takeout",
        items: [
          { item_id: "x", quantity: 2, modifiers: [{ modifier_id: "m" }] },
          { item_id: "y", quantity: 1 },
        ],
        grand_total: 1.005,
        subtotal: 1,
      },
    });
    expect(request).toMatchObject({ organizationId: null });
    expect(request.order).toMatchObject({
      onlineOrderId: null,
      isAsap: true,
      customer: null,
      discounts: [],
      taxTotalCents: 0,
      tipTotalCents: 0,
      grandTotalCents: 101,
      subtotalCents: 100,
    });
    expect(request.order.items.map(({ lineId, modifiers }) => [lineId, modifiers.length])).toEqual([
      ["1", 1],
      ["2", 0],
    ]);
    expect(request.order.items[0]?.modifiers[0]).toMatchObject({ quantity: 1, unitPriceCents: null });
  });

  it("is not as soon as possible when it is scheduled and says nothing", () => {
    const body = sampleOrder({ details: { is_asap: null, scheduled_at: "2026-01-15T20:00:00-08:00" } });
    expect(parseOrderRequest(body).request.order).toMatchObject({
      isAsap: false,
      scheduledAt: "2026-01-15T20:00:00-08:00",
    });
  });

  it("leaves an unknown order type to pricing", () => {
    expect(parseOrderRequest(sampleOrder({ details: { order_type: "drone" } })).request.order.orderType).toBe(
      "drone",
    );
  });

  it("asks for an address on delivery and a table on table service", () => {
    expect(issuesOf(sampleOrder({ details: { order_type: "delivery" } }))).toEqual([
      { code: "missing_field", field: "order_details.delivery" },
    ]);
    expect(issuesOf(sampleOrder({ details: { order_type: "table_service", table_number: " " } }))).toEqual([
      { code: "missing_field", field: "order_details.table_number" },
    ]);
  });

  it("asks for an amount or a percentage of each discount", () => {
    for (const discount of [{ name: "Lunch" }, { discount_id: "d", amount: null, percent: "" }]) {
      expect(issuesOf(sampleOrder({ details: { discounts: [discount] } }))).toEqual([
        { code: "invalid_field", field: "order_details.discounts[0]" },
      ]);
    }
  });

  it("D10: takes 2,000 items and refuses 2,001", () => {
    const items = (count: number) => Array.from({ length: count }, () => ({ item_id: "a", quantity: 1 }));
    expect(issuesOf(sampleOrder({ details: { items: items(2_000) } }))).toEqual([]);
    expect(issuesOf(sampleOrder({ details: { items: items(2_001) } }))).toEqual([
      { code: "invalid_field", field: "order_details.items" },
    ]);
  });

  it("K: takes a caterer's comment and quantity", () => {
    const item = { item_id: "cookie", quantity: 1_000, comment: "x".repeat(1_001) };
    const modifiers = [{ modifier_id: "sprinkles", quantity: 1_000 }];
    const details = { items: [{ ...item, modifiers }], notes: "x".repeat(2_001) };
    expect(issuesOf(sampleOrder({ details }))).toEqual([]);
  });

  it("tells of at most twenty things at once", () => {
    const items = Array.from({ length: 2_000 }, () => ({}));
    expect(issuesOf(sampleOrder({ details: { items } }))).toHaveLength(20);
  });

  it("never lets a card number in", () => {
    const payments = [{ type: "card", card_last4: "4111111111111111" }];
    expect(issuesOf(sampleOrder({ details: { payments } }))).toEqual([
      { code: "invalid_field", field: "order_details.payments[0].card_last4" },
    ]);
  });

  it("D27: ignores fields that no row knows, and reports them once each", () => {
    const body = sampleOrder({
      root: { id: "ours?", is_admin: true },
      details: {
        customer: { shoe_size: 42 },
        items: [1, 2].map(() => ({ item_id: "a", quantity: 1, station: "grill" })),
      },
    });
    expect(parseOrderRequest(body).drift.unknown.toSorted()).toEqual([
      "id",
      "is_admin",
      "order_details.customer.shoe_size",
      "order_details.items[].station",
    ]);
  });

  it("reports a known field as missing only when no object of the body has it", () => {
    const items = [
      { item_id: "a", quantity: 1 },
      { item_id: "b", quantity: 1, comment: null },
    ];
    const { missing } = parseOrderRequest(sampleOrder({ details: { items } })).drift;
    expect(missing).toContain("order_details.items[].unit_price");
    expect(missing).toContain("order_details.delivery");
    expect(missing).not.toContain("order_details.items[].comment");
    expect(missing).not.toContain("order_details.delivery.city");
  });

  it("D02: refuses what is no object", () => {
    for (const json of [null, 1, "x", true, [], [{}]]) {
      expect(() => parseOrderRequest(json)).toThrow(ContractError);
      expect(issuesOf(json)[0]?.code).toBe("invalid_json");
    }
  });

  it("D35: is not fooled by names of Object.prototype", () => {
    expect(issuesOf(sampleOrder({ details: { items: [{ toString: 1, valueOf: 2 }] } }))).toEqual([
      { code: "missing_field", field: "order_details.items[0].item_id" },
      { code: "missing_field", field: "order_details.items[0].quantity" },
    ]);
  });

  it("G12: keeps nested modifiers to any depth that the JSON limit leaves", () => {
    let modifiers: unknown[] = [];
    for (let depth = 0; depth < 12; depth++) modifiers = [{ modifier_id: `m${depth}`, modifiers }];
    const { request } = parseOrderRequest(
      sampleOrder({ details: { items: [{ item_id: "a", quantity: 1, modifiers }] } }),
    );
    let depth = 0;
    for (let at = request.order.items[0]?.modifiers[0]; at !== undefined; at = at.modifiers[0]) depth++;
    expect(depth).toBe(12);
  });
});
