import { describe, expect, it } from "vitest";
import { menu, worked } from "./testing/menu.ts";
import { choiceOf, lineOf, price, refusalsOf, withOurTotals } from "./testing/orders.ts";

describe("priceOrder refuses", () => {
  const one = (itemId: string, more: Partial<Parameters<typeof lineOf>[0]> = {}) => [
    lineOf({ itemId, ...more }),
  ];
  const delivery = {
    addressLine1: " ",
    addressLine2: null,
    city: null,
    state: null,
    postalCode: null,
    country: null,
    latitude: null,
    longitude: null,
    instructions: null,
  };
  const payment = {
    tenderId: null,
    type: "card",
    amountCents: 2_910,
    tipCents: null,
    reference: null,
    cardLast4: null,
  };
  const discount = { discountId: null, name: null, amountCents: 100, percent: null, loyaltyRewardId: null };
  const item0 = "order_details.items[0]";

  const lines: [name: string, items: ReturnType<typeof one>, refusals: string[]][] = [
    ["an unknown item", one("nothing"), [`item_not_found ${item0}.item_id`]],
    ["an item that is sold out", one("gone"), [`item_unavailable ${item0}.item_id`]],
    [
      "an unknown price level",
      one("burrito", { priceLevelId: "tiny" }),
      [`price_level_not_found ${item0}.price_level_id`],
    ],
    [
      "a level of an item without levels",
      one("book", { priceLevelId: "small" }),
      [`price_level_not_found ${item0}.price_level_id`],
    ],
    [
      "a price level that is sold out",
      one("burrito", { priceLevelId: "giant" }),
      [`item_unavailable ${item0}.price_level_id`],
    ],
    [
      "a unit price that is not the menu's",
      one("book", { unitPriceCents: 999 }),
      [`price_mismatch ${item0}.unit_price`],
    ],
    [
      "the price of another level",
      one("burrito", { priceLevelId: "large", unitPriceCents: 900 }),
      [`price_mismatch ${item0}.unit_price`],
    ],
    [
      "an unknown modifier",
      one("taco-trio", { modifiers: [choiceOf("nothing")] }),
      [`modifier_not_found ${item0}.modifiers[0].modifier_id`],
    ],
    [
      "a modifier of another item",
      one("taco-trio", { modifiers: [choiceOf("corn")] }),
      [`modifier_not_found ${item0}.modifiers[0].modifier_id`],
    ],
    [
      "a modifier of no group",
      one("taco-trio", { modifiers: [choiceOf("loner")] }),
      [`modifier_not_found ${item0}.modifiers[0].modifier_id`],
    ],
    [
      "a modifier in a group that has it not",
      one("bowl", { modifiers: [choiceOf("chicken"), choiceOf("corn", { modifierGroupId: "protein" })] }),
      [`modifier_not_found ${item0}.modifiers[1].modifier_id`],
    ],
    [
      "a group of another item",
      one("taco-trio", { modifiers: [choiceOf("corn", { modifierGroupId: "toppings" })] }),
      [`modifier_not_found ${item0}.modifiers[0].modifier_id`],
    ],
    [
      "a modifier that is sold out",
      one("taco-trio", { modifiers: [choiceOf("truffle")] }),
      [`modifier_unavailable ${item0}.modifiers[0].modifier_id`],
    ],
    ["too few of a group", one("bowl"), [`modifier_min ${item0}.modifiers`]],
    [
      "too many of a group",
      one("taco-trio", { modifiers: [choiceOf("guac", { quantity: 4 })] }),
      [`modifier_max ${item0}.modifiers`],
    ],
    [
      "too many of a group in two entries",
      one("taco-trio", { modifiers: [choiceOf("guac", { quantity: 2 }), choiceOf("guac", { quantity: 2 })] }),
      [`modifier_max ${item0}.modifiers`],
    ],
    [
      "too many of one modifier",
      one("taco-trio", { modifiers: [choiceOf("salsa"), choiceOf("salsa", { quantity: 2 })] }),
      [`modifier_max ${item0}.modifiers`],
    ],
    [
      "too many of a nested group",
      one("bowl", { modifiers: [choiceOf("beef", { modifiers: [choiceOf("hot", { quantity: 3 })] })] }),
      [`modifier_max ${item0}.modifiers[0].modifiers`],
    ],
    [
      "a modifier's price that is not the menu's",
      one("taco-trio", { modifiers: [choiceOf("guac", { unitPriceCents: 100 })] }),
      [`price_mismatch ${item0}.modifiers[0].unit_price`],
    ],
    [
      "a line beyond what an amount may be",
      one("book", { quantity: 1_000_000 }),
      [`price_mismatch ${item0}.quantity`],
    ],
  ];

  it.each(lines)("%s", (_name, items, refusals) => {
    const outcome = price(menu, { items });
    const lineRefusals = refusalsOf(outcome).filter((refusal) => refusal.includes(".items["));
    expect(lineRefusals).toEqual(refusals);
    if (outcome.kind === "refused") expect(outcome.issues[0]?.lineId).toBe("1");
  });

  const orders: [name: string, order: Parameters<typeof price>[1], refusals: string[]][] = [
    ["another currency", { ...worked, currency: "EUR" }, ["price_mismatch order_details.currency"]],
    [
      "a type that nobody knows",
      { ...worked, orderType: "drone" },
      ["unsupported_order_type order_details.order_type"],
    ],
    [
      "a delivery to nowhere",
      { ...worked, orderType: "delivery", delivery },
      ["invalid_field order_details.delivery.address_line1"],
    ],
    [
      "a delivery without an address",
      { ...worked, orderType: "delivery" },
      ["invalid_field order_details.delivery"],
    ],
    [
      "table service without a table",
      { ...worked, orderType: "table_service", tableNumber: " " },
      ["invalid_field order_details.table_number"],
    ],
    ["a wrong subtotal", { ...worked, subtotalCents: 2_402 }, ["price_mismatch order_details.subtotal"]],
    ["a wrong tax total", { ...worked, taxTotalCents: 208 }, ["tax_mismatch order_details.tax_total"]],
    [
      "listed taxes that are not ours",
      {
        ...worked,
        taxTotalCents: 0,
        taxes: [{ taxId: null, name: null, rate: null, amountCents: 200 }],
      },
      ["tax_mismatch order_details.tax_total"],
    ],
    [
      "no tax in the grand total",
      { ...worked, taxTotalCents: 0, grandTotalCents: 2_700 },
      ["price_mismatch order_details.grand_total"],
    ],
    [
      "a wrong tax of ours",
      { ...worked, taxes: [{ taxId: "sales", name: null, rate: null, amountCents: 200 }] },
      ["tax_mismatch order_details.taxes[0].amount"],
    ],
    [
      "a grand total two cents off",
      { ...worked, grandTotalCents: 2_912 },
      ["price_mismatch order_details.grand_total"],
    ],
    [
      "a tip that is not in the grand total",
      { ...worked, tipTotalCents: 500 },
      ["price_mismatch order_details.grand_total"],
    ],
    [
      "a discount total that is not in the grand total",
      { ...worked, discountTotalCents: 500 },
      ["tax_mismatch order_details.tax_total", "price_mismatch order_details.grand_total"],
    ],
    [
      "a fee at another price",
      {
        ...withOurTotals(menu, { ...worked, fees: [{ feeId: "bag", name: null, amountCents: 10 }] }),
        fees: [{ feeId: "bag", name: null, amountCents: 5 }],
      },
      ["price_mismatch order_details.fees[0].amount"],
    ],
    [
      "a fee total that is not its fees",
      {
        ...withOurTotals(menu, { ...worked, fees: [{ feeId: null, name: null, amountCents: 10 }] }),
        feeTotalCents: 20,
      },
      ["price_mismatch order_details.fee_total"],
    ],
    [
      "a discount on a line that is not there",
      { ...worked, discounts: [{ ...discount, lineIds: ["7"] }] },
      ["invalid_field order_details.discounts[0].line_ids"],
    ],
    [
      "a discount of nothing said",
      { ...worked, discounts: [{ ...discount, amountCents: null, lineIds: [] }] },
      ["invalid_field order_details.discounts[0]"],
    ],
    [
      "payments below the grand total",
      { ...worked, payments: [{ ...payment, amountCents: 2_909 }] },
      ["payment_insufficient order_details.payments"],
    ],
    [
      "two payments below the grand total",
      {
        ...worked,
        payments: [
          { ...payment, amountCents: 2_000 },
          { ...payment, amountCents: 900 },
        ],
      },
      ["payment_insufficient order_details.payments"],
    ],
    [
      "payments above the grand total",
      { ...worked, payments: [{ ...payment, amountCents: 4_000 }] },
      ["price_mismatch order_details.payments"],
    ],
  ];

  it.each(orders)("%s", (_name, order, refusals) => {
    expect(refusalsOf(price(menu, order))).toEqual(refusals);
  });

  it("nothing of payments that suffice, of cash with change, or on validate", () => {
    const paid = (payments: (typeof payment)[]) => refusalsOf(price(menu, { ...worked, payments }));
    expect(
      paid([
        { ...payment, amountCents: 2_000 },
        { ...payment, amountCents: 910 },
      ]),
    ).toEqual([]);
    expect(paid([{ ...payment, type: "cash", amountCents: 4_000 }])).toEqual([]);
    const validated = price(
      menu,
      { ...worked, payments: [{ ...payment, amountCents: 1 }] },
      { operation: "validate_order" },
    );
    expect(validated.kind).toBe("priced");
  });

  it("with what was expected and what came, in major units", () => {
    const outcome = price(menu, { ...worked, grandTotalCents: 2_000 });
    expect(outcome).toMatchObject({ issues: [{ code: "price_mismatch", expected: 29.1, actual: 20 }] });
  });

  it("only beyond the connection's tolerance", () => {
    const order = { ...worked, grandTotalCents: 2_915 };
    const switches = { subtotal_basis: "gross", price_tolerance_cents: 5 } as const;
    expect(price(menu, order, { switches }).kind).toBe("priced");
    expect(price(menu, { ...order, grandTotalCents: 2_916 }, { switches }).kind).toBe("refused");
  });
});
