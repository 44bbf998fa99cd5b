import { describe, expect, it } from "vitest";
import type { PriceOutcome } from "./price-order.ts";
import { menu, workedItems } from "./testing/menu.ts";
import {
  choiceOf,
  lineOf,
  menuOf,
  price,
  productOf,
  refusalsOf,
  taxOf,
  withOurTotals,
} from "./testing/orders.ts";

function pricedOf(outcome: PriceOutcome) {
  if (outcome.kind !== "priced") throw new Error(`refused: ${JSON.stringify(outcome.issues)}`);
  return outcome.order;
}

describe("taxes, discounts and fees", () => {
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
});
