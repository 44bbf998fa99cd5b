import { describe, expect, it } from "vitest";
import { type PriceOutcome, priceOrder } from "./price-order.ts";
import { menu, worked, workedItems } from "./testing/menu.ts";
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
} from "./testing/orders.ts";

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
