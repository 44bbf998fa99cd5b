import type { BridgeLine, BridgeMenu, BridgeModifier, BridgeOrder } from "@parley/bridge-contract";

/**
 * The till's own sums, from its own prices. They share no code with Parley's, on purpose: if both
 * sides get the same cents, both understood the order in the same way.
 */
export interface Bill {
  /** One amount for each of the order's lines, in their sequence, before discounts. */
  lineCents: number[];
  subtotalCents: number;
  /** Exclusive taxes. */
  taxCents: number;
}

/** A part of a line that has the same taxes throughout. */
interface Portion {
  taxIds: readonly string[];
  cents: number;
}

/** Adds up an order whose every item and modifier is on the menu. */
export function readOrder(menu: BridgeMenu, order: BridgeOrder): Bill {
  const portions = order.lines.map((line) => linePortions(menu, line));
  const lineCents = portions.map((parts) => parts.reduce((total, part) => total + part.cents, 0));
  return {
    lineCents,
    subtotalCents: lineCents.reduce((total, cents) => total + cents, 0),
    taxCents: exclusiveTax(menu, order, portions, lineCents),
  };
}

function linePortions(menu: BridgeMenu, line: BridgeLine): Portion[] {
  const product = menu.products.find((entry) => entry.id === line.item_id);
  if (!product) return [];
  const level = product.price_levels.find((entry) => entry.id === line.price_level_id);
  const price = level?.price_cents ?? product.price_cents;
  return [
    { taxIds: product.tax_ids, cents: line.quantity * price },
    ...modifierPortions(menu, product.modifier_group_ids, line.modifiers, line.quantity, product.tax_ids),
  ];
}

function modifierPortions(
  menu: BridgeMenu,
  groupIds: readonly string[],
  chosen: readonly BridgeModifier[],
  parents: number,
  parentTaxIds: readonly string[],
): Portion[] {
  const freeLeft = new Map(
    menu.modifier_groups
      .filter((group) => groupIds.includes(group.id))
      .map((group) => [group.id, group.free_quantity]),
  );
  return chosen.flatMap((choice) => {
    const modifier = menu.modifiers.find((entry) => entry.id === choice.modifier_id);
    if (!modifier) return [];
    const groupId = choice.modifier_group_id ?? groupOf(menu, groupIds, choice.modifier_id);
    const free = Math.min(choice.quantity, freeLeft.get(groupId) ?? 0);
    freeLeft.set(groupId, (freeLeft.get(groupId) ?? 0) - free);
    const taxIds = modifier.tax_ids.length > 0 ? modifier.tax_ids : parentTaxIds;
    const units = parents * choice.quantity;
    return [
      { taxIds, cents: parents * (choice.quantity - free) * modifier.price_cents },
      ...modifierPortions(menu, modifier.modifier_group_ids, choice.modifiers, units, taxIds),
    ];
  });
}

function groupOf(menu: BridgeMenu, groupIds: readonly string[], modifierId: string): string {
  const group = menu.modifier_groups.find(
    (entry) => groupIds.includes(entry.id) && entry.modifier_ids.includes(modifierId),
  );
  return group?.id ?? "";
}

function exclusiveTax(
  menu: BridgeMenu,
  order: BridgeOrder,
  portions: readonly Portion[][],
  lineCents: readonly number[],
): number {
  const discounts = spreadDiscounts(order, lineCents);
  const taxable = new Map<string, number>();
  const addTo = (taxIds: readonly string[], cents: number) => {
    for (const id of taxIds) taxable.set(id, (taxable.get(id) ?? 0) + cents);
  };
  portions.forEach((parts, at) => {
    const whole = lineCents[at] ?? 0;
    let left = discounts[at] ?? 0;
    parts.forEach((part, index) => {
      const isLast = index === parts.length - 1;
      const share = isLast ? left : Math.floor(whole === 0 ? 0 : ((discounts[at] ?? 0) * part.cents) / whole);
      left -= share;
      addTo(part.taxIds, part.cents - share);
    });
  });
  for (const fee of order.fees) {
    addTo(menu.fees.find((entry) => entry.id === fee.fee_id)?.tax_ids ?? [], fee.amount_cents);
  }
  return menu.taxes
    .filter((tax) => !tax.inclusive)
    .reduce((total, tax) => total + percentOf(taxable.get(tax.id) ?? 0, tax.rate_percent), 0);
}

/** Each line's part of all discounts, by amount; leftover cents go to the largest remainders. */
function spreadDiscounts(order: BridgeOrder, lineCents: readonly number[]): number[] {
  const spread = lineCents.map(() => 0);
  for (const discount of order.discounts) {
    const targets = order.lines.flatMap((line, at) =>
      discount.line_ids.length === 0 || discount.line_ids.includes(line.line_id) ? [at] : [],
    );
    const base = targets.reduce((total, at) => total + (lineCents[at] ?? 0), 0);
    if (base === 0) continue;
    const shares = targets.map((at) => {
      const exact = (discount.amount_cents * (lineCents[at] ?? 0)) / base;
      return { at, cents: Math.floor(exact), remainder: exact - Math.floor(exact) };
    });
    let left = discount.amount_cents - shares.reduce((total, share) => total + share.cents, 0);
    for (const share of shares.toSorted((a, b) => b.remainder - a.remainder)) {
      const extra = left > 0 ? 1 : 0;
      left -= extra;
      spread[share.at] = (spread[share.at] ?? 0) + share.cents + extra;
    }
  }
  return spread;
}

/** Exact: the rate is decimal text; half a cent goes up. */
function percentOf(cents: number, ratePercent: string): number {
  const [whole = "0", fraction = ""] = ratePercent.split(".");
  const scale = 10n ** BigInt(fraction.length);
  const divisor = 100n * scale;
  const product = BigInt(cents) * BigInt(whole + fraction);
  return Number((product * 2n + divisor) / (divisor * 2n));
}
