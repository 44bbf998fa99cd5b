import type { PosBill, PosBillLine, PosBillModifier } from "../adapter.ts";
import type { SquareOrder } from "./answers.ts";

type Line = NonNullable<SquareOrder["lineItems"]>[number];
type Modifier = NonNullable<Line["modifiers"]>[number];

/**
 * What an order costs at Square, by Square's own record of it; null where that does not say enough.
 * @param tipCents what the payment adds, which the answer to CreateOrder does not have yet
 */
export function squareBill(order: SquareOrder, tipCents: number): PosBill | null {
  const lines: PosBillLine[] = [];
  for (const item of order.lineItems ?? []) {
    const line = lineOf(item);
    if (line === null) return null;
    lines.push(line);
  }
  const ownCents = lines.map(({ totalCents, modifiers }) => totalCents + sumOf(modifiers));
  const includedTipCents = order.totalTipMoney?.amount ?? 0;
  return {
    lines,
    totals: {
      subtotalCents: ownCents.reduce((sum, cents) => sum + cents, 0),
      discountCents: order.totalDiscountMoney?.amount ?? 0,
      taxCents: order.totalTaxMoney?.amount ?? 0,
      feeCents: order.totalServiceChargeMoney?.amount ?? 0,
      tipCents,
      grandCents: order.totalMoney.amount - includedTipCents + tipCents,
    },
  };
}

function lineOf(item: Line): PosBillLine | null {
  const quantity = countOf(item.quantity);
  if (quantity === null || item.basePriceMoney === undefined) return null;
  const modifiers: PosBillModifier[] = [];
  for (const entry of item.modifiers ?? []) {
    const modifier = modifierOf(entry, quantity);
    if (modifier === null) return null;
    modifiers.push(modifier);
  }
  return {
    // Square keeps none of ours; its lines stand in the sequence in which they were sent.
    lineId: null,
    itemId: item.catalogObjectId ?? null,
    name: item.name ?? null,
    quantity,
    totalCents: quantity * item.basePriceMoney.amount,
    modifiers,
  };
}

function modifierOf(entry: Modifier, lines: number): PosBillModifier | null {
  const each = countOf(entry.quantity ?? "1");
  if (each === null || entry.basePriceMoney === undefined) return null;
  const quantity = each * lines;
  return {
    modifierId: entry.catalogObjectId ?? null,
    name: entry.name ?? null,
    quantity,
    totalCents: quantity * entry.basePriceMoney.amount,
  };
}

function countOf(text: string | null | undefined): number | null {
  return text != null && /^[0-9]{1,6}$/.test(text) ? Number(text) : null;
}

function sumOf(modifiers: readonly PosBillModifier[]): number {
  return modifiers.reduce((sum, { totalCents }) => sum + totalCents, 0);
}
