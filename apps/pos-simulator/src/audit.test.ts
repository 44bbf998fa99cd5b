import type { BridgeLine, BridgeModifier, BridgeOrder } from "@parley/bridge-contract";
import { describe, expect, it } from "vitest";
import { auditOrder } from "./audit.ts";
import { yummyTacoMenu } from "./menus/yummytaco.ts";
import { sampleOrder } from "./testing/simulator.ts";

const menu = yummyTacoMenu("YC-LC-001");

function choice(
  modifierId: string,
  groupId: string,
  cents: number,
  change: Partial<BridgeModifier> = {},
): BridgeModifier {
  return {
    modifier_id: modifierId,
    modifier_group_id: groupId,
    name: null,
    quantity: 1,
    free_quantity: 0,
    unit_price_cents: cents,
    modifiers: [],
    ...change,
  };
}

function line(
  itemId: string,
  cents: number,
  totalCents: number,
  change: Partial<BridgeLine> = {},
): BridgeLine {
  return {
    line_id: "1",
    item_id: itemId,
    price_level_id: null,
    name: null,
    quantity: 1,
    unit_price_cents: cents,
    total_cents: totalCents,
    comment: null,
    modifiers: [],
    ...change,
  };
}

type Cents = Partial<Record<"subtotal" | "discount" | "tax" | "fee" | "tip" | "grand", number>>;

function order(lines: BridgeLine[], cents: Cents, change: Partial<BridgeOrder> = {}): BridgeOrder {
  const { subtotal = 0, discount = 0, tax = 0, fee = 0, tip = 0 } = cents;
  const totals = {
    subtotal_cents: subtotal,
    discount_cents: discount,
    tax_cents: tax,
    fee_cents: fee,
    tip_cents: tip,
    grand_cents: cents.grand ?? subtotal - discount + tax + fee + tip,
  };
  return sampleOrder("elote", 475, { lines, totals, ...change });
}

const guac = choice("guac", "extras", 125);
const worked = [
  line("taco-trio", 950, 2150, { quantity: 2, modifiers: [guac] }),
  line("agua-fresca", 250, 250, { line_id: "2" }),
];

const asada = choice("carne-asada", "protein", 150, {
  modifiers: [choice("grilled-onions", "off-the-grill", 40, { quantity: 2 })],
});

const salsas = [
  choice("salsa-verde", "salsas", 50, { free_quantity: 1 }),
  choice("habanero", "salsas", 75, { quantity: 2, free_quantity: 1 }),
];

describe("auditOrder accepts", () => {
  it.each<[string, BridgeOrder]>([
    [
      "the worked exchange: 24.00, 2.10 tax, 3.00 tip, 29.10",
      order(worked, { subtotal: 2400, tax: 210, tip: 300 }),
    ],
    ["a paid total that is one cent off", order(worked, { subtotal: 2400, tax: 210, tip: 300, grand: 2911 })],
    [
      "a size with a required choice and nested ones, times two",
      order([line("burrito", 1275, 3010, { price_level_id: "grande", quantity: 2, modifiers: [asada] })], {
        subtotal: 3010,
        tax: 263,
      }),
    ],
    [
      "free units, first come first free",
      order([line("chips-salsa", 350, 850, { quantity: 2, modifiers: salsas })], { subtotal: 850, tax: 74 }),
    ],
    [
      "an inclusive tax, which is inside the price",
      order([line("mexican-cola", 350, 350)], { subtotal: 350 }),
    ],
    [
      "a combo whose choices are groups",
      order(
        [
          line("fiesta-combo", 1450, 1850, {
            modifiers: [
              choice("combo-burrito", "combo-main", 125, {
                modifiers: [choice("pollo", "protein", 0), guac],
              }),
              choice("combo-elote", "combo-side", 75),
              choice("combo-horchata", "combo-drink", 75),
            ],
          }),
        ],
        { subtotal: 1850, tax: 162 },
      ),
    ],
    [
      "a discount, which lowers the tax",
      order(
        worked,
        { subtotal: 2400, discount: 400, tax: 175 },
        {
          discounts: [{ discount_id: null, name: "4 off", amount_cents: 400, line_ids: [] }],
        },
      ),
    ],
    [
      "a fee, which is not taxed",
      order(
        worked,
        { subtotal: 2400, tax: 210, fee: 399 },
        {
          fees: [{ fee_id: "delivery-fee", name: null, amount_cents: 399 }],
        },
      ),
    ],
    [
      "a choice that names no group",
      order([line("taco-trio", 950, 1075, { modifiers: [{ ...guac, modifier_group_id: null }] })], {
        subtotal: 1075,
        tax: 94,
      }),
    ],
  ])("%s", (_what, good) => {
    expect(auditOrder(menu, good)).toEqual([]);
  });
});

describe("auditOrder refuses", () => {
  const pollo = choice("pollo", "protein", 0);
  it.each<[string, string, BridgeOrder]>([
    [
      "an item that is not on the menu",
      "item_not_found",
      order([line("sushi", 100, 100)], { subtotal: 100, tax: 9 }),
    ],
    [
      "a sold-out item",
      "item_unavailable",
      order([line("sim-sold-out", 100, 100)], { subtotal: 100, tax: 9 }),
    ],
    ["another price", "price_mismatch", order([line("elote", 470, 470)], { subtotal: 470, tax: 41 })],
    [
      "a size that is not there",
      "price_level_not_found",
      order([line("burrito", 1050, 1050, { price_level_id: "mini", modifiers: [pollo] })], {
        subtotal: 1050,
        tax: 92,
      }),
    ],
    ["a missing choice", "modifier_min", order([line("burrito", 1050, 1050)], { subtotal: 1050, tax: 92 })],
    [
      "a choice too many",
      "modifier_max",
      order([line("burrito", 1050, 1050, { modifiers: [pollo, choice("carnitas", "protein", 0)] })], {
        subtotal: 1050,
        tax: 92,
      }),
    ],
    [
      "too much of one choice",
      "modifier_max",
      order(
        [line("chips-salsa", 350, 500, { modifiers: [choice("habanero", "salsas", 75, { quantity: 4 })] })],
        { subtotal: 500, tax: 44 },
      ),
    ],
    [
      "a choice of another item",
      "modifier_not_found",
      order([line("elote", 475, 600, { modifiers: [guac] })], { subtotal: 600, tax: 53 }),
    ],
    [
      "a sold-out choice",
      "modifier_unavailable",
      order([line("quesadilla", 850, 1100, { modifiers: [choice("add-chorizo", "protein-add", 250)] })], {
        subtotal: 1100,
        tax: 96,
      }),
    ],
    [
      "another price of a choice",
      "price_mismatch",
      order([line("taco-trio", 950, 1050, { modifiers: [{ ...guac, unit_price_cents: 100 }] })], {
        subtotal: 1050,
        tax: 92,
      }),
    ],
    ["another sum of a line", "price_mismatch", order([line("elote", 475, 470)], { subtotal: 475, tax: 42 })],
    ["another subtotal", "total_mismatch", order([line("elote", 475, 475)], { subtotal: 476, tax: 42 })],
    [
      "a tax that is two cents off",
      "tax_mismatch",
      order([line("elote", 475, 475)], { subtotal: 475, tax: 44 }),
    ],
    [
      "a grand total that is two cents off",
      "total_mismatch",
      order([line("elote", 475, 475)], { subtotal: 475, tax: 42, grand: 519 }),
    ],
    [
      "a discount that is not itemised",
      "total_mismatch",
      order([line("elote", 475, 475)], { subtotal: 475, discount: 75, tax: 42 }),
    ],
    [
      "an order type that it does not serve",
      "unsupported_order_type",
      order([line("elote", 475, 475)], { subtotal: 475, tax: 42 }, { order_type: "drone" }),
    ],
    [
      "another currency",
      "declined",
      order([line("elote", 475, 475)], { subtotal: 475, tax: 42 }, { currency: "EUR" }),
    ],
  ])("%s", (_what, code, bad) => {
    expect(auditOrder(menu, bad).map((issue) => issue.code)).toEqual([code]);
  });

  it("names the line and what would have been right, in major units", () => {
    const [issue] = auditOrder(menu, order([line("elote", 470, 470, { line_id: "L7" })], { subtotal: 470 }));
    expect(issue).toEqual({
      code: "price_mismatch",
      message: "Elote has another price",
      line_id: "L7",
      expected: "4.75",
      actual: "4.70",
    });
  });
});
