import { setTimeout as wait } from "node:timers/promises";
import { type Database, type LedgerNow, ledgerTime } from "@parley/db";
import {
  bodiesLagMs,
  finishProgress,
  keepProgress,
  listProgress,
  listRetentionPolicies,
  type PartitionsKept,
  type RetentionKind,
  releaseHeld,
  retentionKinds,
  sweepBatch,
} from "@parley/db/retention";
import type { JobHandler } from "../jobs/runner.ts";
import type { Logger } from "../logger.ts";
import { kindsOf, limitOf } from "./limits.ts";

/** Its one job never ends; `acts.ts` makes it due. */
export const RETENTION_JOB = "retention";

const EVERY_MS = 3_600_000;
/** After an upgrade, and after a brand was made: time in which limits can be set before anything goes. */
const GRACE_MS = 86_400_000;
/** How many rows one statement deletes: some ten milliseconds of work. */
const BATCH = 500;
/** Between two statements it waits so many times as long as one took, so that orders have the database. */
const PATIENCE = 3;
const PAUSE_MS = { least: 20, most: 5_000 };

interface Deps {
  /** That of the pages: what is deleted late harms nobody, and an order may not wait for it. */
  db: Database;
  ledgerNow: () => LedgerNow;
  /** Between two statements; left out: by how long the last one took. */
  pauseMs?: number;
  batch?: number;
  /** Makes weeks of bodies, and lets go of those that are past every limit; left out: as if there were none. */
  keepPartitions?: (keeping: { now: Date; signal: AbortSignal }) => Promise<PartitionsKept | null>;
  log?: Pick<Logger, "info" | "warn">;
}

/**
 * Deletes what is past its limit, brand by brand and kind by kind, a few rows at a time. How far it has come is in the
 * database, so whichever process goes on begins where the last one ended.
 */
export function createRetentionJob(deps: Deps): JobHandler {
  const { db, ledgerNow, pauseMs, batch = BATCH, log } = deps;

  async function run(_job: unknown, signal: AbortSignal): Promise<{ againInMs: number }> {
    const now = await ledgerTime(db, ledgerNow());
    const policies = await listRetentionPolicies(db);
    const beginsAt = new Date(now.getTime() + GRACE_MS);
    const ids = policies.map(({ id }) => id);
    await keepProgress(db, { ids, kinds: retentionKinds, beginsAt });
    const later = new Set<string>();
    for (const one of await listProgress(db)) if (one.beginsAt > now) later.add(`${one.id} ${one.kind}`);
    await keepPartitions(now, signal);
    const longestDays = Math.max(...policies.map(({ bodiesDays }) => bodiesDays));
    const lagMs = deps.keepPartitions === undefined ? 0 : await bodiesLagMs(db);
    for (const policy of policies) {
      for (const kind of kindsOf(policy.id)) {
        const limit = limitOf(kind, policy, now);
        if (limit === null || later.has(`${policy.id} ${kind}`)) continue;
        const goesAsAWhole = kind === "bodies" && policy.bodiesDays === longestDays;
        const before = goesAsAWhole ? new Date(limit.getTime() - lagMs) : limit;
        const isDone = await sweep({ id: policy.id, kind, before, now }, signal);
        if (!isDone) return { againInMs: 0 };
      }
    }
    return { againInMs: EVERY_MS };
  }

  /** What goes wrong here keeps nothing else from going: it is tried again in the next run. */
  async function keepPartitions(now: Date, signal: AbortSignal): Promise<void> {
    if (deps.keepPartitions === undefined || signal.aborted) return;
    try {
      const kept = await deps.keepPartitions({ now, signal });
      if (kept !== null && Object.values(kept).some((names: string[]) => names.length > 0))
        log?.info({ partitions: kept }, "partitions of bodies were looked after");
    } catch (error) {
      log?.warn({ err: error }, "partitions of bodies could not be looked after");
    }
  }

  /** @returns false where it was stopped in the middle */
  async function sweep(
    of: { id: string; kind: RetentionKind; before: Date; now: Date },
    signal: AbortSignal,
  ): Promise<boolean> {
    const args = { ...of, limit: batch };
    for (let isDone = false; !isDone; ) {
      if (signal.aborted) return false;
      const startedMs = performance.now();
      ({ isDone } = await sweepBatch(db, args));
      await giveWay(performance.now() - startedMs, signal);
    }
    for (let after: string | null = ""; after !== null; ) {
      if (signal.aborted) return false;
      const startedMs = performance.now();
      ({ last: after } = await releaseHeld(db, { ...args, after }));
      await giveWay(performance.now() - startedMs, signal);
    }
    await finishProgress(db, of);
    return true;
  }

  async function giveWay(tookMs: number, signal: AbortSignal): Promise<void> {
    const ms = pauseMs ?? Math.min(PAUSE_MS.most, Math.max(PAUSE_MS.least, tookMs * PATIENCE));
    // Whoever stops it looks at the signal next.
    await wait(ms, undefined, { signal }).catch(() => {});
  }

  return { kind: RETENTION_JOB, isEndless: true, run };
}
