import type { PosModifier, PosOrder } from "./adapter.ts";
import { writeBridgeOrder } from "./bridge/order.ts";

/** What every POS of the bridge must take (docs/bridge.md, chapter 5), in bytes of UTF-8. */
export const ORDER_BYTES_MAX = 1024 * 1024;

/**
 * How many bytes an order has where it is larger than what every POS must take, as the bridge writes it, which every
 * kind of POS is held to; null where it is not. Names of the menu make an order larger than what PAR sent.
 */
export function bytesIfTooLarge(order: PosOrder, max = ORDER_BYTES_MAX): number | null {
  // Nearly all orders are so far below that their texts' lengths tell, which takes a twentieth of writing one.
  if (bytesAtMost(order) <= max) return null;
  const bytes = Buffer.byteLength(JSON.stringify(writeBridgeOrder(order, { hasShortCode: true })));
  return bytes > max ? bytes : null;
}

/** One UTF-16 unit in JSON: three bytes of UTF-8, or an escape such as `\u0007`. */
const UNIT_MAX = 6;
// Names, punctuation and numbers of what is written, a number with 25 characters at most; texts come on top.
const ORDER_MAX = 2_000;
const ENTRY_MAX = 400;
/** Around a text in a list: quotes and a comma. */
const QUOTES = 3;

/** No less than what an order takes, and six times as much at most beside what names and numbers do. */
function bytesAtMost(order: PosOrder): number {
  const { guest, delivery, curbside } = order;
  let units = length(order.reference) + length(order.store) + length(order.onlineOrderId);
  units += length(order.requestUid) + length(order.orderType) + length(order.scheduledAt);
  units += length(order.currency) + length(order.tableNumber) + length(order.notes);
  if (guest !== null) units += lengthOf(guest);
  if (delivery !== null) units += lengthOf(delivery);
  if (curbside !== null) units += lengthOf(curbside);
  let bytes = ORDER_MAX;
  for (const line of order.lines) {
    units += length(line.lineId) + length(line.itemId) + length(line.priceLevelId);
    units += length(line.name) + length(line.comment);
    bytes += ENTRY_MAX + modifierBytesAtMost(line.modifiers);
  }
  for (const { discountId, name, lineIds } of order.discounts) {
    units += length(discountId) + length(name);
    for (const lineId of lineIds) bytes += length(lineId) * UNIT_MAX + QUOTES;
    bytes += ENTRY_MAX;
  }
  for (const { taxId, name, ratePercent } of order.taxes) {
    units += length(taxId) + length(name) + length(ratePercent);
    bytes += ENTRY_MAX;
  }
  for (const { feeId, name } of order.fees) {
    units += length(feeId) + length(name);
    bytes += ENTRY_MAX;
  }
  return bytes + units * UNIT_MAX;
}

function modifierBytesAtMost(modifiers: readonly PosModifier[]): number {
  let bytes = 0;
  for (const { modifierId, modifierGroupId, name, modifiers: within } of modifiers) {
    bytes += ENTRY_MAX + (length(modifierId) + length(modifierGroupId) + length(name)) * UNIT_MAX;
    bytes += modifierBytesAtMost(within);
  }
  return bytes;
}

function length(text: string | null): number {
  return text === null ? 0 : text.length;
}

function lengthOf(texts: object): number {
  let units = 0;
  for (const text of Object.values(texts)) if (typeof text === "string") units += text.length;
  return units;
}
