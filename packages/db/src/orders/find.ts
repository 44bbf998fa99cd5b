import { and, eq, max } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orderEvents } from "../schema/attempt.ts";
import { orders } from "../schema/order.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";
import type { Order } from "./types.ts";

/** One order by our id, or null when it does not exist for this scope. */
export async function findOrder(
  db: Database,
  args: { scope: BrandScope; orderId: string },
): Promise<Order | null> {
  const [row] = await db.orm
    .select()
    .from(orders)
    .where(and(eq(orders.id, args.orderId), inScope(args.scope, orders.brandId)));
  return row ?? null;
}

/**
 * When the last try of an order ended: by its result, or with the lease of a worker that was lost; and what the time
 * is now, by the same clock. Null before the first end.
 */
export async function lastTryEnd(
  db: Database,
  args: { orderId: string; now: LedgerNow },
): Promise<{ at: Date; now: Date } | null> {
  const { orderId, now } = args;
  const [row] = await db.orm
    .select({ at: max(orderEvents.at), now: momentOf(now).mapWith(orderEvents.at) })
    .from(orderEvents)
    .where(and(eq(orderEvents.orderId, orderId), eq(orderEvents.fromState, "dispatching")));
  return row?.at == null ? null : { at: row.at, now: row.now };
}
