import { lastTryEnd, type Order } from "@parley/db/orders";
import type { Store } from "../../stores/store.ts";
import type { DispatchDeps } from "../dispatch/attempt.ts";

/**
 * The moment from which no request for the order can still reach its POS; null where it has passed, where nothing was
 * sent, or provably nothing of it arrived.
 */
export async function quietFromOf(
  deps: Pick<DispatchDeps, "db" | "pos" | "ledgerNow">,
  order: Order,
  store: Store | null,
): Promise<Date | null> {
  if (!order.ambiguous || store === null) return null;
  const end = await lastTryEnd(deps.db, { orderId: order.id, now: deps.ledgerNow() });
  if (end === null) return null;
  const from = new Date(end.at.getTime() + deps.pos.adapterFor(store).quietPeriodMs);
  return from > end.now ? from : null;
}
