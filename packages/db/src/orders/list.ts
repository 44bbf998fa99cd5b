import { and, eq, gte, inArray, isNotNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { isFinalState, type OrderState, orderStates, orders } from "../schema/order.ts";
import type { Cause } from "../schema/vocabulary.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { failsAlone } from "./alone.ts";
import { isInParts, partsOfAmounts, partsOfMatches } from "./list-parts.ts";
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
  /** Received at or after, where they are settled: what waits or is contradicted may be of any age. */
  settledFrom?: Date | undefined;
  /** Whether they are open ones that fail by themselves, while their store's POS decides others; left out, all the same. */
  isAlone?: boolean | undefined;
  /** A list of its own, within which this one is: all that it asks for must hold, too. */
  within?: OrderFilter | undefined;
}

const OPEN = orderStates.filter((state) => !isFinalState(state));

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
  const { matches, ...rest } = withPartsOutside(filter);
  const condition = and(inScope(scope, orders), filterCondition(rest), where);
  const parts = partsOf(orm, { ...rest, matches }, { condition, page });
  return orm
    .select()
    .from(orders)
    .where(parts === null ? condition : isInParts(parts, page))
    .orderBy(...orderBy)
    .limit(limit);
}

/** The same filter; where only the list around it has sets of conditions, the parts are read by those. */
function withPartsOutside(filter: OrderFilter): OrderFilter {
  const { within } = filter;
  if (filter.matches !== undefined || within?.matches === undefined) return filter;
  return { ...filter, matches: within.matches, within: { ...within, matches: undefined } };
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
  return (amount && partsOfAmounts(orm, amount, args)) ?? null;
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
    filter.settledFrom &&
      or(
        inArray(orders.state, OPEN),
        isNotNull(orders.disputedAt),
        gte(orders.receivedAt, filter.settledFrom),
      ),
    filter.isAlone === undefined ? undefined : isAloneIs(filter.isAlone),
    filter.within && filterCondition(filter.within),
  );
}

function isAloneIs(isAlone: boolean): SQL {
  return isAlone ? failsAlone() : sql`not ${failsAlone()}`;
}
