import type { BridgeBill } from "@parley/bridge-contract";
import type { PosBill } from "../adapter.ts";

/** The bill of a bridge's answer in our words. */
export function readBridgeBill({ lines, totals }: BridgeBill): PosBill {
  return {
    lines: lines.map((line) => ({
      lineId: line.line_id,
      itemId: line.item_id,
      name: line.name,
      quantity: line.quantity,
      totalCents: line.total_cents,
      modifiers: line.modifiers.map((modifier) => ({
        modifierId: modifier.modifier_id,
        name: modifier.name,
        quantity: modifier.quantity,
        totalCents: modifier.total_cents,
      })),
    })),
    totals: {
      subtotalCents: totals.subtotal_cents,
      discountCents: totals.discount_cents,
      taxCents: totals.tax_cents,
      feeCents: totals.fee_cents,
      tipCents: totals.tip_cents,
      grandCents: totals.grand_cents,
    },
  };
}
