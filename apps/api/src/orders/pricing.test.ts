import { describe, expect, it } from "vitest";
import { type PriceOutcome, priceOrder } from "./pricing.ts";
import { menu, worked, workedItems } from "./pricing-fixture-menu.ts";
import {
  choiceOf,
  lineOf,
  menuOf,
  NOW,
  price,
  productOf,
  refusalsOf,
  requestOf,
  taxOf,
  withOurTotals,
} from "./pricing-fixtures.ts";

function pricedOf(outcome: PriceOutcome) {
  if (outcome.kind !== "priced") throw new Error(`refused: ${JSON.stringify(outcome.issues)}`);
  return outcome.order;
}

describe("priceOrder", () => {
  it("prices the worked exchange at 24.00, 2.10 tax, 3.00 tip, 29.10", () => {
    const order = pricedOf(price(menu, worked));
    expect(order).toMatchObject({
      subtotalCents: 2_400,
      taxTotalCents: 210,
      discountTotalCents: 0,
      feeTotalCents: 0,
      tipTotalCents: 300,
      grandTotalCents: 2_910,
      taxes: [{ taxId: "sales", ratePercent: "8.75", taxableCents: 2_400, amountCents: 210 }],
    });
    expect(order.lines.map((line) => line.totalCents)).toEqual([2_150, 250]);
  });

  it("takes the price of the level that is named, and the item's own where none is", () => {
    const large = withOurTotals(menu, { items: [lineOf({ itemId: "burrito", priceLevelId: "large" })] });
    expect(large.subtotalCents).toBe(1_100);
    expect(withOurTotals(menu, { items: [lineOf({ itemId: "burrito" })] }).subtotalCents).toBe(900);
  });

  it("multiplies nested quantities", () => {
    const items = [
      lineOf({
        itemId: "bowl",
        quantity: 3,
        modifiers: [choiceOf("beef", { modifiers: [choiceOf("hot", { quantity: 2 })] })],
      }),
    ];
    // 3 × (8.00 + 1.50 + 2 × 0.25)
    expect(withOurTotals(menu, { items }).subtotalCents).toBe(3_000);
  });

  it("gives the free units to the first in request order", () => {
    const bowl = (choices: string[]) => [
      lineOf({ itemId: "bowl", modifiers: [choiceOf("chicken"), ...choices.map((id) => choiceOf(id))] }),
    ];
    expect(withOurTotals(menu, { items: bowl(["cheese", "cheese", "corn"]) }).subtotalCents).toBe(840);
    expect(withOurTotals(menu, { items: bowl(["corn", "cheese", "cheese"]) }).subtotalCents).toBe(875);
  });

  it("charges what is nested under a free unit", () => {
    const free = choiceOf("beef", { modifierGroupId: "toppings", modifiers: [choiceOf("hot")] });
    const items = [lineOf({ itemId: "bowl", modifiers: [choiceOf("chicken"), free] })];
    expect(withOurTotals(menu, { items }).subtotalCents).toBe(825);
  });

  it("puts a modifier without a group where there is room for it", () => {
    const items = [lineOf({ itemId: "bowl", modifiers: [choiceOf("chicken"), choiceOf("beef")] })];
    const order = pricedOf(price(menu, withOurTotals(menu, { items })));
    expect(order.lines[0]?.modifiers.map((choice) => choice.modifierGroupId)).toEqual([
      "protein",
      "toppings",
    ]);
  });

  it("gives one item twice and quantity two the same totals", () => {
    const discounts = [
      { discountId: null, name: null, amountCents: 101, percent: null, lineIds: [], loyaltyRewardId: null },
    ];
    const others = [lineOf({ lineId: "8", itemId: "wine" }), lineOf({ lineId: "9", itemId: "book" })];
    const twice = [lineOf({ itemId: "pie" }), lineOf({ lineId: "2", itemId: "pie" }), ...others];
    const double = [lineOf({ itemId: "pie", quantity: 2 }), ...others];
    const { items: _twice, ...totals } = withOurTotals(menu, { items: twice, discounts });
    const { items: _double, ...same } = withOurTotals(menu, { items: double, discounts });
    expect(totals).toEqual(same);
  });

  it("gives the same totals whatever the sequence of the lines", () => {
    const two = menuOf({
      products: [
        productOf({ id: "a", priceCents: 100, taxIds: ["all"] }),
        productOf({ id: "b", priceCents: 100, taxIds: ["none"] }),
      ],
      taxes: [taxOf("none", "0"), taxOf("all", "100")],
    });
    const items = [lineOf({ itemId: "a" }), lineOf({ lineId: "2", itemId: "b" })];
    const { items: _one, ...forwards } = withOurTotals(two, { items, discountTotalCents: 1 });
    const { items: _other, ...backwards } = withOurTotals(two, {
      items: items.toReversed(),
      discountTotalCents: 1,
    });
    expect(forwards).toEqual(backwards);
  });

  it("rounds a tax once for the order, half away from zero", () => {
    // 3 × 3.33 = 9.99, of which 8.75 % is 0.874125; per line it would be 3 × 0.29.
    const items = [1, 2, 3].map((n) => lineOf({ lineId: String(n), itemId: "pie" }));
    expect(withOurTotals(menu, { items }).taxTotalCents).toBe(87);
    const half = menuOf({
      products: [productOf({ id: "x", priceCents: 100, taxIds: ["t"] })],
      taxes: [taxOf("t", "0.5")],
    });
    expect(withOurTotals(half, { items: [lineOf({ itemId: "x" })] }).taxTotalCents).toBe(1);
  });

  it("lists an inclusive tax without adding it", () => {
    const order = pricedOf(price(menu, withOurTotals(menu, { items: [lineOf({ itemId: "wine" })] })));
    expect(order).toMatchObject({ subtotalCents: 1_190, taxTotalCents: 0, grandTotalCents: 1_190 });
    expect(order.taxes).toEqual([
      expect.objectContaining({ taxId: "vat", inclusive: true, amountCents: 190, taxableCents: 1_190 }),
    ]);
  });

  it("parts two inclusive taxes on one price from the same net", () => {
    const both = menuOf({
      products: [productOf({ id: "x", priceCents: 1_250, taxIds: ["a", "b"] })],
      taxes: [taxOf("a", "20", true), taxOf("b", "5", true)],
    });
    const order = pricedOf(price(both, withOurTotals(both, { items: [lineOf({ itemId: "x" })] })));
    expect(order.taxes.map((tax) => tax.amountCents)).toEqual([200, 50]);
  });

  it("taxes a modifier by its own taxes where it has some, else as its item", () => {
    const items = [
      lineOf({
        itemId: "bowl",
        modifiers: [choiceOf("beef"), choiceOf("corn"), choiceOf("corn"), choiceOf("cheese")],
      }),
    ];
    const order = pricedOf(price(menu, withOurTotals(menu, { items })));
    expect(order.taxes.map((tax) => [tax.taxId, tax.taxableCents])).toEqual([
      ["sales", 950],
      ["vat", 75],
    ]);
  });

  it("takes a percentage of an order before tax", () => {
    const discounts = [
      { discountId: "d", name: "Ten", amountCents: null, percent: 12.5, lineIds: [], loyaltyRewardId: null },
    ];
    const totals = withOurTotals(menu, {
      items: [lineOf({ itemId: "agua-fresca", quantity: 2 })],
      discounts,
    });
    // 12.5 % of 5.00 is 0.625, and 8.75 % of 4.37 is 0.382375
    expect(totals).toMatchObject({ discountTotalCents: 63, taxTotalCents: 38, grandTotalCents: 475 });
  });

  it("takes a line's discount off that line only, and never more than it costs", () => {
    const discounts = [
      {
        discountId: null,
        name: null,
        amountCents: 500,
        percent: null,
        lineIds: ["2"],
        loyaltyRewardId: null,
      },
    ];
    const order = withOurTotals(menu, { items: workedItems, discounts });
    expect(order.discountTotalCents).toBe(250);
    expect(pricedOf(price(menu, order)).lines.map((line) => line.discountCents)).toEqual([0, 250]);
  });

  it("takes an order free of charge", () => {
    const discounts = [
      { discountId: null, name: null, amountCents: null, percent: 100, lineIds: [], loyaltyRewardId: null },
    ];
    expect(withOurTotals(menu, { items: workedItems, discounts }).grandTotalCents).toBe(0);
    expect(price(menu, withOurTotals(menu, { items: workedItems, discounts })).kind).toBe("priced");
  });

  it("reads a discount or fee total without a list as one unnamed discount or fee", () => {
    const items = [lineOf({ itemId: "book" })];
    const totals = { subtotalCents: 1_000, discountTotalCents: 200, feeTotalCents: 50, grandTotalCents: 850 };
    const order = pricedOf(price(menu, { items, ...totals }));
    expect(order.discounts).toEqual([expect.objectContaining({ amountCents: 200, lineIds: [] })]);
    expect(order.fees).toEqual([{ feeId: null, name: null, amountCents: 50 }]);
  });

  it("taxes a fee only where the menu says so", () => {
    const fees = [
      { feeId: "bag", name: null, amountCents: 10 },
      { feeId: "delivery-fee", name: null, amountCents: 400 },
      { feeId: "theirs", name: "Small order", amountCents: 100 },
    ];
    const order = withOurTotals(menu, { items: [lineOf({ itemId: "book" })], fees });
    expect(order).toMatchObject({ feeTotalCents: 510, taxTotalCents: 35 });
  });

  it("accepts a subtotal before or after discounts and says which it saw", () => {
    const base = { items: [lineOf({ itemId: "book" })], discountTotalCents: 200, grandTotalCents: 800 };
    expect(price(menu, { ...base, subtotalCents: 1_000 })).toMatchObject({
      kind: "priced",
      notes: [{ kind: "subtotal_read_as", basis: "gross" }],
    });
    expect(price(menu, { ...base, subtotalCents: 800 })).toMatchObject({
      kind: "priced",
      notes: [{ kind: "subtotal_read_as", basis: "net" }],
    });
    expect(refusalsOf(price(menu, { ...base, subtotalCents: 900 }))).toEqual([
      "price_mismatch order_details.subtotal",
    ]);
  });

  it("answers the subtotal by the connection's basis", () => {
    const order = { items: [lineOf({ itemId: "book" })], discountTotalCents: 200 };
    const totals = { subtotalCents: 1_000, grandTotalCents: 800 };
    const switches = { subtotal_basis: "net", price_tolerance_cents: 1 } as const;
    expect(pricedOf(price(menu, { ...order, ...totals }, { switches }))).toMatchObject({
      subtotalCents: 800,
      grossSubtotalCents: 1_000,
      grandTotalCents: 800,
    });
  });

  it("keeps the paid total within a cent on submit, and answers ours on validate", () => {
    const order = { ...worked, taxTotalCents: 211, grandTotalCents: 2_911 };
    const submitted = price(menu, order);
    expect(pricedOf(submitted)).toMatchObject({ grandTotalCents: 2_911, computedGrandTotalCents: 2_910 });
    expect(submitted.notes).toEqual([
      { kind: "tax_differs", computedCents: 210, sentCents: 211 },
      { kind: "grand_total_kept", computedCents: 2_910, paidCents: 2_911 },
    ]);
    expect(pricedOf(price(menu, order, { operation: "validate_order" })).grandTotalCents).toBe(2_910);
  });

  it("holds only subtotal and grand total where PAR sends no breakdown", () => {
    const order = { items: workedItems, subtotalCents: 2_400, grandTotalCents: 2_610 };
    expect(price(menu, order)).toMatchObject({ kind: "priced", notes: [{ kind: "breakdown_absent" }] });
  });

  it("answers with our totals where a price is refused, and without where an item is unknown", () => {
    const wrong = price(menu, { ...worked, grandTotalCents: 2_000 });
    expect(wrong).toMatchObject({ kind: "refused", order: { grandTotalCents: 2_910 } });
    const unknown = price(menu, { ...worked, items: [lineOf({ itemId: "nothing" })] });
    expect(unknown).toMatchObject({ kind: "refused", order: null });
  });

  it("collects every refusal, and no more than fifty", () => {
    const items = Array.from({ length: 80 }, (_, n) => lineOf({ lineId: String(n), itemId: "nothing" }));
    const outcome = price(menu, { items });
    expect(refusalsOf(outcome)).toHaveLength(50);
    expect(outcome.notes).toEqual([{ kind: "issues_dropped", count: 30 }]);
  });

  it("does not change its arguments", () => {
    const request = requestOf(worked);
    const before = structuredClone({ menu, request });
    priceOrder({
      operation: "submit_order",
      request,
      menu,
      store: { timezone: "UTC", currency: "USD" },
      switches: { subtotal_basis: "gross", price_tolerance_cents: 1 },
      now: NOW,
    });
    expect({ menu, request }).toEqual(before);
  });
});
