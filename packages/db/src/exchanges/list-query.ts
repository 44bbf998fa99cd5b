import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { exchanges } from "../schema/exchange.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { type CallKind, type CallMatch, callKindIs, callMatches } from "./call-match.ts";
import { isLetThrough } from "./let-through.ts";
import { isFromNetwork } from "./network.ts";

export interface ExchangeFilter {
  direction?: "in" | "out" | undefined;
  operations?: readonly string[] | undefined;
  connectionId?: string | undefined;
  /** Null: only those of no certain brand. */
  brandId?: string | null | undefined;
  locationId?: LocationId | undefined;
  orderId?: string | undefined;
  onlineOrderId?: string | undefined;
  requestUid?: string | undefined;
  code?: string | undefined;
  /** Answers from this HTTP status on, e.g. 400 for everything refused. */
  statusFrom?: number | undefined;
  /** Answers up to this HTTP status. */
  statusTo?: number | undefined;
  /** Only what was answered with an error, a business refusal under HTTP 200 included. */
  refused?: boolean | undefined;
  /** Only those about which no store is known: unauthenticated callers and unmapped ids. */
  unplaced?: boolean | undefined;
  /** Only those of which no connection is known either: nobody can say whose they are. */
  isNobodys?: boolean | undefined;
  /** Only calls from this network, a /24 of IPv4 or a /48 of IPv6. */
  network?: string | undefined;
  /** None from these networks. */
  notNetworks?: readonly string[] | undefined;
  /**
   * Only calls that failed by themselves: no repeat of what was told before, and no answer that tells PAR what the POS
   * said of its order.
   */
  isFirstHand?: boolean | undefined;
  /** Only submits that were refused though their check was let through. */
  isLetThrough?: boolean | undefined;
  /** Only PAR's calls, ours to a POS, or a POS's to us. */
  kind?: CallKind | undefined;
  /** Only calls in any of these sets. */
  matches?: readonly CallMatch[] | undefined;
  /** Only calls that have this text as one of their ids: ours, PAR's request uid or its online order id. */
  id?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
  /** A list of its own, within which this one is: all that it asks for must hold, too. */
  within?: ExchangeFilter | undefined;
}

export interface ListArgs {
  scope: Scope;
  filter?: ExchangeFilter | undefined;
  page: Page;
}

/** The statement of `listExchanges`. Where the filter names one store, brand or connection, its own index serves it. */
export function exchangesQuery(db: { orm: Pick<Database["orm"], "select"> }, args: ListArgs) {
  const { where, orderBy, limit } = keyset(args.page, { at: exchanges.at, id: exchanges.id });
  return db.orm
    .select()
    .from(exchanges)
    .where(and(inScope(args.scope, exchanges), ...conditions(args.filter ?? {}), where))
    .orderBy(...orderBy)
    .limit(limit);
}

function conditions(filter: ExchangeFilter): (SQL | undefined)[] {
  return [
    filter.direction && eq(exchanges.direction, filter.direction),
    filter.operations && inArray(exchanges.operation, [...filter.operations]),
    filter.connectionId === undefined ? undefined : eq(exchanges.connectionId, filter.connectionId),
    filter.brandId === undefined ? undefined : brandIs(filter.brandId),
    filter.locationId === undefined ? undefined : eq(exchanges.locationId, filter.locationId),
    filter.orderId === undefined ? undefined : eq(exchanges.orderId, filter.orderId),
    filter.onlineOrderId === undefined ? undefined : eq(exchanges.onlineOrderId, filter.onlineOrderId),
    filter.requestUid === undefined ? undefined : eq(exchanges.requestUid, filter.requestUid),
    filter.code === undefined ? undefined : eq(exchanges.code, filter.code),
    filter.statusFrom === undefined ? undefined : gte(exchanges.status, filter.statusFrom),
    filter.statusTo === undefined ? undefined : lte(exchanges.status, filter.statusTo),
    // Every refusal has a code; rows of earlier releases may have nothing but their status.
    filter.refused ? or(gte(exchanges.status, 400), isNotNull(exchanges.code)) : undefined,
    filter.kind && callKindIs(filter.kind),
    filter.matches && callMatches(filter.matches),
    filter.id === undefined ? undefined : hasId(filter.id),
    filter.unplaced ? isNull(exchanges.locationId) : undefined,
    filter.isNobodys ? and(isNull(exchanges.connectionId), isNull(exchanges.locationId)) : undefined,
    filter.network === undefined ? undefined : isFromNetwork(filter.network),
    ...(filter.notNetworks ?? []).map((network) => sql`(${isFromNetwork(network)}) is not true`),
    filter.isFirstHand ? isFirstHand() : undefined,
    filter.isLetThrough ? isLetThrough() : undefined,
    filter.from && gte(exchanges.at, filter.from),
    filter.until && lt(exchanges.at, filter.until),
    ...(filter.within === undefined ? [] : conditions(filter.within)),
  ];
}

function brandIs(brandId: string | null): SQL {
  return brandId === null ? isNull(exchanges.brandId) : eq(exchanges.brandId, brandId);
}

function isFirstHand(): SQL | undefined {
  const isTold = sql`exists(select from orders o where o.id = ${exchanges.orderId} and o.attempt > 0)`;
  return and(
    eq(exchanges.replayed, false),
    sql`not (${exchanges.direction} = 'in' and ${exchanges.operation} = 'submit_order'
      and ${exchanges.orderId} is not null and ${isTold}) is true`,
  );
}

/** Each of these has an index of its own. */
function hasId(id: string): SQL | undefined {
  return or(eq(exchanges.id, id), eq(exchanges.requestUid, id), eq(exchanges.onlineOrderId, id));
}
