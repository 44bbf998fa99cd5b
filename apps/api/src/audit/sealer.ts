import type { Database } from "@parley/db";
import { sealAudit } from "@parley/db/audit";
import type { Logger } from "../logger.ts";

export interface AuditSealer extends AsyncDisposable {
  start(): void;
}

/** Between two looks at an audit that had nothing new. */
const PAUSE_MS = 5_000;
/** After something went wrong, such as a database that is away. */
const PAUSE_AFTER_ERROR_MS = 15_000;

/**
 * Seals new entries of the audit in the background. Every process runs it, and one of them works at a time. Nobody who
 * writes an entry waits for it.
 */
export function createAuditSealer(deps: { db: Database; now: () => Date; log: Logger }): AuditSealer {
  const { db, now, log } = deps;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  let isStopped = false;
  let hasSealedEverything = false;

  async function step(): Promise<number> {
    try {
      const came = await sealAudit(db, { now: now(), everything: !hasSealedEverything });
      hasSealedEverything ||= came === "idle";
      return came === "more" ? 0 : PAUSE_MS;
    } catch (error) {
      if (!isStopped) log.warn({ err: error }, "the audit could not be sealed");
      return PAUSE_AFTER_ERROR_MS;
    }
  }

  function next(afterMs: number): void {
    if (isStopped) return;
    timer = setTimeout(() => {
      underWay = step().then(next);
    }, afterMs);
  }

  return {
    start: () => next(0),
    async [Symbol.asyncDispose]() {
      isStopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}
