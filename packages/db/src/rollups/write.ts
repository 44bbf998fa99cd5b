import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { callsWhere, stepsWhere } from "./sources.ts";

// Any number serves that nothing else on the server uses.
const ROLLUP_LOCK = 72_707_005;

/** Rows that one transaction counts, so that it stays short. */
const BATCH = 5_000;

/** What counting once came to. */
export interface RollupStep {
  /** Rows that were counted. */
  counted: number;
  /** Whether there is more to count at once. */
  hasMore: boolean;
}

const AFTER_ALL_EVENTS = sql`9223372036854775807`;

const NOTHING: RollupStep = { counted: 0, hasMore: false };

type Tx = Pick<Database["orm"], "execute">;

/**
 * Counts the next part of the feed, and where that is at its end a part of the rows of before it. Any process may call
 * it at any time: one counts, the others do nothing. What is counted and how far is one transaction, so that a crash
 * neither doubles nor loses.
 */
export async function advanceRollups(
  db: Pick<Database, "orm">,
  { batch = BATCH }: { batch?: number } = {},
): Promise<RollupStep> {
  return await db.orm.transaction(async (tx) => {
    const [lock] = await tx.execute<{ taken: boolean }>(
      sql`select pg_try_advisory_xact_lock(${ROLLUP_LOCK}) as taken`,
    );
    if (lock?.taken !== true) return NOTHING;
    const forward = await countForward(tx, batch);
    return forward.counted > 0 || forward.hasMore ? forward : await countBack(tx, batch);
  });
}

/** Whole transactions, so that a number is all that has to be kept. */
async function countForward(tx: Tx, batch: number): Promise<RollupStep> {
  const horizon = sql`pg_snapshot_xmin(pg_current_snapshot())`;
  // A value and not a join: an index begins where it says, and not where the feed does.
  const from = sql`(select tx::xid8 from rollup_progress)`;
  const [span] = await tx.execute<{ from: string; until: string; rows: number }>(sql`
    with rows as (
      (select tx from exchanges where tx >= ${from} and tx < ${horizon} order by tx limit ${batch})
      union all
      (select tx from order_events where tx >= ${from} and tx < ${horizon} order by tx limit ${batch})
    ), first as (select tx from rows order by tx limit ${batch})
    select ${from}::text as from, (select max(tx) from first)::text as until,
      (select count(*)::int from first) as rows`);
  if (span === undefined || span.rows === 0) return NOTHING;
  // The last transaction is counted whole: its other rows may be beyond the batch.
  const end = String(BigInt(span.until) + 1n);
  const within = (column: SQL) =>
    sql`${column} >= ${span.from}::text::xid8 and ${column} < ${end}::text::xid8`;
  await writeCalls(tx, callsWhere(within(sql`tx`)));
  await writeSteps(tx, stepsWhere(within(sql`e.tx`)));
  await tx.execute(sql`update rollup_progress set tx = ${end}`);
  return { counted: span.rows, hasMore: span.rows === batch };
}

/** Rows without a number, the newest first: what is looked at most is right first. */
async function countBack(tx: Tx, batch: number): Promise<RollupStep> {
  const [p] = await tx.execute<{ isDone: boolean; at: string; id: string; eventId: string }>(sql`
    select is_back_filled as "isDone", coalesce(calls_back_at, 'infinity')::text as at,
      coalesce(calls_back_id, '') as id, coalesce(events_back_id, ${AFTER_ALL_EVENTS})::text as "eventId"
    from rollup_progress`);
  if (p === undefined || p.isDone) return NOTHING;
  const calls = sql`
    select at, id from exchanges
    where tx is null and (at, id) < (${p.at}::text::timestamptz, ${p.id}::text)
    order by at desc, id desc limit ${batch}`;
  const events = sql`
    select id from order_events where tx is null and id < ${p.eventId}::text::bigint
    order by id desc limit ${batch}`;
  const [edge] = await tx.execute<{
    calls: number;
    callsAt: Date | null;
    callsId: string | null;
    events: number;
    eventsId: string | null;
  }>(sql`
    with c as (${calls}), e as (${events}), last as (select at, id from c order by at, id limit 1)
    select (select count(*)::int from c) as calls, (select at from last) as "callsAt",
      (select id from last) as "callsId",
      (select count(*)::int from e) as events, (select min(id)::text from e) as "eventsId"`);
  if (edge === undefined) return NOTHING;
  if (edge.calls > 0) await writeCalls(tx, callsWhere(sql`id in (select id from (${calls}) batch)`));
  if (edge.events > 0) await writeSteps(tx, stepsWhere(sql`e.id in (select id from (${events}) batch)`));
  const { callsId, eventsId, callsAt } = edge;
  await tx.execute(sql`
    update rollup_progress set
      calls_back_at = coalesce(${callsAt?.toISOString() ?? null}::timestamptz, calls_back_at),
      calls_back_id = coalesce(${callsId}::text, calls_back_id),
      events_back_id = coalesce(${eventsId}::bigint, events_back_id),
      is_back_filled = ${edge.calls < batch && edge.events < batch}`);
  return { counted: edge.calls + edge.events, hasMore: edge.calls === batch || edge.events === batch };
}

const GRAINS = sql`(values ('minute'), ('hour'), ('day')) g(grain)`;

async function writeCalls(tx: Tx, calls: SQL): Promise<void> {
  const key = sql`brand_id, location_id, connection_id, direction, operation, status, code`;
  await tx.execute(sql`
    with counted as (
      select g.grain, date_trunc(g.grain, at, 'UTC') as start, ${key}, bucket, count(*) as calls
      from (${calls}) c cross join ${GRAINS} group by g.grain, 2, ${key}, bucket
    )
    insert into call_rollups as r (grain, start, ${key}, calls, histogram)
    select grain, start, ${key}, sum(calls)::int, jsonb_object_agg(bucket, calls)
    from counted group by grain, start, ${key}
    on conflict on constraint call_rollups_key do update set calls = r.calls + excluded.calls,
      histogram = histogram_sum(r.histogram, excluded.histogram)`);
}

async function writeSteps(tx: Tx, steps: SQL): Promise<void> {
  const key = sql`brand_id, location_id, currency, step`;
  await tx.execute(sql`
    insert into order_rollups as r (grain, start, ${key}, orders, cents)
    select g.grain, date_trunc(g.grain, at, 'UTC'), ${key}, count(*)::int, sum(cents)
    from (${steps}) s cross join ${GRAINS} group by g.grain, 2, ${key}
    on conflict on constraint order_rollups_key do update set orders = r.orders + excluded.orders,
      cents = r.cents + excluded.cents`);
}

/** Deletes fine spans that nobody looks at any more; days are kept. */
export async function pruneRollups(db: Pick<Database, "orm">): Promise<void> {
  for (const table of [sql`call_rollups`, sql`order_rollups`]) {
    await db.orm.execute(sql`
      delete from ${table} where (grain = 'minute' and start < now() - interval '3 days')
        or (grain = 'hour' and start < now() - interval '90 days')`);
  }
}
