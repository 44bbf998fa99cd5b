import type { OrderPayload } from "@parley/db/orders";
import type { PosModifier } from "../pos/adapter.ts";
import { findPosOrder, findPriced } from "./payload.ts";

/** An item of an order, or a modifier of the item above it, for people to read. */
export interface OrderLine {
  /** PAR's line id; a modifier has its item's. */
  lineId: string;
  itemId: string;
  name: string;
  quantity: number;
  unitPriceCents: number;
  /** An item with its modifiers; a modifier by itself. */
  totalCents: number;
  comment: string | null;
  /** 0 for an item, 1 for its modifiers, 2 for theirs. */
  depth: number;
}

/** The lines as priced, each followed by its modifiers; none where none were priced or can be read. */
export function linesOf(payload: OrderPayload | null): OrderLine[] {
  const lines = findPriced(payload)?.lines ?? findPosOrder(payload)?.lines ?? [];
  return lines.flatMap((line) => [
    {
      lineId: line.lineId,
      itemId: line.itemId,
      name: line.name ?? line.itemId,
      quantity: line.quantity,
      unitPriceCents: line.unitPriceCents,
      totalCents: line.totalCents,
      comment: line.comment,
      depth: 0,
    },
    ...modifierLines(line.modifiers, { lineId: line.lineId, quantity: line.quantity, depth: 1 }),
  ]);
}

/** @param parent what the modifiers belong to, and how many of it there are: a modifier's quantity is per one */
function modifierLines(
  modifiers: readonly PosModifier[],
  parent: { lineId: string; quantity: number; depth: number },
): OrderLine[] {
  const { lineId, depth } = parent;
  return modifiers.flatMap((modifier) => {
    const quantity = modifier.quantity * parent.quantity;
    const paid = (modifier.quantity - modifier.freeQuantity) * parent.quantity;
    const own: OrderLine = {
      lineId,
      itemId: modifier.modifierId,
      name: modifier.name ?? modifier.modifierId,
      quantity,
      unitPriceCents: modifier.unitPriceCents,
      totalCents: paid * modifier.unitPriceCents,
      comment: null,
      depth,
    };
    return [own, ...modifierLines(modifier.modifiers, { lineId, quantity, depth: depth + 1 })];
  });
}
