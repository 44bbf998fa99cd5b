import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { packJson } from "../packing/packed-json.ts";
import { packStages } from "../packing/packed-stages.ts";
import { exchangeBodies, exchanges, refusedSubmits } from "../schema/exchange.ts";
import { columnsOf, rowsAsJson, statement } from "../sql/rows.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { exchangesQuery, type ListArgs } from "./list-query.ts";
import { type Bodies, type ExchangeBody, packBodies } from "./packing.ts";
import { readBodies } from "./unpacking.ts";

export type { ExchangeBody };
export type Exchange = Omit<typeof exchanges.$inferSelect, "tx">;

/** What became of what a call asked for. */
export type CallOutcome = NonNullable<Exchange["outcome"]>;

/** What the body of a refused submit says, as far as it could be read. */
export type RefusedContent = Omit<typeof refusedSubmits.$inferSelect, "exchangeId" | "at">;

/** An exchange to be recorded, redacted by the caller; `bodies` null keeps the line only. */
export interface NewExchange extends Exchange {
  bodies: Bodies | null;
  /** Of a refused submit whose caller is known. */
  content?: RefusedContent | null;
}

/** The two JSON parameters of a statement that records exchanges. */
export function exchangeParameters(
  db: Pick<Database, "packsOrders">,
  batch: readonly NewExchange[],
): { heads: string; bodies: string } {
  return {
    heads: rowsAsJson<typeof exchanges, "stages">(exchanges, db.packsOrders ? batch.map(packed) : batch),
    bodies: rowsAsJson(
      exchangeBodies,
      batch.flatMap(({ id, direction, bodies }) =>
        bodies === null ? [] : [{ exchangeId: id, ...packBodies(direction, bodies) }],
      ),
    ),
  };
}

/** A call's line as it is stored where no process of the release before is left to read it. */
function packed(call: NewExchange): Omit<NewExchange, "stages"> & { stages: unknown } {
  const { seen, drift, stages } = call;
  return { ...call, seen: packJson(seen), drift: packJson(drift), stages: packStages(stages) };
}

/**
 * Records a batch in one statement. Told twice, a row is kept once. A call that reached no store belongs to the
 * brand of the organization that it names on its connection, or else to the one brand that its connection
 * serves; where neither is certain, to none, and then only those who see every brand see it.
 */
export async function insertExchanges(db: Database, batch: readonly NewExchange[]): Promise<void> {
  if (batch.length === 0) return;
  const { heads, bodies } = exchangeParameters(db, batch);
  const contents = rowsAsJson(
    refusedSubmits,
    batch.flatMap(({ id, at, content }) => (content ? [{ exchangeId: id, at, ...content }] : [])),
  );
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
    ), content as (
      insert into refused_submits (${columnsOf(refusedSubmits)}) select ${columnsOf(refusedSubmits)}
      from json_populate_recordset(null::refused_submits, ${contents}::json) on conflict do nothing
    )
    insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
    from json_populate_recordset(null::exchange_bodies, ${bodies}::json) on conflict do nothing`;
}

/** Exchanges, newest first, without bodies. Those that no brand can be told of are for unlimited scopes only. */
export async function listExchanges(db: Database, args: ListArgs): Promise<Exchange[]> {
  return await exchangesQuery(db, args);
}

/** One exchange with its bodies, or null when it does not exist for this scope. */
export async function findExchange(
  db: Database,
  args: { scope: Scope; exchangeId: string },
): Promise<{ exchange: Exchange; bodies: ExchangeBody | null } | null> {
  const [row] = await db.orm
    .select({ exchange: exchanges, bodies: exchangeBodies })
    .from(exchanges)
    .leftJoin(exchangeBodies, eq(exchangeBodies.exchangeId, exchanges.id))
    .where(and(eq(exchanges.id, args.exchangeId), inScope(args.scope, exchanges)));
  if (row === undefined) return null;
  const [bodies = null] = row.bodies === null ? [] : await readBodies(db, [row.bodies]);
  return { exchange: row.exchange, bodies };
}

/** Exchanges by their ids, in no particular order; those out of scope, and those no longer kept, are not there. */
export async function listExchangesById(
  db: Database,
  args: { scope: Scope; ids: readonly string[] },
): Promise<Exchange[]> {
  return await db.orm
    .select()
    .from(exchanges)
    .where(and(inArray(exchanges.id, [...args.ids]), inScope(args.scope, exchanges)));
}
