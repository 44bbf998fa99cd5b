import { and, eq, gte, inArray, isNotNull, lt, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { type OrderState, orders } from "../schema/order.ts";
import type { Cause } from "../schema/vocabulary.ts";
import { keyset, type Page } from "../sql/page.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import { searchCondition } from "./search.ts";
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

// A search that finds no good plan must not hold a connection of the pool that PAR's door uses.
const SEARCH_TIMEOUT = sql`set local statement_timeout = '2s'`;

/**
 * Orders, newest first, at most `page.limit`; ask for one more than shown to learn whether more follow. With
 * `search`, those that the pasted term may mean (see `detectSearchTerm`).
 */
export async function listOrders(
  db: Database,
  args: {
    scope: BrandScope;
    filter?: OrderFilter | undefined;
    search?: string | null | undefined;
    page: Page;
  },
): Promise<Order[]> {
  const { scope, filter = {} } = args;
  const search = args.search?.trim() ?? "";
  const { where, orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const condition = and(
    inScope(scope, orders.brandId),
    filter.states && inArray(orders.state, [...filter.states]),
    filter.causes && inArray(orders.cause, [...filter.causes]),
    filter.connectionId === undefined ? undefined : eq(orders.connectionId, filter.connectionId),
    filter.brandId === undefined ? undefined : eq(orders.brandId, filter.brandId),
    filter.locationId === undefined ? undefined : eq(orders.locationId, filter.locationId),
    filter.orderType === undefined ? undefined : eq(orders.orderType, filter.orderType),
    filter.isDisputed ? isNotNull(orders.disputedAt) : undefined,
    filter.from && gte(orders.receivedAt, filter.from),
    filter.until && lt(orders.receivedAt, filter.until),
    search === "" ? undefined : searchCondition(db, scope, search),
    where,
  );
  const select = (orm: Pick<Database["orm"], "select">) =>
    orm
      .select()
      .from(orders)
      .where(condition)
      .orderBy(...orderBy)
      .limit(limit);
  if (search === "") return await select(db.orm);
  return await db.orm.transaction(
    async (tx) => {
      await tx.execute(SEARCH_TIMEOUT);
      return await select(tx);
    },
    { accessMode: "read only" },
  );
}
