import type { OrderLine, OrderModifier, OrderRequest } from "@parley/par-contract";
import type { Menu } from "../../pos/menu.ts";

/**
 * Says what an order costs and which rules it breaks, by another method than pricing: every single unit is
 * listed with its own price, and shares are found by fractions of big integers. It shares no code with
 * pricing, and is far too slow for anything but tests.
 */
export interface Verdict {
  /** `code@line`, sorted. */
  broken: string[];
  /** null where some price is unknown. */
  totals: { subtotal: bigint; discount: bigint; taxes: Record<string, bigint>; grand: bigint } | null;
}

interface Unit {
  line: number;
  cents: bigint;
  taxIds: readonly string[];
}

export function judge(menu: Menu, order: OrderRequest["order"]): Verdict {
  const broken: string[] = [];
  const units: Unit[] = [];
  let isKnown = true;
  for (const [at, line] of order.items.entries()) {
    const say = (code: string) => broken.push(`${code}@${line.lineId}`);
    const laid = layLine(menu, line, at, say);
    if (laid === null) isKnown = false;
    else units.push(...laid);
  }
  return { broken: [...new Set(broken)].sort(), totals: isKnown ? totalsOf(menu, order, units) : null };
}

function layLine(menu: Menu, line: OrderLine, at: number, say: (code: string) => void): Unit[] | null {
  const product = menu.products.find((candidate) => candidate.id === line.itemId);
  if (product === undefined) {
    say("item_not_found");
    return null;
  }
  if (!product.isAvailable || !areFillable(menu, product.modifierGroupIds)) say("item_unavailable");
  const level = product.priceLevels.find((candidate) => candidate.id === line.priceLevelId);
  if (line.priceLevelId !== null && level === undefined) say("price_level_not_found");
  const cents = BigInt(level?.priceCents ?? product.priceCents);

  const units: Unit[] = [];
  let isKnown = line.priceLevelId === null || level !== undefined;
  for (let copy = 0; copy < line.quantity; copy += 1) {
    units.push({ line: at, cents, taxIds: product.taxIds });
    const below = layChoices(
      { menu, groupIds: product.modifierGroupIds, taxIds: product.taxIds, at, say },
      line.modifiers,
    );
    if (below === null) isKnown = false;
    else units.push(...below);
  }
  return isKnown ? units : null;
}

interface Holder {
  menu: Menu;
  groupIds: readonly string[];
  taxIds: readonly string[];
  at: number;
  say: (code: string) => void;
}

function layChoices(holder: Holder, choices: readonly OrderModifier[]): Unit[] | null {
  const { menu, say } = holder;
  const groups = menu.modifierGroups.filter((group) => holder.groupIds.includes(group.id));
  const units: Unit[] = [];
  const takenBy = new Map<string, string[]>(groups.map((group) => [group.id, []]));
  let isKnown = true;
  for (const choice of choices) {
    const group = groups.find((candidate) => candidate.id === choice.modifierGroupId);
    const modifier = menu.modifiers.find((candidate) => candidate.id === choice.modifierId);
    if (modifier === undefined || group === undefined || !group.modifierIds.includes(modifier.id)) {
      say("modifier_not_found");
      isKnown = false;
      continue;
    }
    if (!isChoosable(menu, modifier)) say("modifier_unavailable");
    const taxIds = modifier.taxIds.length > 0 ? modifier.taxIds : holder.taxIds;
    const taken = takenBy.get(group.id) ?? [];
    for (let copy = 0; copy < choice.quantity; copy += 1) {
      taken.push(modifier.id);
      const isFree = taken.length <= group.freeQuantity;
      units.push({ line: holder.at, cents: isFree ? 0n : BigInt(modifier.priceCents), taxIds });
      const below = layChoices({ ...holder, groupIds: modifier.modifierGroupIds, taxIds }, choice.modifiers);
      if (below === null) isKnown = false;
      else units.push(...below);
    }
  }
  for (const group of groups) {
    const taken = takenBy.get(group.id) ?? [];
    if (taken.length < group.minSelected && areFillable(menu, [group.id])) say("modifier_min");
    if (taken.length > group.maxSelected) say("modifier_max");
    for (const modifier of menu.modifiers) {
      if (taken.filter((id) => id === modifier.id).length > modifier.maxQuantity) say("modifier_max");
    }
  }
  return isKnown ? units : null;
}

/** Whether some choice meets the rules of all these groups, by going down the whole tree. */
function areFillable(menu: Menu, groupIds: readonly string[]): boolean {
  return menu.modifierGroups
    .filter(({ id }) => groupIds.includes(id))
    .every(({ minSelected, modifierIds }) => {
      const members = menu.modifiers.filter(({ id }) => modifierIds.includes(id));
      const most = members.filter((member) => isChoosable(menu, member)).map((member) => member.maxQuantity);
      return most.reduce((sum, units) => sum + units, 0) >= minSelected;
    });
}

function isChoosable(menu: Menu, modifier: Menu["modifiers"][number]): boolean {
  return modifier.isAvailable && areFillable(menu, modifier.modifierGroupIds);
}

function totalsOf(
  menu: Menu,
  order: OrderRequest["order"],
  units: readonly Unit[],
): NonNullable<Verdict["totals"]> {
  const subtotal = total(units.map((unit) => unit.cents));
  const left = new Map<string, bigint>();
  const cellOf = (unit: Unit) => `${taxKey(menu, unit.taxIds)}/${String(unit.line).padStart(4, "0")}`;
  for (const unit of units) left.set(cellOf(unit), (left.get(cellOf(unit)) ?? 0n) + unit.cents);

  let discount = 0n;
  for (const sent of order.discounts) {
    const lines = order.items.flatMap((line, at) => (sent.lineIds.includes(line.lineId) ? [at] : []));
    const cells = [...left.keys()].sort().filter((cell) => {
      const line = Number(cell.slice(cell.indexOf("/") + 1));
      return sent.lineIds.length === 0 || lines.includes(line);
    });
    const there = total(cells.map((cell) => left.get(cell) ?? 0n));
    const wanted =
      sent.amountCents !== null
        ? BigInt(sent.amountCents)
        : nearest(there * tenThousandths(sent.percent ?? 0), 1_000_000n);
    const taken = wanted < there ? wanted : there;
    discount += taken;
    const keys = [...new Set(cells.map((cell) => cell.slice(0, cell.indexOf("/"))))].sort();
    const members = keys.map((key) => cells.filter((cell) => cell.startsWith(`${key}/`)));
    const shares = share(
      taken,
      members.map((names) => total(names.map((name) => left.get(name) ?? 0n))),
    );
    for (const [at, names] of members.entries()) {
      const parts = share(
        shares[at] ?? 0n,
        names.map((name) => left.get(name) ?? 0n),
      );
      for (const [which, name] of names.entries())
        left.set(name, (left.get(name) ?? 0n) - (parts[which] ?? 0n));
    }
  }

  const taxes: Record<string, bigint> = {};
  let added = 0n;
  for (const [at, tax] of menu.taxes.entries()) {
    const cells = [...left.keys()].filter((cell) =>
      cell.slice(0, cell.indexOf("/")).split(",").includes(String(at)),
    );
    if (cells.length === 0) continue;
    // All rates of the generated menus have at most four decimals, so ten-thousandths of a percent are exact.
    // Every cell is brought to one denominator: the product of all that occur.
    const wholes = cells.map((cell) =>
      tax.inclusive ? 1_000_000n + total(inclusiveRates(menu, cell.slice(0, cell.indexOf("/")))) : 1_000_000n,
    );
    const denominator = wholes.reduce((product, whole) => product * whole, 1n);
    const numerator = total(
      cells.map(
        (cell, n) =>
          ((left.get(cell) ?? 0n) * tenThousandths(Number(tax.ratePercent)) * denominator) /
          (wholes[n] ?? 1n),
      ),
    );
    const amount = nearest(numerator, denominator);
    taxes[tax.id] = amount;
    if (!tax.inclusive) added += amount;
  }
  const fees = total(order.fees.map((fee) => BigInt(fee.amountCents)));
  return {
    subtotal,
    discount,
    taxes,
    grand: subtotal - discount + added + fees + BigInt(order.tipTotalCents),
  };
}

function taxKey(menu: Menu, taxIds: readonly string[]): string {
  return menu.taxes.flatMap((tax, at) => (taxIds.includes(tax.id) ? [String(at)] : [])).join(",");
}

function inclusiveRates(menu: Menu, key: string): bigint[] {
  const positions = key.split(",");
  return menu.taxes.flatMap((tax, at) =>
    tax.inclusive && positions.includes(String(at)) ? [tenThousandths(Number(tax.ratePercent))] : [],
  );
}

/** A percentage as whole ten-thousandths of a percent, by moving the point in its text. */
function tenThousandths(percent: number): bigint {
  const [whole = "0", fraction = ""] = percent.toFixed(4).split(".");
  return BigInt(whole + fraction);
}

/** Gives out whole cents one at a time, each to whoever is furthest below the exact share. */
function share(amount: bigint, weights: readonly bigint[]): bigint[] {
  const all = total(weights);
  if (all === 0n) return weights.map(() => 0n);
  const given = weights.map((weight) => (amount * weight) / all);
  const missing = (at: number) => amount * (weights[at] ?? 0n) - (given[at] ?? 0n) * all;
  while (total(given) < amount) {
    let neediest = 0;
    for (let at = 1; at < weights.length; at += 1) if (missing(at) > missing(neediest)) neediest = at;
    given[neediest] = (given[neediest] ?? 0n) + 1n;
  }
  return given;
}

/** Nearest whole number; halves go up, which for amounts is away from zero. */
function nearest(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  return 2n * (numerator - whole * denominator) >= denominator ? whole + 1n : whole;
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
