import { and, eq, inArray, max } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orderEvents } from "../schema/attempt.ts";
import { orders } from "../schema/order.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";
import type { Order } from "./types.ts";

/** One order by our id, or null when it does not exist for this scope. */
export async function findOrder(
  db: Database,
  args: { scope: Scope; orderId: string },
): Promise<Order | null> {
  const [row] = await db.orm
    .select()
    .from(orders)
    .where(and(eq(orders.id, args.orderId), inScope(args.scope, orders)));
  return row ?? null;
}

/** Orders by our ids, without those that do not exist for this scope. */
export async function listOrdersById(
  db: Database,
  args: { scope: Scope; ids: readonly string[] },
): Promise<Order[]> {
  return await db.orm
    .select()
    .from(orders)
    .where(and(inArray(orders.id, [...args.ids]), inScope(args.scope, orders)));
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
