import postgres from "postgres";
import { BUILD_LOCK, partitionBodies } from "../migrate-bodies.ts";
import { briefly, isHeld } from "../sql/brief-lock.ts";
import { isEmpty, longestLimitOf, standsInTheWay } from "./partition-status.ts";
import { addPartition, type BodyPartition, idsOf, listBodyPartitions, STRAYS } from "./partitions.ts";
import { LIMITS_LOCK } from "./policies.ts";
import { nextEnd, spanOf } from "./weeks.ts";

/**
 * How often it is looked whether nobody else has a partition. No statement waits for it: it gives up at once, so nobody
 * ever stands behind it.
 */
const PATIENCE = { waitMs: 20, pauseMs: 150, tries: 10 };
/** How long it may keep others from the default partition, or from one that goes. */
const ALONE_MS = 1_000;
/** So many partitions are there before they are needed. */
const AHEAD = 2;

/** What was done to partitions, by their names. */
export interface PartitionsKept {
  made: string[];
  /** Whose rows went. */
  emptied: string[];
  /** Which were empty already, and are gone. */
  dropped: string[];
  /** What somebody else had just then; it is tried again in the next run. */
  busy: string[];
  /** What is due and stays, because something of it is held. */
  held: string[];
}

interface Keeping {
  now: Date;
  /** Aborts where the process ends. */
  signal: AbortSignal;
  tries?: number;
}

/**
 * Makes partitions of bodies before they are needed, empties those of which every row is past the longest limit and
 * nothing is held, and drops those that an earlier run emptied. No insert waits for it: what needs a lock that somebody
 * has is left for the next run. Where the table is in one piece, that is changed first.
 *
 * @param url PostgreSQL's own address, with the login that owns the tables
 * @returns null where this login does not own them, or another process is at it
 */
export async function keepBodyPartitions(url: string, keeping: Keeping): Promise<PartitionsKept | null> {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: "parley-partitions" },
  });
  try {
    const [state] = await sql<{ isOurs: boolean }[]>`
      select pg_has_role(relowner, 'USAGE') and pg_try_advisory_lock(${BUILD_LOCK}) as "isOurs"
      from pg_class where oid = 'exchange_bodies'::regclass`;
    if (state?.isOurs !== true || !(await partitionBodies(sql))) return null;
    return await keep(sql, keeping);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function keep(
  sql: postgres.Sql,
  { now, signal, tries = PATIENCE.tries }: Keeping,
): Promise<PartitionsKept> {
  const kept: PartitionsKept = { made: [], emptied: [], dropped: [], busy: [], held: [] };
  const patience = { ...PATIENCE, tries };
  const unlessBusy = async (
    name: string,
    work: (tx: postgres.TransactionSql) => Promise<keyof PartitionsKept | null>,
  ) => {
    if (signal.aborted) return;
    const what = await briefly(sql, patience, work).catch((error: unknown) => {
      if (isHeld(error)) return "busy" as const;
      throw error;
    });
    if (what !== null) kept[what].push(name);
  };
  const partitions = (await listBodyPartitions({ sql })) ?? [];
  for (const range of rangesAhead(partitions, { now, longestDays: await longestLimitOf(sql) }))
    await unlessBusy(range.from.toISOString().slice(0, 10), (tx) => make(tx, range));
  for (const { name, from, until } of partitions) {
    if (until === null) continue;
    const partition = { name, from, until };
    const stands = await standsInTheWay(sql, { partition, now });
    if (stands !== null && stands.goesAt <= now) kept.held.push(name);
    if (stands !== null) continue;
    const isDropped = await isEmpty(sql, name);
    await unlessBusy(name, (tx) => (isDropped ? drop(tx, name) : empty(tx, { partition, now })));
  }
  return kept;
}

/** What no partition is there for yet, from the week that is now. */
function rangesAhead(
  partitions: readonly BodyPartition[],
  { now, longestDays }: { now: Date; longestDays: number },
): { from: Date; until: Date }[] {
  const span = spanOf(longestDays);
  const last = partitions.reduce((end, { until }) => Math.max(end, until?.getTime() ?? 0), 0);
  const ranges: { from: Date; until: Date }[] = [];
  let from = new Date(Math.max(last, nextEnd(now, span).getTime() - span));
  while (from.getTime() < now.getTime() + AHEAD * span) {
    const until = nextEnd(from, span);
    ranges.push({ from, until });
    from = until;
  }
  return ranges;
}

/** Makes one, but where rows of it stand in the default one already: those stay there until their limit. */
async function make(tx: postgres.TransactionSql, range: { from: Date; until: Date }): Promise<"made" | null> {
  await tx`select set_config('statement_timeout', ${`${ALONE_MS}ms`}, true)`;
  await tx`lock table only exchange_bodies in share update exclusive mode nowait`;
  await tx`lock table only ${tx(STRAYS)} in access exclusive mode nowait`;
  const { from, until } = idsOf(range);
  const [stray] = await tx`
    select from only ${tx(STRAYS)} where exchange_id >= ${from} and exchange_id < ${until} limit 1`;
  if (stray !== undefined) return null;
  await addPartition(tx, range);
  return "made";
}

/** Whether it may go is asked once more, now that nobody else has it and no limit can be raised. */
async function empty(
  tx: postgres.TransactionSql,
  { partition, now }: { partition: { name: string; from: Date | null; until: Date }; now: Date },
): Promise<"emptied" | "held" | "busy"> {
  await tx`select set_config('statement_timeout', ${`${ALONE_MS}ms`}, true)`;
  const [limits] = await tx`select pg_try_advisory_xact_lock(hashtext(${LIMITS_LOCK})) as taken`;
  if (limits?.taken !== true) return "busy";
  await tx`lock table only ${tx(partition.name)} in access exclusive mode nowait`;
  if ((await standsInTheWay(tx, { partition, now })) !== null) return "held";
  await tx`truncate only ${tx(partition.name)}`;
  return "emptied";
}

/** Needs the whole table for some milliseconds, so it may find none for weeks: an empty partition harms nobody. */
async function drop(tx: postgres.TransactionSql, name: string): Promise<"dropped" | null> {
  await tx`select set_config('statement_timeout', ${`${ALONE_MS}ms`}, true)`;
  for (const table of ["exchange_bodies", STRAYS, name])
    await tx`lock table only ${tx(table)} in access exclusive mode nowait`;
  if (!(await isEmpty(tx, name))) return null;
  await tx`drop table ${tx(name)}`;
  return "dropped";
}
