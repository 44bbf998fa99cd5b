import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { jobs } from "../schema/job.ts";
import { givenTime, type LedgerNow, momentOf } from "../sql/time.ts";

/** A job that a runner has taken; it is this runner's until the lease ends. */
export interface ClaimedJob {
  kind: string;
  key: string;
  /** The number of this try, from 1. */
  attempts: number;
  asked: number;
  /** Under what name it was taken: of this claim and of no other. */
  worker: string;
}

type Orm = Pick<Database["orm"], "insert">;

/**
 * Asks for a job, within the caller's own transaction where it has one. One that is open already comes as early as the
 * earlier of both asks, and runs once more where it is under way.

 */
export async function putJob(
  { orm }: { orm: Orm },
  args: { kind: string; key: string; inMs?: number; now: LedgerNow },
): Promise<void> {
  const { kind, key, inMs = 0, now } = args;
  await orm
    .insert(jobs)
    .values({ kind, key, dueAt: momentOf(now, inMs), createdAt: momentOf(now) })
    .onConflictDoUpdate({
      target: [jobs.kind, jobs.key],
      set: { asked: sql`${jobs.asked} + 1`, dueAt: sql`least(${jobs.dueAt}, excluded.due_at)` },
    });
}

/** Sees to it that a job which never ends is there, and changes nothing where it is. */
export async function keepJob(
  { orm }: { orm: Orm },
  { kind, key, now }: { kind: string; key: string; now: LedgerNow },
): Promise<void> {
  await orm
    .insert(jobs)
    .values({ kind, key, dueAt: momentOf(now), createdAt: momentOf(now) })
    .onConflictDoNothing();
}

/**
 * Takes jobs that are due and nobody's, or whose runner let its lease end; no other runner gets the same. What a kind
 * has one job for, of an empty key, goes before what may pile up.
 */
export async function claimJobs(
  { sql: run }: Pick<Database, "sql">,
  args: { kinds: readonly string[]; worker: string; leaseMs: number; limit: number; now: LedgerNow },
): Promise<ClaimedJob[]> {
  const { kinds, worker, leaseMs, limit, now } = args;
  if (kinds.length === 0) return [];
  return await run<ClaimedJob[]>`
    with moment as (select coalesce(${givenTime(now)}::timestamptz, now()) as at),
    due as (
      select kind, key from jobs, moment
      where due_at <= at and (lease_until is null or lease_until <= at) and kind in ${run([...kinds])}
      order by key <> '', due_at, kind, key limit ${limit} for update of jobs skip locked
    )
    update jobs set attempts = jobs.attempts + 1, worker = ${worker},
      lease_until = moment.at + ${leaseMs}::float8 * interval '1 millisecond'
    from due, moment where jobs.kind = due.kind and jobs.key = due.key
    returning jobs.kind, jobs.key, jobs.attempts, jobs.asked, jobs.worker`;
}

/** Lengthens the lease of a job under way; false where it is another's by now. */
export async function renewJob(
  { sql: run }: Pick<Database, "sql">,
  { job, leaseMs, now }: { job: ClaimedJob; leaseMs: number; now: LedgerNow },
): Promise<boolean> {
  const { count } = await run`
    update jobs set lease_until = coalesce(${givenTime(now)}::timestamptz, now())
      + ${leaseMs}::float8 * interval '1 millisecond'
    where kind = ${job.kind} and key = ${job.key} and worker = ${job.worker}`;
  return count > 0;
}

/**
 * How a try ended. `done`: nothing is left of it. `again`: it went well and is due again. `failed`: it is tried again,
 * and the next try knows how many there were.
 */
export type JobEnd =
  | { kind: "done" }
  | { kind: "again"; inMs: number }
  | { kind: "failed"; inMs: number; error: string };

/** Ends a try, unless the job is another's by now. What was asked for during it is due at once. */
export async function endJob(
  { sql: run }: Pick<Database, "sql">,
  { job, end, now }: { job: ClaimedJob; end: JobEnd; now: LedgerNow },
): Promise<void> {
  const own = run`kind = ${job.kind} and key = ${job.key} and worker = ${job.worker}`;
  if (end.kind === "done") {
    const { count } = await run`delete from jobs where ${own} and asked = ${job.asked}`;
    if (count > 0) return;
  }
  const inMs = end.kind === "done" ? 0 : end.inMs;
  const error = end.kind === "failed" ? end.error : null;
  await run`
    update jobs set worker = null, lease_until = null, last_error = ${error},
      attempts = case when ${end.kind === "failed"} then attempts else 0 end,
      due_at = coalesce(${givenTime(now)}::timestamptz, now())
        + case when asked = ${job.asked} then ${inMs}::float8 else 0 end * interval '1 millisecond'
    where ${own}`;
}
