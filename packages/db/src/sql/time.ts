import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";

/** The database's own clock, the only one that all processes share. */
export const DATABASE_CLOCK = "database_clock" as const;

/**
 * The moment from which a statement of the ledger counts. Every time that processes compare with each other is the
 * database's: the clock of a single process may be wrong or be set, and what it wrote would then hold up, or hand to
 * another, orders of all the others. A test gives its own moment, so that it need not wait.
 */
export type LedgerNow = Date | typeof DATABASE_CLOCK;

/** As a parameter of `coalesce(…::timestamptz, now())`. */
export function givenTime(now: LedgerNow): Date | null {
  return now === DATABASE_CLOCK ? null : now;
}

/** What time it is by the database's clock. */
export async function databaseTime(db: Database): Promise<Date> {
  const [row] = await db.sql<{ now: Date }[]>`select clock_timestamp() as now`;
  if (row === undefined) throw new Error("The database did not say what time it is");
  return row.now;
}

/** That moment as a time: the given one, or what the database's clock says. */
export async function ledgerTime(db: Database, now: LedgerNow): Promise<Date> {
  return givenTime(now) ?? (await databaseTime(db));
}

/** That moment, or so many milliseconds after it, for a built query. */
export function momentOf(now: LedgerNow, afterMs = 0): SQL<Date> {
  const at = now === DATABASE_CLOCK ? sql<Date>`now()` : sql<Date>`${now.toISOString()}::timestamptz`;
  return afterMs === 0 ? at : sql<Date>`(${at} + ${afterMs}::float8 * interval '1 millisecond')`;
}
