import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { exchanges } from "../schema/exchange.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { type CallKind, type CallMatch, callKindIs, callMatches } from "./call-match.ts";

export interface ExchangeFilter {
  direction?: "in" | "out" | undefined;
  operations?: readonly string[] | undefined;
  connectionId?: string | undefined;
  brandId?: string | undefined;
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
  /** Only PAR's calls, ours to a POS, or a POS's to us. */
  kind?: CallKind | undefined;
  /** Only calls in any of these sets. */
  matches?: readonly CallMatch[] | undefined;
  /** Only calls that have this text as one of their ids: ours, PAR's request uid or its online order id. */
  id?: string | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
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
    filter.brandId === undefined ? undefined : eq(exchanges.brandId, filter.brandId),
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
    filter.from && gte(exchanges.at, filter.from),
    filter.until && lt(exchanges.at, filter.until),
  ];
}

/** Each of these has an index of its own. */
function hasId(id: string): SQL | undefined {
  return or(eq(exchanges.id, id), eq(exchanges.requestUid, id), eq(exchanges.onlineOrderId, id));
}
