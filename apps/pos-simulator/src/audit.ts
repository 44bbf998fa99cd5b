import {
  type BridgeIssue,
  type BridgeLine,
  type BridgeMenu,
  type BridgeModifier,
  type BridgeOrder,
  currencyExponent,
} from "@parley/bridge-contract";
import { readOrder } from "./bill.ts";

/** Cents by which a total may differ: Parley passes PAR's figure on where its own is one cent off. */
const TOLERANCE_CENTS = 1;

/**
 * Everything that is wrong with an order according to this till's own menu and arithmetic.
 * An empty list means that the till accepts it.
 */
export function auditOrder(menu: BridgeMenu, order: BridgeOrder): BridgeIssue[] {
  const issues: BridgeIssue[] = [];
  if (!menu.menus.some((section) => section.order_types.some((type) => type === order.order_type))) {
    issues.push({ code: "unsupported_order_type", message: `No ${order.order_type} orders here` });
  }
  if (order.currency !== menu.currency) {
    issues.push({
      code: "declined",
      message: "The till counts in another currency",
      expected: menu.currency,
      actual: order.currency,
    });
  }
  for (const line of order.lines) issues.push(...auditLine(menu, line));
  // There is no sum to compare unless every item is known.
  if (issues.length === 0) issues.push(...auditTotals(menu, order));
  return issues;
}

function auditLine(menu: BridgeMenu, line: BridgeLine): BridgeIssue[] {
  const issues: BridgeIssue[] = [];
  const report = (code: string, message: string, more: Partial<BridgeIssue> = {}) =>
    issues.push({ code, message, line_id: line.line_id, ...more });
  const product = menu.products.find((entry) => entry.id === line.item_id);
  if (!product) {
    report("item_not_found", `No item ${line.item_id}`);
    return issues;
  }
  if (!product.is_available) report("item_unavailable", `${product.name} is sold out`);
  let priceCents = product.price_cents;
  if (line.price_level_id !== null) {
    const level = product.price_levels.find((entry) => entry.id === line.price_level_id);
    if (!level) report("price_level_not_found", `${product.name} has no size ${line.price_level_id}`);
    else if (!level.is_available) report("item_unavailable", `${product.name} ${level.name} is sold out`);
    priceCents = level?.price_cents ?? priceCents;
  }
  if (line.unit_price_cents !== priceCents) {
    report(
      "price_mismatch",
      `${product.name} has another price`,
      differ(menu, priceCents, line.unit_price_cents),
    );
  }
  auditModifiers({
    menu,
    groupIds: product.modifier_group_ids,
    chosen: line.modifiers,
    parent: product.name,
    report,
  });
  return issues;
}

interface ModifierAudit {
  menu: BridgeMenu;
  groupIds: readonly string[];
  chosen: readonly BridgeModifier[];
  parent: string;
  report(code: string, message: string, more?: Partial<BridgeIssue>): void;
}

function auditModifiers({ menu, groupIds, chosen, parent, report }: ModifierAudit): void {
  const groups = menu.modifier_groups.filter((group) => groupIds.includes(group.id));
  const countByGroup = new Map<string, number>();
  for (const choice of chosen) {
    const group = groups.find(
      (entry) =>
        (choice.modifier_group_id === null || entry.id === choice.modifier_group_id) &&
        entry.modifier_ids.includes(choice.modifier_id),
    );
    const modifier = menu.modifiers.find((entry) => entry.id === choice.modifier_id);
    if (!group || !modifier) {
      report("modifier_not_found", `${parent} has no choice ${choice.modifier_id}`);
      continue;
    }
    if (!modifier.is_available) report("modifier_unavailable", `${modifier.name} is sold out`);
    if (choice.unit_price_cents !== modifier.price_cents) {
      report(
        "price_mismatch",
        `${modifier.name} has another price`,
        differ(menu, modifier.price_cents, choice.unit_price_cents),
      );
    }
    if (choice.quantity > modifier.max_quantity) report("modifier_max", `Too much ${modifier.name}`);
    countByGroup.set(group.id, (countByGroup.get(group.id) ?? 0) + choice.quantity);
    auditModifiers({
      menu,
      groupIds: modifier.modifier_group_ids,
      chosen: choice.modifiers,
      parent: modifier.name,
      report,
    });
  }
  for (const group of groups) {
    const count = countByGroup.get(group.id) ?? 0;
    if (count < group.min_selected) report("modifier_min", `${parent} needs a choice of ${group.name}`);
    if (count > group.max_selected) report("modifier_max", `${parent} takes fewer of ${group.name}`);
  }
}

function auditTotals(menu: BridgeMenu, order: BridgeOrder): BridgeIssue[] {
  const issues: BridgeIssue[] = [];
  const { totals } = order;
  const bill = readOrder(menu, order);
  order.lines.forEach((line, at) => {
    const cents = bill.lineCents[at] ?? 0;
    if (cents !== line.total_cents) {
      const more = differ(menu, cents, line.total_cents);
      issues.push({
        code: "price_mismatch",
        message: "The line has another sum",
        line_id: line.line_id,
        ...more,
      });
    }
  });
  const compare = (code: string, name: string, ours: number, theirs: number, tolerance: number) => {
    if (Math.abs(ours - theirs) > tolerance) {
      issues.push({ code, message: `The ${name} is another`, ...differ(menu, ours, theirs) });
    }
  };
  compare("total_mismatch", "subtotal", bill.subtotalCents, totals.subtotal_cents, 0);
  compare("total_mismatch", "discount", sum(order.discounts), totals.discount_cents, 0);
  compare("total_mismatch", "fee total", sum(order.fees), totals.fee_cents, 0);
  // There is more than one fair way to spread a discount over lines with different taxes.
  const taxTolerance = TOLERANCE_CENTS + (order.discounts.length > 0 ? menu.taxes.length : 0);
  compare("tax_mismatch", "tax", bill.taxCents, totals.tax_cents, taxTolerance);
  const grand =
    totals.subtotal_cents - totals.discount_cents + totals.tax_cents + totals.fee_cents + totals.tip_cents;
  compare("total_mismatch", "grand total", grand, totals.grand_cents, TOLERANCE_CENTS);
  return issues;
}

function sum(entries: readonly { amount_cents: number }[]): number {
  return entries.reduce((total, entry) => total + entry.amount_cents, 0);
}

/** Amounts as people read them: 950 cents as 9.50, 1200 yen as 1200. */
function differ(
  { currency }: BridgeMenu,
  expected: number,
  actual: number,
): { expected: string; actual: string } {
  const exponent = currencyExponent(currency);
  const text = (cents: number) => (cents / 10 ** exponent).toFixed(exponent);
  return { expected: text(expected), actual: text(actual) };
}
