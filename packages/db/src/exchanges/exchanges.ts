import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, or, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { keyset, type Page } from "../sql/page.ts";
import { columnsOf, rowsAsJson, statement } from "../sql/rows.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";

export type Exchange = typeof exchanges.$inferSelect;
export type ExchangeBody = typeof exchangeBodies.$inferSelect;

/** An exchange to be recorded, redacted by the caller; `bodies` null keeps the line only. */
export interface NewExchange extends Exchange {
  bodies: Omit<ExchangeBody, "exchangeId"> | null;
}

/** The two JSON parameters of a statement that records exchanges. */
export function exchangeParameters(batch: readonly NewExchange[]): { heads: string; bodies: string } {
  return {
    heads: rowsAsJson(exchanges, batch),
    bodies: rowsAsJson(
      exchangeBodies,
      batch.flatMap(({ id, bodies }) => (bodies === null ? [] : [{ exchangeId: id, ...bodies }])),
    ),
  };
}

/**
 * Records a batch in one statement. Told twice, a row is kept once. A call that reached no store belongs to the
 * brand of the organization that it names on its connection, or else to the one brand that its connection
 * serves; where neither is certain, to none, and then only those who see every brand see it.
 */
export async function insertExchanges(db: Database, batch: readonly NewExchange[]): Promise<void> {
  if (batch.length === 0) return;
  const { heads, bodies } = exchangeParameters(batch);
  await statement(db)`
    with head as (
      insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)} from (
        select placed.* from json_populate_recordset(null::exchanges, ${heads}::json) given
        cross join lateral json_populate_record(given, json_build_object('brand_id', coalesce(
          given.brand_id,
          (
            select brand_id from organization_mappings m where m.connection_id = given.connection_id
            and m.par_organization_id = given.par_organization_id and m.replaced_at is null
          ),
          (
            select case when count(distinct brand_id) = 1 then min(brand_id) end from organization_mappings m
            where m.connection_id = given.connection_id and m.replaced_at is null
          )
        ))) placed
      ) placed on conflict do nothing
    )
    insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
    from json_populate_recordset(null::exchange_bodies, ${bodies}::json) on conflict do nothing`;
}

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
  from?: Date | undefined;
  until?: Date | undefined;
}

/** Exchanges, newest first, without bodies. Those that no brand can be told of are for unlimited scopes only. */
export async function listExchanges(
  db: Database,
  args: { scope: BrandScope; filter?: ExchangeFilter | undefined; page: Page },
): Promise<Exchange[]> {
  const { where, orderBy, limit } = keyset(args.page, { at: exchanges.at, id: exchanges.id });
  return await db.orm
    .select()
    .from(exchanges)
    .where(and(inScope(args.scope, exchanges.brandId), ...conditions(args.filter ?? {}), where))
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
    filter.refused ? or(gte(exchanges.status, 400), isNotNull(exchanges.code)) : undefined,
    filter.unplaced ? isNull(exchanges.locationId) : undefined,
    filter.from && gte(exchanges.at, filter.from),
    filter.until && lt(exchanges.at, filter.until),
  ];
}

/** One exchange with its bodies, or null when it does not exist for this scope. */
export async function findExchange(
  db: Database,
  args: { scope: BrandScope; exchangeId: string },
): Promise<{ exchange: Exchange; bodies: ExchangeBody | null } | null> {
  const [row] = await db.orm
    .select({ exchange: exchanges, bodies: exchangeBodies })
    .from(exchanges)
    .leftJoin(exchangeBodies, eq(exchangeBodies.exchangeId, exchanges.id))
    .where(and(eq(exchanges.id, args.exchangeId), inScope(args.scope, exchanges.brandId)));
  return row ?? null;
}
