import type { ChosenLine, ChosenModifier, MenuIndex } from "./choice.ts";

/** The totals of an order. All amounts of the lab are PAR's hundredths, which PAR calls cents. */
export interface Bill {
  readonly subtotalCents: number;
  readonly taxTotalCents: number;
  readonly tipTotalCents: number;
  readonly grandTotalCents: number;
}

/** Cents by the set of taxes that fall on them; the key lists the tax ids, sorted. */
type TaxedCents = Map<string, number>;

function taxKey(taxIds: readonly string[]): string {
  return JSON.stringify([...taxIds].sort());
}

function add(taxed: TaxedCents, key: string, cents: number): void {
  taxed.set(key, (taxed.get(key) ?? 0) + cents);
}

/** Cents of the modifiers of one parent; free units go to the first of each group in the order of the request. */
function modifierCents(
  modifiers: readonly ChosenModifier[],
  parent: { readonly taxKey: string; readonly units: number },
  taxed: TaxedCents,
): number {
  const freeLeft = new Map<string, number>();
  let total = 0;
  for (const { modifier, group, quantity, modifiers: nested } of modifiers) {
    const free = Math.min(freeLeft.get(group.id) ?? group.freeQuantity, quantity);
    freeLeft.set(group.id, (freeLeft.get(group.id) ?? group.freeQuantity) - free);
    // A modifier without taxes of its own is taxed as what it belongs to.
    const key = modifier.taxIds.length > 0 ? taxKey(modifier.taxIds) : parent.taxKey;
    const charged = (quantity - free) * modifier.priceCents;
    add(taxed, key, charged * parent.units);
    const below = modifierCents(nested, { taxKey: key, units: parent.units * quantity }, taxed);
    total += charged + quantity * below;
  }
  return total;
}

/**
 * cents * percent / 100, exact, rounded half away from zero to whole `unit`s; `percent` is decimal text.
 */
function percentOf(cents: number, percent: string, unit: number): number {
  const [whole = "0", fraction = ""] = percent.split(".");
  const divisor = 100n * 10n ** BigInt(fraction.length) * BigInt(unit);
  const product = BigInt(cents) * BigInt(whole + fraction);
  return Number((2n * product + divisor) / (2n * divisor)) * unit;
}

/**
 * Adds up an order by the contract's rules (2.7a): a line is quantity times its price and its modifiers', nested
 * quantities multiply, each exclusive tax is rounded once over all that it falls on, the tip is not taxed.
 *
 * @param unit the smallest amount of the currency, in hundredths: what taxes are rounded to
 */
export function addUp(index: MenuIndex, lines: readonly ChosenLine[], tipCents: number, unit = 1): Bill {
  const taxed: TaxedCents = new Map();
  let subtotalCents = 0;
  for (const line of lines) {
    const key = taxKey(line.taxIds);
    add(taxed, key, line.unitPriceCents * line.quantity);
    const modifiers = modifierCents(line.modifiers, { taxKey: key, units: line.quantity }, taxed);
    subtotalCents += line.quantity * (line.unitPriceCents + modifiers);
  }
  const centsByTax = new Map<string, number>();
  for (const [key, cents] of taxed) {
    const ids: unknown = JSON.parse(key);
    if (!Array.isArray(ids)) continue;
    for (const id of ids) if (typeof id === "string") add(centsByTax, id, cents);
  }
  let taxTotalCents = 0;
  for (const [id, cents] of centsByTax) {
    const tax = index.taxes.get(id);
    // An inclusive tax is inside the prices already.
    if (tax !== undefined && !tax.inclusive) taxTotalCents += percentOf(cents, tax.ratePercent, unit);
  }
  const grandTotalCents = subtotalCents + taxTotalCents + tipCents;
  return { subtotalCents, taxTotalCents, tipTotalCents: tipCents, grandTotalCents };
}
