import { and, eq, gt, notInArray, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { storeWatches, type WatchKind, watchKinds } from "../schema/watch.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";

export type { WatchKind } from "../schema/watch.ts";

/** Something wrong at a store that only sums show; see the table for what is counted. */
export interface StoreWatch {
  locationId: LocationId;
  brandId: string;
  kind: WatchKind;
  sinceAt: Date;
  count: number;
  outOf: number | null;
}

type Reader = Pick<Database, "orm">;

/** Weeks that a silence is compared with, and hours that are looked back. */
const WEEKS = 3;
const HOURS = 12;
/** Orders that each of these weeks brought in the same hours, at least. */
const USUAL_MIN = 5;
/** Within which late answers are counted, and how many make an issue: one in four, and not a handful. */
const LATE_WINDOW_MS = 15 * 60_000;
const LATE_MIN = 5;
const LATE_SHARE = 4;

/**
 * Stores that get no orders now though each of the last three weeks brought some in the same hours of the store's
 * clock. Hours are compared whole, from the one after the last order; a change or the end of a pause begins anew. By
 * the ledger for what is now, because sums may be late, and by the sums for what is usual.
 */
export async function findSilentStores({ orm }: Reader, { now }: { now: LedgerNow }): Promise<StoreWatch[]> {
  const rows = await orm.execute<Row>(sql`
    with moment as (select ${momentOf(now)} as at),
    silent as (
      select l.id, l.brand_id, l.timezone, newest.at as since, last.at as begun,
        greatest(date_trunc('hour', last.at, 'UTC') + interval '1 hour',
          date_trunc('hour', moment.at, 'UTC') - make_interval(hours => ${HOURS})) as since_hour,
        date_trunc('hour', moment.at, 'UTC') as until_hour
      from locations l cross join moment
      cross join lateral (
        select received_at as at from orders where location_id = l.id order by received_at desc limit 1
      ) newest
      cross join lateral (
        select greatest(newest.at, l.updated_at, case when l.pause_until <= moment.at then l.pause_until end) as at
      ) last
      where l.pos_kind is not null
        and (l.paused_at is null or l.pause_until <= moment.at)
        and not exists (
          select from organization_mappings m join connections c on c.id = m.connection_id
          where m.brand_id = l.brand_id and m.replaced_at is null
            and c.paused_at is not null and (c.pause_until is null or c.pause_until > moment.at)
        )
        and last.at < moment.at - interval '1 hour'
    ),
    usual as (
      select s.id, week, sum(r.orders) as brought
      from moment cross join generate_series(1, ${WEEKS}) week
      join order_rollups r on r.grain = 'hour' and r.step = 'received'
        and r.start >= date_trunc('hour', moment.at, 'UTC') - make_interval(weeks => week, hours => ${HOURS + 1})
        and r.start < date_trunc('hour', moment.at, 'UTC') - make_interval(weeks => week, hours => -1)
      join silent s on s.id = r.location_id
      cross join lateral (select (r.start at time zone s.timezone) + make_interval(weeks => week) as hour) wall
      where wall.hour >= s.since_hour at time zone s.timezone and wall.hour < s.until_hour at time zone s.timezone
      group by 1, 2
    )
    select silent.id as "locationId", silent.brand_id as "brandId", 'store_silent' as kind,
      silent.since as "sinceAt", min(usual.brought)::int as count, null as "outOf"
    from silent join usual using (id)
    group by 1, 2, 4 having count(*) = ${WEEKS} and min(usual.brought) >= ${USUAL_MIN}`);
  return rows.map(toWatch);
}

/** Stores of whose last submits many were answered "pending", because their POS took longer than PAR waits. */
export async function findLateAnswers({ orm }: Reader, { now }: { now: LedgerNow }): Promise<StoreWatch[]> {
  const rows = await orm.execute<Row>(sql`
    select location_id as "locationId", brand_id as "brandId", 'answers_late' as kind,
      min(start) filter (where status = 202) as "sinceAt",
      (sum(calls) filter (where status = 202))::int as count, sum(calls)::int as "outOf"
    from call_rollups
    where grain = 'minute' and start >= ${momentOf(now, -LATE_WINDOW_MS)} and direction = 'in'
      and operation = 'submit_order' and location_id is not null and brand_id is not null
    group by 1, 2
    having sum(calls) filter (where status = 202) >= ${LATE_MIN}
      and sum(calls) filter (where status = 202) * ${LATE_SHARE} >= sum(calls)`);
  return rows.map(toWatch);
}

type Row = StoreWatch & Record<string, unknown>;

const toWatch = (row: Row): StoreWatch => ({ ...row, sinceAt: new Date(row.sinceAt) });

/** Makes these what is known: what was known keeps since when, and what is not among them is over. */
export async function putWatches(
  db: Pick<Database, "orm">,
  { found, now }: { found: readonly StoreWatch[]; now: LedgerNow },
): Promise<void> {
  await db.orm.transaction(async (tx) => {
    if (found.length > 0)
      await tx
        .insert(storeWatches)
        .values(found.map((watch) => ({ ...watch, seenAt: momentOf(now) })))
        .onConflictDoUpdate({
          target: [storeWatches.locationId, storeWatches.kind],
          set: {
            count: sql`excluded.count`,
            outOf: sql`excluded.out_of`,
            seenAt: sql`excluded.seen_at`,
          },
        });
    for (const kind of watchKinds) {
      const lasting = found.flatMap((watch) => (watch.kind === kind ? [watch.locationId] : []));
      await tx
        .delete(storeWatches)
        .where(and(eq(storeWatches.kind, kind), notInArray(storeWatches.locationId, lasting)));
    }
  });
}

/** What lasts, as it was last found, if that was within `keptMs`: what nobody looks after any more is not told. */
export async function listWatches(
  { orm }: Reader,
  args: { scope: Scope; now: LedgerNow; keptMs: number },
): Promise<StoreWatch[]> {
  const { locationId, brandId, kind, sinceAt, count, outOf, seenAt } = storeWatches;
  return await orm
    .select({ locationId, brandId, kind, sinceAt, count, outOf })
    .from(storeWatches)
    .where(and(gt(seenAt, momentOf(args.now, -args.keptMs)), inScope(args.scope, storeWatches)));
}
