import { and, asc, count, gte, inArray, max, sql, sum } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { type OrderState, orders } from "../schema/order.ts";
import { inScope, type Scope } from "../sql/scope.ts";

/** What orders of one currency come to. */
export interface OrderSum {
  currency: string;
  count: number;
  totalCents: number;
  oldestReceivedAt: Date;
}

/** How many orders stand in these states, and what they are worth, by currency. */
export async function sumOrders(
  db: Database,
  args: { scope: Scope; states: readonly OrderState[] },
): Promise<OrderSum[]> {
  return await db.orm
    .select({
      currency: orders.currency,
      count: count(),
      totalCents: sum(orders.grandTotalCents).mapWith(Number),
      oldestReceivedAt: sql<Date>`min(${orders.receivedAt})`.mapWith(orders.receivedAt),
    })
    .from(orders)
    .where(and(inArray(orders.state, [...args.states]), inScope(args.scope, orders)))
    .groupBy(orders.currency)
    .orderBy(asc(orders.currency));
}

/** One store's orders over a span of time. */
export interface StoreOrders {
  locationId: LocationId;
  placed: number;
  notPlaced: number;
  lastOrderAt: Date | null;
}

/** The orders received since `since`, per store; stores without any are left out. */
export async function countOrdersByStore(
  db: Database,
  args: { scope: Scope; since: Date },
): Promise<StoreOrders[]> {
  return await db.orm
    .select({
      locationId: orders.locationId,
      placed: sql<number>`count(*) filter (where ${orders.state} = 'placed')`.mapWith(Number),
      notPlaced: sql<number>`count(*) filter (where ${orders.state} <> 'placed')`.mapWith(Number),
      lastOrderAt: max(orders.receivedAt),
    })
    .from(orders)
    .where(and(gte(orders.receivedAt, args.since), inScope(args.scope, orders)))
    .groupBy(orders.locationId);
}
