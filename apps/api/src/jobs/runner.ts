import type { Database, LedgerNow } from "@parley/db";
import { type ClaimedJob, claimJobs, endJob, type JobEnd, keepJob, renewJob } from "@parley/db/jobs";
import type { Logger } from "../logger.ts";

/** What is done for jobs of one kind. */
export interface JobHandler {
  /** Its stable name, such as `alerts.deliver`. */
  kind: string;
  /** True for work that never ends: one job of an empty key is always there. */
  isEndless?: true;
  /**
   * One try. It may have been begun before by a process that died, so what it does is safe to do twice. What is thrown
   * makes it be tried again, later each time, for ever: whoever wants to give up says `done`.
   *
   * @param signal aborts where the process ends or the lease was lost: then nothing more may be begun
   */
  run(job: { key: string; attempt: number }, signal: AbortSignal): Promise<"done" | { againInMs: number }>;
}

export interface JobRunner extends AsyncDisposable {
  start(): void;
  /** Looks for work at once: a hint, after a job was asked for. */
  wake(): void;
}

/** Jobs that one process runs at a time. */
const AT_ONCE = 4;
/** Between two looks at jobs of which none was due: how late another process's job may be seen. */
const PAUSE_MS = 2_000;
/** After something went wrong, such as a database that is away. */
const PAUSE_AFTER_ERROR_MS = 10_000;
/** How long a job is a dead process's. */
export const LEASE_MS = 30_000;

/** How long a job that failed waits: 5 s, 20 s, 80 s, … an hour. */
export function backOffMs(attempt: number): number {
  return Math.min(3_600_000, 5_000 * 4 ** Math.min(10, attempt - 1));
}

/**
 * Runs jobs in the background. Every process has one; the database says who runs what, so a job is one process's at a
 * time, outlives all of them, and is another's soon after its process died.
 */
export function createJobRunner(deps: {
  db: Database;
  handlers: readonly JobHandler[];
  /** A name that no other process has. */
  worker: string;
  ledgerNow: () => LedgerNow;
  log: Logger;
}): JobRunner {
  const { db, worker, ledgerNow, log } = deps;
  const handlers = new Map(deps.handlers.map((handler) => [handler.kind, handler]));
  const underWay = new Set<Promise<void>>();
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let areKept = false;
  let looks = 0;
  /** When the next of the jobs that this process put off is due, by its own clock: no statement has to ask. */
  let soonestMs = Number.POSITIVE_INFINITY;

  async function look(): Promise<number> {
    const limit = AT_ONCE - underWay.size;
    if (limit <= 0) return PAUSE_MS;
    try {
      if (!areKept) await keepEndless();
      const kinds = [...handlers.keys()];
      const now = ledgerNow();
      // A name for each look, so that a run that lost its job cannot take a later one of its process for its own.
      const name = `${worker} ${looks++}`;
      const claimed = await claimJobs(db, { kinds, worker: name, leaseMs: LEASE_MS, limit, now });
      for (const job of claimed) begin(job);
      return pauseMs();
    } catch (error) {
      if (!ending.signal.aborted) log.warn({ err: error }, "jobs could not be looked for");
      return PAUSE_AFTER_ERROR_MS;
    }
  }

  function pauseMs(): number {
    const leftMs = soonestMs - performance.now();
    if (leftMs > 0) return Math.min(PAUSE_MS, leftMs);
    // It was due at this look. Whatever else was put off is seen within a pause.
    soonestMs = Number.POSITIVE_INFINITY;
    return PAUSE_MS;
  }

  async function keepEndless(): Promise<void> {
    for (const { kind, isEndless } of handlers.values())
      if (isEndless) await keepJob(db, { kind, key: "", now: ledgerNow() });
    areKept = true;
  }

  function begin(job: ClaimedJob): void {
    const work = run(job).then(
      () => {
        underWay.delete(work);
        next(0);
      },
      (error) => {
        underWay.delete(work);
        // Its lease ends by itself, and then it is tried again.
        log.warn({ err: error, job: job.kind }, "the end of a job could not be noted");
      },
    );
    underWay.add(work);
  }

  async function run(job: ClaimedJob): Promise<void> {
    const lost = new AbortController();
    const renewal = setInterval(() => {
      renewJob(db, { job, leaseMs: LEASE_MS, now: ledgerNow() }).then(
        (isOurs) => isOurs || lost.abort(),
        (error) => log.warn({ err: error, job: job.kind }, "the lease of a job could not be renewed"),
      );
    }, LEASE_MS / 3);
    try {
      const end = await endOf(job, AbortSignal.any([ending.signal, lost.signal]));
      await endJob(db, { job, end, now: ledgerNow() });
      if (end.kind !== "done") soonestMs = Math.min(soonestMs, performance.now() + end.inMs);
    } finally {
      clearInterval(renewal);
    }
  }

  async function endOf(job: ClaimedJob, signal: AbortSignal): Promise<JobEnd> {
    const { kind, key, attempts: attempt } = job;
    try {
      const end = await handlers.get(kind)?.run({ key, attempt }, signal);
      if (end === undefined || end === "done") return { kind: "done" };
      return { kind: "again", inMs: end.againInMs };
    } catch (error) {
      if (signal.aborted) return { kind: "again", inMs: 0 };
      log.warn({ err: error, job: kind, key, attempt }, "a job failed and will be tried again");
      const name = error instanceof Error ? error.name : "not_an_error";
      return { kind: "failed", inMs: backOffMs(attempt), error: name.slice(0, 100) };
    }
  }

  function next(afterMs: number): void {
    if (ending.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      // One look at a time, or two would take more than there is room for.
      looking = looking.then(look).then(next);
    }, afterMs);
  }

  return {
    start: () => next(0),
    wake: () => next(0),
    async [Symbol.asyncDispose]() {
      ending.abort();
      clearTimeout(timer);
      await looking;
      await Promise.all(underWay);
    },
  };
}
