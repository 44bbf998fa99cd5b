import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";

const LOCK_NOT_AVAILABLE = "55P03";
const QUERY_CANCELED = "57014";

/** How a lock is asked for that stops everybody else. */
interface Patience {
  /** How long others may wait behind the statement that waits for it, in milliseconds. */
  waitMs: number;
  /** How long they then have the table for themselves. */
  pauseMs: number;
  tries: number;
}

/**
 * Runs a transaction that needs a table alone: it waits for a moment only, again and again, because whoever comes after
 * a waiting statement waits, too.
 * @throws what the last try failed with; `isHeld` says whether somebody else had the table
 */
export async function briefly<T>(
  sql: postgres.Sql,
  { waitMs, pauseMs, tries }: Patience,
  work: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      const done = await sql.begin(async (tx) => {
        await tx`select set_config('lock_timeout', ${`${waitMs}ms`}, true)`;
        return { is: await work(tx) };
      });
      return done.is;
    } catch (error) {
      if (!isHeld(error) || left <= 1) throw error;
      await pause(pauseMs);
    }
  }
}

/** Whether a statement was given up because somebody else has the table, or because it took too long. */
export function isHeld(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === LOCK_NOT_AVAILABLE || error.code === QUERY_CANCELED)
  );
}
