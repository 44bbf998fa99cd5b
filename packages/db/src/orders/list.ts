import { and, eq, gte, inArray, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { isFinalState, type OrderState, orders } from "../schema/order.ts";
import type { Cause } from "../schema/vocabulary.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
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
  const { where, orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const { matches, ...filter } = args.filter ?? {};
  const condition = and(inScope(args.scope, orders), filterCondition(filter), where);
  const isOfList = matches && ofLists(matches);
  return await db.orm
    .select()
    .from(orders)
    .where(isOfList ?? condition)
    .orderBy(...orderBy)
    .limit(limit);

  /** Each set has its own index by time: one condition for all of them would have none. */
  function ofLists(matches: readonly OrderMatch[]): SQL {
    const lists = matches.flatMap(byIndex).map((match) => {
      const query = db.orm
        .select({ id: orders.id })
        .from(orders)
        .where(and(match, condition))
        .orderBy(...orderBy)
        .limit(limit);
      return sql`(${query})`;
    });
    return lists.length === 0 ? sql`false` : sql`${orders.id} in (${sql.join(lists, sql` union all `)})`;
  }
}

/** A set as conditions, each in the words of one index. */
function byIndex(match: OrderMatch): SQL[] {
  const { dispute, state, causes } = match;
  if (dispute !== null) return [sql`${orderMatches([match])} and ${isNotNull(orders.disputedAt)}`];
  if (causes === undefined || state === undefined || !isFinalState(state)) return [orderMatches([match])];
  return causes.map((cause) => {
    const only = orderMatches([{ ...match, causes: [cause] }]);
    return cause === null ? only : sql`${only} and ${isNotNull(orders.cause)}`;
  });
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
