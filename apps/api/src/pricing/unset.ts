import type { OrderDetails, OrderModifier } from "@parley/par-contract";
import type { PricedLine, PricedModifier, PricingNote } from "./types.ts";

/** Whether a reference that the menu does not know is the 0 of an id that was never set. */
export function isUnsetId(id: string): boolean {
  return id === "0";
}

/** Notes unit prices of 0 beside other prices in the menu, which were taken as not set. */
export function noteZeroPrices(
  order: OrderDetails,
  lines: readonly PricedLine[],
  notes: PricingNote[],
): void {
  let count = 0;
  const look = (sent: readonly OrderModifier[], priced: readonly PricedModifier[]): void => {
    let at = -1;
    for (const modifier of sent) {
      at += 1;
      const ours = priced[at];
      if (ours === undefined) continue;
      const isFree = ours.freeQuantity === ours.quantity;
      if (modifier.unitPriceCents === 0 && ours.unitPriceCents > 0 && !isFree) count += 1;
      look(modifier.modifiers, ours.modifiers);
    }
  };
  let at = -1;
  for (const item of order.items) {
    at += 1;
    const line = lines[at];
    if (line === undefined) continue;
    if (item.unitPriceCents === 0 && line.unitPriceCents > 0) count += 1;
    look(item.modifiers, line.modifiers);
  }
  if (count > 0) notes.push({ kind: "zero_prices_ignored", count });
}
