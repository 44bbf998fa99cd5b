import { type Database, databaseTime } from "@parley/db";
import type { Logger } from "./logger.ts";

/** Whether this process's clock agrees with the database's, by which the ledger goes. */
export interface ClockWatch {
  /** How far this process's clock is ahead, in milliseconds, where that is too far; else null. */
  aheadMs(): number | null;
  /** Measures now, and then now and then. */
  start(): Promise<void>;
  stop(): void;
}

/** A difference that no order, token or display suffers from. */
const TOLERANCE_MS = 2_000;
const EVERY_MS = 60_000;

export function createClockWatch(deps: { db: Database; now: () => Date; log: Logger }): ClockWatch {
  const { db, now, log } = deps;
  let ahead: number | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function measure(): Promise<void> {
    try {
      const before = now().getTime();
      const theirs = await databaseTime(db);
      const after = now().getTime();
      const was = ahead;
      ahead = aheadBy({ before, theirs: theirs.getTime(), after });
      if (ahead !== null && was === null)
        log.warn({ aheadMs: ahead }, "this process's clock differs from the database's: set it by NTP");
      else if (ahead === null && was !== null)
        log.info("this process's clock agrees with the database's again");
    } catch (error) {
      log.warn({ err: error }, "the database's clock could not be read");
    }
  }

  return {
    aheadMs: () => ahead,
    async start() {
      timer = setInterval(() => void measure(), EVERY_MS);
      timer.unref();
      await measure();
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}

/**
 * How far a clock is ahead of another one that was read in between two of its own readings; null while the difference
 * may be within tolerance, for the answer may have taken any part of the time between.
 */
export function aheadBy(read: { before: number; theirs: number; after: number }): number | null {
  const { before, theirs, after } = read;
  if (before - theirs > TOLERANCE_MS) return before - theirs;
  return theirs - after > TOLERANCE_MS ? after - theirs : null;
}
