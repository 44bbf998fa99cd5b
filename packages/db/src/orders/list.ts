import { and, eq, gte, inArray, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { type OrderState, orders } from "../schema/order.ts";
import type { Cause } from "../schema/vocabulary.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { isInParts, partOfAmounts, partsOfMatches } from "./list-parts.ts";
import type { Orm } from "./lists.ts";
import { type OrderMatch, orderMatches } from "./order-match.ts";
import type { Order } from "./types.ts";

/** From one amount to another in PAR's hundredths, both included; null where it has no end. */
export interface AmountRange {
  from: number | null;
  to: number | null;
}

export interface OrderFilter {
  states?: readonly OrderState[] | undefined;
  causes?: readonly Cause[] | undefined;
  /** Those that are in any of these sets. */
  matches?: readonly OrderMatch[] | undefined;
  connectionId?: string | undefined;
  brandId?: string | undefined;
  locationId?: LocationId | undefined;
  orderType?: string | undefined;
  /** Only those that their POS contradicts. */
  isDisputed?: boolean | undefined;
  amount?: AmountRange | undefined;
  /** Received at or after. */
  from?: Date | undefined;
  /** Received before. */
  until?: Date | undefined;
}

/** Orders, newest first, at most `page.limit`; ask for one more than shown to learn whether more follow. */
export async function listOrders(
  db: Pick<Database, "orm">,
  args: { scope: Scope; filter?: OrderFilter | undefined; page: Page },
): Promise<Order[]> {
  return await ordersOfList(db.orm, args);
}

/** The statement of a list. */
export function ordersOfList(
  orm: Orm,
  { scope, filter = {}, page }: { scope: Scope; filter?: OrderFilter | undefined; page: Page },
) {
  const { where, orderBy, limit } = keyset(page, { at: orders.receivedAt, id: orders.id });
  const { matches, ...rest } = filter;
  const condition = and(inScope(scope, orders), filterCondition(rest), where);
  const parts = partsOf(orm, filter, { condition, page });
  return orm
    .select()
    .from(orders)
    .where(parts === null ? condition : isInParts(parts, page))
    .orderBy(...orderBy)
    .limit(limit);
}

/** The parts in which a list is read; null where one index has all that is asked for by time. */
function partsOf(
  orm: Orm,
  { matches, states, isDisputed, amount }: OrderFilter,
  args: { condition: SQL | undefined; page: Page },
): SQL[] | null {
  if (matches !== undefined) {
    const possible = matches.filter(
      ({ dispute, state }) =>
        (dispute !== null || isDisputed !== true) &&
        (state === undefined || states === undefined || states.includes(state)),
    );
    return partsOfMatches(orm, possible, args);
  }
  const part = amount && partOfAmounts(orm, amount, args);
  return part ? [part] : null;
}

/** The condition that an order passes the filter. */
export function filterCondition(filter: OrderFilter): SQL | undefined {
  const { amount } = filter;
  const hundredths = sql`search_hundredths(${orders.grandTotalCents}, ${orders.currency})`;
  return and(
    filter.states && inArray(orders.state, [...filter.states]),
    filter.causes && inArray(orders.cause, [...filter.causes]),
    filter.matches && orderMatches(filter.matches),
    filter.connectionId === undefined ? undefined : eq(orders.connectionId, filter.connectionId),
    filter.brandId === undefined ? undefined : eq(orders.brandId, filter.brandId),
    filter.locationId === undefined ? undefined : eq(orders.locationId, filter.locationId),
    filter.orderType === undefined ? undefined : eq(orders.orderType, filter.orderType),
    filter.isDisputed ? isNotNull(orders.disputedAt) : undefined,
    amount && amount.from !== null ? gte(hundredths, amount.from) : undefined,
    amount && amount.to !== null ? lte(hundredths, amount.to) : undefined,
    filter.from && gte(orders.receivedAt, filter.from),
    filter.until && lt(orders.receivedAt, filter.until),
  );
}
