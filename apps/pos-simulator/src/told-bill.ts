import type {
  BridgeBill,
  BridgeLine,
  BridgeMenu,
  BridgeModifier,
  BridgeOrder,
} from "@parley/bridge-contract";
import { readOrder } from "./bill.ts";
import { TEST_ITEMS } from "./faults.ts";

/** What an item of `sim-other-bill` costs more than on the menu. */
const OTHER_BILL_CENTS = 16;

/** The bill that the till tells of an order: its own prices and sums, whatever the order says. */
export function billOf(menu: BridgeMenu, order: BridgeOrder): BridgeBill {
  const { subtotalCents, taxCents } = readOrder(menu, order);
  const { discount_cents, fee_cents, tip_cents } = order.totals;
  const moreCents = order.lines.reduce((sum, line) => sum + surchargeOf(line), 0);
  const subtotal = subtotalCents + moreCents;
  return {
    lines: order.lines.map((line) => ({
      line_id: line.line_id,
      item_id: line.item_id,
      name: line.name,
      quantity: line.quantity,
      total_cents: line.quantity * priceOf(menu, line) + surchargeOf(line),
      modifiers: modifiersOf(line.modifiers, line.quantity),
    })),
    totals: {
      subtotal_cents: subtotal,
      discount_cents,
      tax_cents: taxCents,
      fee_cents,
      tip_cents,
      grand_cents: Math.max(0, subtotal - discount_cents + taxCents + fee_cents + tip_cents),
    },
  };
}

function surchargeOf({ item_id, quantity }: BridgeLine): number {
  return item_id === TEST_ITEMS.otherBill ? quantity * OTHER_BILL_CENTS : 0;
}

function priceOf(menu: BridgeMenu, line: BridgeLine): number {
  const product = menu.products.find(({ id }) => id === line.item_id);
  const level = product?.price_levels.find(({ id }) => id === line.price_level_id);
  return level?.price_cents ?? product?.price_cents ?? 0;
}

function modifiersOf(
  modifiers: readonly BridgeModifier[],
  parents: number,
): BridgeBill["lines"][number]["modifiers"] {
  return modifiers.flatMap((modifier) => {
    const quantity = parents * modifier.quantity;
    const paid = parents * (modifier.quantity - modifier.free_quantity);
    const own = {
      modifier_id: modifier.modifier_id,
      name: modifier.name,
      quantity,
      total_cents: Math.max(0, paid) * modifier.unit_price_cents,
    };
    return [own, ...modifiersOf(modifier.modifiers, quantity)];
  });
}
