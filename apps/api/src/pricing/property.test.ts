import type { OrderDiscount, OrderLine, OrderModifier, OrderRequest } from "@parley/par-contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Menu, MenuModifier, MenuModifierGroup, MenuProduct } from "../pos/menu.ts";
import { type PriceOutcome, priceOrder } from "./price-order.ts";
import { judge, type Verdict } from "./testing/oracle.ts";
import {
  choiceOf,
  groupOf,
  lineOf,
  menuOf,
  modifierOf,
  NOW,
  productOf,
  requestOf,
  taxOf,
} from "./testing/orders.ts";

const DEPTH_MAX = 4;
const RATES = ["8.75", "0", "19", "7.25", "0.125", "10.0001", "2.5"];

type Gen = <T, A extends unknown[]>(make: (...args: A) => fc.Arbitrary<T>, ...args: A) => T;

/** Draws a menu whose choices nest up to four levels, and an order of it that breaks a rule now and then. */
function drawCase(gen: Gen): { menu: Menu; order: OrderRequest["order"] } {
  const upTo = (max: number) => gen(fc.integer, { min: 0, max });
  const isRare = () => upTo(19) === 0;
  const cents = () => (upTo(3) === 0 ? 0 : upTo(2_500));
  const taxes = Array.from({ length: upTo(4) }, (_, n) =>
    taxOf(`tax${n}`, RATES[upTo(RATES.length - 1)] ?? "1", upTo(2) === 0),
  );
  const someTaxes = (chance: number) => taxes.filter(() => upTo(chance) === 0).map((tax) => tax.id);
  const groups: MenuModifierGroup[] = [];
  const modifiers: MenuModifier[] = [];
  const products: MenuProduct[] = [];

  const drawGroups = (path: string, depth: number): string[] => {
    if (depth > DEPTH_MAX) return [];
    return Array.from({ length: upTo(depth === 1 ? 2 : 1) }, (_, n) => {
      const id = `${path}.g${n}`;
      const modifierIds = Array.from({ length: 1 + upTo(2) }, (_, m) => drawModifier(`${id}.m${m}`, depth));
      const minSelected = upTo(3) === 0 ? 1 : 0;
      const maxSelected = minSelected + upTo(4);
      groups.push(groupOf({ id, minSelected, maxSelected, freeQuantity: upTo(2), modifierIds }));
      return id;
    });
  };
  const drawModifier = (id: string, depth: number): string => {
    const taxIds = upTo(3) === 0 ? someTaxes(1) : [];
    const modifierGroupIds = drawGroups(id, depth + 1);
    const [isAvailable, maxQuantity] = [!isRare(), 1 + upTo(3)];
    modifiers.push(
      modifierOf({ id, priceCents: cents(), isAvailable, maxQuantity, modifierGroupIds, taxIds }),
    );
    return id;
  };
  for (let n = 0; n <= upTo(3); n += 1) {
    const id = `p${n}`;
    const levels = Array.from({ length: upTo(2) }, (_, m) => ({
      id: `${id}.l${m}`,
      name: "",
      priceCents: cents(),
      isAvailable: true,
    }));
    products.push(
      productOf({
        id,
        priceCents: cents(),
        isAvailable: !isRare(),
        priceLevels: levels,
        modifierGroupIds: drawGroups(id, 1),
        taxIds: someTaxes(1),
      }),
    );
  }
  const menu = menuOf({ products, modifierGroups: groups, modifiers, taxes });

  const drawChoices = (groupIds: readonly string[]): OrderModifier[] =>
    groupIds.flatMap((groupId) => {
      const group = groups.find((candidate) => candidate.id === groupId);
      const count = isRare()
        ? upTo(5)
        : Math.max(group?.minSelected ?? 0, upTo(Math.min(2, group?.maxSelected ?? 0)));
      return Array.from({ length: count }, () => {
        const known = group?.modifierIds[upTo(group.modifierIds.length - 1)] ?? "";
        const modifier = modifiers.find((candidate) => candidate.id === known);
        return choiceOf(isRare() ? "nothing" : known, {
          modifierGroupId: groupId,
          quantity: upTo(4) === 0 ? 2 : 1,
          modifiers: drawChoices(modifier?.modifierGroupIds ?? []),
        });
      });
    });
  const items: OrderLine[] = Array.from({ length: 1 + upTo(3) }, (_, n) => {
    const product = products[upTo(products.length - 1)];
    const levels = product?.priceLevels ?? [];
    return lineOf({
      lineId: String(n + 1),
      itemId: isRare() ? "nothing" : (product?.id ?? ""),
      priceLevelId: isRare() ? "no-level" : (levels[upTo(levels.length)]?.id ?? null),
      quantity: 1 + upTo(3),
      modifiers: drawChoices(product?.modifierGroupIds ?? []),
    });
  });
  const discounts: OrderDiscount[] = Array.from({ length: upTo(2) }, () => ({
    discountId: null,
    name: null,
    ...(upTo(1) === 0
      ? { amountCents: upTo(1_500), percent: null }
      : { amountCents: null, percent: upTo(4_000) / 100 }),
    lineIds: items.filter(() => upTo(2) === 0).map((line) => line.lineId),
    loyaltyRewardId: null,
  }));
  const fees = Array.from({ length: upTo(1) }, () => ({ feeId: null, name: null, amountCents: upTo(500) }));
  return { menu, order: requestOf({ items, discounts, fees, tipTotalCents: upTo(900) }).order };
}

const aCase = fc.gen().map((gen) => drawCase(gen));

function priceOf(
  menu: Menu,
  order: OrderRequest["order"],
  operation: "validate_order" | "submit_order" = "submit_order",
): PriceOutcome {
  return priceOrder({
    operation,
    request: requestOf(order),
    menu,
    store: { timezone: "America/Los_Angeles", currency: "USD" },
    switches: { subtotal_basis: "gross", price_tolerance_cents: 1 },
    now: NOW,
  });
}

/** What pricing finds, in the oracle's format; totals that the request sent are not judged here. */
function verdictOf(outcome: PriceOutcome): Verdict {
  const issues = outcome.kind === "refused" ? outcome.issues : [];
  const broken = issues
    .filter((issue) => issue.lineId !== undefined)
    .map((issue) => `${issue.code}@${issue.lineId}`);
  const { order } = outcome;
  return {
    broken: [...new Set(broken)].sort(),
    totals:
      order === null
        ? null
        : {
            subtotal: BigInt(order.grossSubtotalCents),
            discount: BigInt(order.discountTotalCents),
            taxes: Object.fromEntries(order.taxes.map((tax) => [tax.taxId, BigInt(tax.amountCents)])),
            grand: BigInt(order.computedGrandTotalCents),
          },
  };
}

/** The totals that a careful sender would send. */
function withTotals(menu: Menu, order: OrderRequest["order"]): OrderRequest["order"] {
  const found = priceOf(menu, order).order;
  if (found === null) return order;
  return {
    ...order,
    subtotalCents: found.grossSubtotalCents,
    discountTotalCents: found.discountTotalCents,
    taxTotalCents: found.taxTotalCents,
    feeTotalCents: found.feeTotalCents,
    grandTotalCents: found.computedGrandTotalCents,
  };
}

describe("priceOrder on generated menus", () => {
  it("agrees with an oracle that counts every unit", () => {
    let priced = 0;
    fc.assert(
      fc.property(aCase, ({ menu, order }) => {
        const verdict = judge(menu, order);
        expect(verdictOf(priceOf(menu, order))).toEqual(verdict);
        if (verdict.broken.length === 0) priced += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(priced).toBeGreaterThan(100);
  });

  it("accepts its own totals wherever no rule is broken", () => {
    fc.assert(
      fc.property(aCase, ({ menu, order }) => {
        fc.pre(judge(menu, order).broken.length === 0);
        const outcome = priceOf(menu, withTotals(menu, order));
        expect(outcome.kind === "refused" ? outcome.issues : []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses a grand total more than a cent away", () => {
    const offBy = fc.integer({ min: -5_000, max: 5_000 }).filter((cents) => Math.abs(cents) > 1);
    fc.assert(
      fc.property(aCase, offBy, ({ menu, order }, cents) => {
        const sent = withTotals(menu, order);
        fc.pre(judge(menu, order).broken.length === 0);
        const outcome = priceOf(menu, { ...sent, grandTotalCents: sent.grandTotalCents + cents });
        expect(outcome.kind === "refused" && outcome.issues.map((issue) => issue.code)).toEqual([
          "price_mismatch",
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("D: submits whatever it validates, unless its payments do not come to it", () => {
    const total = fc.constantFrom<"ours" | "none" | "wrong">("ours", "ours", "none", "wrong");
    const payment = fc.record({
      tenderId: fc.constant(null),
      type: fc.constantFrom(null, "card", "cash"),
      amountCents: fc.option(fc.nat(5_000)),
      tipCents: fc.option(fc.nat(900)),
      reference: fc.constant(null),
      cardLast4: fc.constant(null),
    });
    let validated = 0;
    fc.assert(
      fc.property(
        aCase,
        fc.array(total, { minLength: 4, maxLength: 4 }),
        fc.array(payment, { maxLength: 2 }),
        (drawn, ways, payments) => {
          const { menu } = drawn;
          const whole = withTotals(menu, drawn.order);
          const as = (at: number, cents: number) =>
            ways[at] === "ours" ? cents : ways[at] === "none" ? 0 : cents + 7;
          const order = {
            ...whole,
            payments,
            taxTotalCents: as(0, whole.taxTotalCents),
            discountTotalCents: as(1, whole.discountTotalCents),
            feeTotalCents: as(2, whole.feeTotalCents),
            tipTotalCents: as(3, whole.tipTotalCents),
          };
          if (priceOf(menu, order, "validate_order").kind !== "priced") return;
          validated += 1;
          const submitted = priceOf(menu, order);
          const issues = submitted.kind === "refused" ? submitted.issues : [];
          expect(issues.filter(({ field }) => field !== "order_details.payments")).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
    expect(validated).toBeGreaterThan(20);
  });

  it("takes all discounts from the lines, and from none more than it costs", () => {
    fc.assert(
      fc.property(aCase, ({ menu, order }) => {
        const found = priceOf(menu, order).order;
        fc.pre(found !== null);
        const shares = found?.lines.map((line) => line.discountCents) ?? [];
        expect(shares.reduce((sum, cents) => sum + cents, 0)).toBe(found?.discountTotalCents);
        for (const line of found?.lines ?? []) {
          expect(line.discountCents).toBeGreaterThanOrEqual(0);
          expect(line.discountCents).toBeLessThanOrEqual(line.totalCents);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives a line of two and two equal lines the same totals", () => {
    fc.assert(
      fc.property(aCase, ({ menu, order }) => {
        const discounts = order.discounts.map((discount) => ({ ...discount, lineIds: [] }));
        const [first, ...rest] = order.items;
        fc.pre(first !== undefined);
        const double = { ...order, discounts, items: [{ ...first, quantity: 2 }, ...rest] };
        const twice = {
          ...order,
          discounts,
          items: [{ ...first, quantity: 1 }, { ...first, lineId: "99", quantity: 1 }, ...rest],
        };
        expect(verdictOf(priceOf(menu, twice)).totals).toEqual(verdictOf(priceOf(menu, double)).totals);
      }),
      { numRuns: 300 },
    );
  });
});
