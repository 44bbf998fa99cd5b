import type { PosOrder } from "./adapter.ts";
import { writeBridgeOrder } from "./bridge/order.ts";

/** What every POS of the bridge must take (docs/bridge.md, chapter 5), in bytes of UTF-8. */
export const ORDER_BYTES_MAX = 1024 * 1024;

/**
 * How large an order is for a POS, in bytes: as the bridge writes it, which every kind of POS is held to. Names of the
 * menu make an order larger than what PAR sent.
 */
export function orderBytes(order: PosOrder): number {
  return Buffer.byteLength(JSON.stringify(writeBridgeOrder(order, { hasShortCode: true })));
}
