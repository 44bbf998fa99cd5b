import type postgres from "postgres";
import type { Database } from "../client/client.ts";
import { type BodyPartition, idsOf, listBodyPartitions, STRAYS } from "./partitions.ts";
import { NO_BRAND, RETENTION_AS_MADE } from "./policies.ts";

type Run = postgres.Sql | postgres.TransactionSql;

const DAY_MS = 86_400_000;
/** An id is made within moments of its call; a day is kept for clocks that are wrong. */
const SLACK_DAYS = 1;

/** What may keep a partition: every row of it is past the longest limit only later; something of it is held. */
export interface PartitionStands {
  /** When every row of it is past the longest limit of all brands. */
  goesAt: Date;
  /** Calls whose order is open or disputed, or about which a case is not resolved. */
  held: number;
  /** Limits may still be set before anything goes. */
  isEarly: boolean;
}

/** A partition, and when it goes; nulls of the default one, which is never let go of. */
export interface BodyPartitionStatus extends BodyPartition {
  goesAt: Date | null;
  /** What keeps one that is due; 0 in others. */
  held: number;
  /** Rows that belong to no partition: none was made in time, or a clock is wrong. Only the default one has them. */
  hasStrays: boolean;
}

/** The longest limit of bodies of all brands, and of what belongs to none, in days. */
export async function longestLimitOf(run: Run): Promise<number> {
  const [row] = await run<{ days: number }[]>`
    select max(coalesce(p.bodies_days, ${RETENTION_AS_MADE.bodiesDays}))::int as days
    from (select id from brands union all select ${NO_BRAND}) b left join retention_policies p on p.id = b.id`;
  return row?.days ?? RETENTION_AS_MADE.bodiesDays;
}

/** When every row of a partition that ends at a moment is past a limit. */
export function goesAtOf(until: Date, longestDays: number): Date {
  return new Date(until.getTime() + (longestDays + SLACK_DAYS) * DAY_MS);
}

/** What stands in the way of letting a partition go; null where nothing does. */
export async function standsInTheWay(
  run: Run,
  { partition, now }: { partition: { name: string; from: Date | null; until: Date }; now: Date },
): Promise<PartitionStands | null> {
  const goesAt = goesAtOf(partition.until, await longestLimitOf(run));
  if (goesAt > now) return { goesAt, held: 0, isEarly: false };
  const ids = idsOf(partition);
  // A brand's own id says when it was made: a partition before that has nothing of it.
  const [early] = await run`
    select from retention_progress where kind = 'bodies' and begins_at > ${now.toISOString()}::timestamptz
      and (id = ${NO_BRAND} or substr(id, 5) collate "C" < substr(${ids.until}, 5)) limit 1`;
  const held = await countHeld(run, partition);
  return early === undefined && held === 0 ? null : { goesAt, held, isEarly: early !== undefined };
}

/** Counts the calls of a partition that are kept for now, from those that are noted and from what is open itself. */
async function countHeld(
  run: Run,
  { name, ...range }: { name: string; from: Date | null; until: Date },
): Promise<number> {
  const { from, until } = idsOf(range);
  const [row] = await run<{ count: number }[]>`
    with open as materialized (
      select id from orders where state in ('received', 'dispatching', 'unknown', 'attention')
      union select id from orders where disputed_at is not null
      union select subject_id from cases where subject_kind = 'order' and state <> 'resolved'
    ), held as (
      select x.id from open join exchanges x on x.order_id = open.id where x.id >= ${from} and x.id < ${until}
      union select subject_id from cases
        where subject_kind = 'call' and state <> 'resolved' and subject_id >= ${from} and subject_id < ${until}
      union select subject_id from retention_held
        where kind in ('bodies', 'exchanges') and subject_id >= ${from} and subject_id < ${until}
    )
    select count(*)::int as count from held
    where exists (select from only ${run(name)} b where b.exchange_id = held.id)`;
  return row?.count ?? 0;
}

/** The partitions of bodies and when each goes; null while the table is in one piece. */
export async function listPartitionStatus(
  db: Pick<Database, "sql">,
  { now }: { now: Date },
): Promise<BodyPartitionStatus[] | null> {
  const partitions = await listBodyPartitions(db);
  if (partitions === null) return null;
  const longest = await longestLimitOf(db.sql);
  const found: BodyPartitionStatus[] = [];
  for (const partition of partitions) {
    const { name, from, until } = partition;
    const goesAt = until === null ? null : goesAtOf(until, longest);
    const isDue = goesAt !== null && goesAt <= now;
    const held = until !== null && isDue ? await countHeld(db.sql, { name, from, until }) : 0;
    found.push({ ...partition, goesAt, held, hasStrays: name === STRAYS && !(await isEmpty(db.sql, name)) });
  }
  return found;
}

/** Whether a partition has no row. */
export async function isEmpty(run: Run, name: string): Promise<boolean> {
  const [row] = await run`select from only ${run(name)} limit 1`;
  return row === undefined;
}

/** From so many rows on deleting them one by one is what a partition saves. */
const LARGE_ROWS = 1_000_000;
const TRIES_DAYS = 1;

/**
 * How much longer than their limit, in milliseconds, bodies with the longest limit of all are left to the partition that
 * they go with; 0 where partitions are so small that deleting row by row costs nothing. What is held keeps its partition,
 * so the others of it are deleted one by one after that.
 */
export async function bodiesLagMs(db: Pick<Database, "sql">): Promise<number> {
  const dated = ((await listBodyPartitions(db)) ?? []).flatMap(({ from, until, rows }) =>
    from !== null && until !== null && rows >= LARGE_ROWS ? [until.getTime() - from.getTime()] : [],
  );
  return dated.length === 0 ? 0 : Math.max(...dated) + (SLACK_DAYS + TRIES_DAYS) * DAY_MS;
}
