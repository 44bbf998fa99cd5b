import { defaultSwitches, type OrderLine, type OrderModifier, type OrderRequest } from "@parley/par-contract";
import type {
  Menu,
  MenuFee,
  MenuModifier,
  MenuModifierGroup,
  MenuProduct,
  MenuSection,
  MenuTax,
} from "../../pos/menu.ts";
import { type PriceOrderInput, type PriceOutcome, priceOrder } from "../price-order.ts";

/** Short ways to write menus and orders in the tests of this room. */

type Named<T> = Partial<T> & { id: string };

export function productOf(product: Named<MenuProduct>): MenuProduct {
  return {
    name: product.id,
    description: null,
    type: "item",
    priceCents: 0,
    isAvailable: true,
    imageUrl: null,
    calories: null,
    priceLevels: [],
    modifierGroupIds: [],
    taxIds: [],
    plu: null,
    ...product,
  };
}

export function groupOf(group: Named<MenuModifierGroup>): MenuModifierGroup {
  return { name: group.id, minSelected: 0, maxSelected: 99, freeQuantity: 0, modifierIds: [], ...group };
}

export function modifierOf(modifier: Named<MenuModifier>): MenuModifier {
  return {
    name: modifier.id,
    priceCents: 0,
    isAvailable: true,
    maxQuantity: 99,
    defaultQuantity: 0,
    modifierGroupIds: [],
    taxIds: [],
    ...modifier,
  };
}

export function taxOf(id: string, ratePercent: string, inclusive = false): MenuTax {
  return { id, name: id, ratePercent, inclusive };
}

export function feeOf(id: string, amountCents: number | null, taxIds: string[] = []): MenuFee {
  return { id, name: id, amountCents, taxIds };
}

export function sectionOf(section: Named<MenuSection>): MenuSection {
  return { name: section.id, orderTypes: [], servingTimes: [], categoryIds: ["all"], ...section };
}

/** A menu whose products are all offered all day for every order type, unless `menus` says otherwise. */
export function menuOf(parts: Partial<Menu>): Menu {
  const products = parts.products ?? [];
  const productIds = products.map((product) => product.id);
  return {
    currency: "USD",
    menus: [sectionOf({ id: "all-day" })],
    categories: [{ id: "all", name: "All", description: null, sortOrder: 1, productIds }],
    products,
    modifierGroups: [],
    modifiers: [],
    taxes: [],
    fees: [],
    ...parts,
  };
}

export function lineOf(line: Partial<OrderLine> & { itemId: string }): OrderLine {
  return {
    lineId: "1",
    priceLevelId: null,
    name: null,
    quantity: 1,
    unitPriceCents: null,
    comment: null,
    modifiers: [],
    ...line,
  };
}

export function choiceOf(modifierId: string, more: Partial<OrderModifier> = {}): OrderModifier {
  return {
    modifierId,
    modifierGroupId: null,
    name: null,
    quantity: 1,
    unitPriceCents: null,
    modifiers: [],
    ...more,
  };
}

export function requestOf(changes: Partial<OrderRequest["order"]>): OrderRequest {
  const order: OrderRequest["order"] = {
    onlineOrderId: "ONL-1",
    orderType: "takeout",
    isAsap: true,
    scheduledAt: null,
    currency: null,
    customer: null,
    delivery: null,
    curbside: null,
    tableNumber: null,
    notes: null,
    items: [],
    discounts: [],
    taxes: [],
    fees: [],
    payments: [],
    subtotalCents: 0,
    taxTotalCents: 0,
    discountTotalCents: 0,
    feeTotalCents: 0,
    tipTotalCents: 0,
    grandTotalCents: 0,
    ...changes,
  };
  return {
    requestUid: "uid-1",
    requestDatetime: "2026-01-15T12:34:56.789Z",
    organizationId: "ORG",
    locationId: "LOC",
    order,
    asSent: order,
  };
}

/** Thursday 15 January 2026, 04:34 in Los Angeles. */
export const NOW = new Date("2026-01-15T12:34:56.789Z");

/** Prices with the usual store and switches where the test does not say otherwise. */
export function price(
  menu: Menu,
  order: Partial<OrderRequest["order"]>,
  more: Partial<Omit<PriceOrderInput, "menu" | "request">> = {},
): PriceOutcome {
  return priceOrder({
    operation: "submit_order",
    store: { timezone: "America/Los_Angeles", currency: "USD" },
    switches: defaultSwitches,
    now: NOW,
    ...more,
    menu,
    request: requestOf(order),
  });
}

/** The refusals as `code field`, so that a table can name both. */
export function refusalsOf(outcome: PriceOutcome): string[] {
  return outcome.kind === "priced"
    ? []
    : outcome.issues.map((issue) => `${issue.code} ${issue.field ?? "-"}`);
}

/** The same order with the totals that pricing finds, so that only what a test changes is wrong. */
export function withOurTotals(
  menu: Menu,
  order: Partial<OrderRequest["order"]>,
  more: Partial<Omit<PriceOrderInput, "menu" | "request">> = {},
): Partial<OrderRequest["order"]> {
  const outcome = price(menu, order, more);
  const priced = outcome.order;
  if (priced === null) throw new Error("nothing of this order could be priced");
  return {
    ...order,
    subtotalCents: priced.subtotalCents,
    taxTotalCents: priced.taxTotalCents,
    discountTotalCents: priced.discountTotalCents,
    feeTotalCents: priced.feeTotalCents,
    tipTotalCents: priced.tipTotalCents,
    grandTotalCents: priced.computedGrandTotalCents,
  };
}
