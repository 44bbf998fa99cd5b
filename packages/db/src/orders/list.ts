import { and, eq, gte, inArray, isNotNull, lt, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { type OrderState, orders } from "../schema/order.ts";
import type { Cause } from "../schema/vocabulary.ts";
import { keyset, type Page } from "../sql/page.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import type { Order } from "./types.ts";

export interface OrderFilter {
  states?: readonly OrderState[] | undefined;
  causes?: readonly Cause[] | undefined;
  connectionId?: string | undefined;
  brandId?: string | undefined;
  locationId?: LocationId | undefined;
  orderType?: string | undefined;
  /** Only those that their POS contradicts. */
  isDisputed?: boolean | undefined;
  /** Received at or after. */
  from?: Date | undefined;
  /** Received before. */
  until?: Date | undefined;
}

/** Orders, newest first, at most `page.limit`; ask for one more than shown to learn whether more follow. */
export async function listOrders(
  db: Database,
  args: { scope: BrandScope; filter?: OrderFilter | undefined; page: Page },
): Promise<Order[]> {
  const { where, orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  return await db.orm
    .select()
    .from(orders)
    .where(and(inScope(args.scope, orders.brandId), filterCondition(args.filter ?? {}), where))
    .orderBy(...orderBy)
    .limit(limit);
}

/** The condition that an order passes the filter. */
export function filterCondition(filter: OrderFilter): SQL | undefined {
  return and(
    filter.states && inArray(orders.state, [...filter.states]),
    filter.causes && inArray(orders.cause, [...filter.causes]),
    filter.connectionId === undefined ? undefined : eq(orders.connectionId, filter.connectionId),
    filter.brandId === undefined ? undefined : eq(orders.brandId, filter.brandId),
    filter.locationId === undefined ? undefined : eq(orders.locationId, filter.locationId),
    filter.orderType === undefined ? undefined : eq(orders.orderType, filter.orderType),
    filter.isDisputed ? isNotNull(orders.disputedAt) : undefined,
    filter.from && gte(orders.receivedAt, filter.from),
    filter.until && lt(orders.receivedAt, filter.until),
  );
}
