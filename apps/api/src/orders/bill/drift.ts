import type { BillDrift } from "@parley/db/orders";
import type { PosBill, PosBillLine, PosModifier, PosOrder } from "../../pos/adapter.ts";

/** Where the POS's bill first differs from the order that it was sent, line by line, then sum by sum; null: nowhere. */
export function driftOf(sent: PosOrder, bill: PosBill): BillDrift | null {
  return lineDrift(sent, bill) ?? sumDrift(sent, bill);
}

function lineDrift(sent: PosOrder, bill: PosBill): BillDrift | null {
  // A bill of sums alone says nothing of lines.
  if (bill.lines.length === 0) return null;
  for (const [index, line] of sent.lines.entries()) {
    const said = billLineOf(bill, line.lineId, index);
    const base = { itemId: line.itemId, name: line.name };
    const oursCents = line.quantity * line.unitPriceCents;
    if (said === null) return { ...base, kind: "missing", oursCents, posCents: 0 };
    if (said.totalCents !== oursCents) return { ...base, kind: "item", oursCents, posCents: said.totalCents };
    const found = modifierDrift(amountsOf(line.modifiers, line.quantity), said);
    if (found !== null) return found;
  }
  return null;
}

/** The bill's line of one of ours: by its id where the POS keeps that, else by its place. */
export function billLineOf(bill: PosBill, lineId: string, index: number): PosBillLine | null {
  const known = bill.lines.find((line) => line.lineId === lineId);
  if (known !== undefined) return known;
  const there = bill.lines[index];
  return there?.lineId === null ? there : null;
}

/** A modifier of a line, added up over its places: a POS may split what is free from what is paid. */
export interface ModifierAmount {
  modifierId: string;
  name: string | null;
  quantity: number;
  /** How many of them are not free. */
  paid: number;
  totalCents: number;
}

function modifierDrift(ours: readonly ModifierAmount[], said: PosBillLine): BillDrift | null {
  for (const { modifierId, name, totalCents } of ours) {
    const posCents = said.modifiers
      .filter((each) => each.modifierId === modifierId)
      .reduce((sum, each) => sum + each.totalCents, 0);
    if (posCents !== totalCents)
      return { kind: "modifier", itemId: modifierId, name, oursCents: totalCents, posCents };
  }
  return null;
}

/** The modifiers of a line with all below them, each once, counted for all of the line. */
export function amountsOf(modifiers: readonly PosModifier[], parents: number): ModifierAmount[] {
  const amounts = new Map<string, ModifierAmount>();
  const add = (entries: readonly PosModifier[], count: number) => {
    for (const { modifierId, name, quantity, freeQuantity, unitPriceCents, modifiers: below } of entries) {
      const known = amounts.get(modifierId) ?? { modifierId, name, quantity: 0, paid: 0, totalCents: 0 };
      const paid = (quantity - freeQuantity) * count;
      known.quantity += quantity * count;
      known.paid += paid;
      known.totalCents += paid * unitPriceCents;
      amounts.set(modifierId, known);
      add(below, quantity * count);
    }
  };
  add(modifiers, parents);
  return [...amounts.values()];
}

const SUMS = [
  ["subtotal", "subtotalCents"],
  ["discount", "discountCents"],
  ["fee", "feeCents"],
  ["tax", "taxCents"],
  ["tip", "tipCents"],
  ["grand", "grandCents"],
] as const;

function sumDrift({ totals }: PosOrder, bill: PosBill): BillDrift | null {
  for (const [kind, name] of SUMS) {
    const [oursCents, posCents] = [totals[name], bill.totals[name]];
    if (oursCents !== posCents) return { kind, itemId: null, name: null, oursCents, posCents };
  }
  return null;
}
