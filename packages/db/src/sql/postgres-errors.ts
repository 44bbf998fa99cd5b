import { DrizzleQueryError } from "drizzle-orm/errors";
import postgres from "postgres";

const UNIQUE_VIOLATION = "23505";
const FOREIGN_KEY_VIOLATION = "23503";

// Drizzle wraps what the driver threw; the driver's error is then its cause.
function driverError(error: unknown): postgres.PostgresError | null {
  if (error instanceof postgres.PostgresError) return error;
  return error instanceof Error && error.cause !== undefined ? driverError(error.cause) : null;
}

function isViolation(error: unknown, code: string, constraint: string): boolean {
  const cause = driverError(error);
  return cause?.code === code && cause.constraint_name === constraint;
}

/** Whether a statement failed because a unique key or index of this name was taken. */
export function isTaken(error: unknown, constraint: string): boolean {
  return isViolation(error, UNIQUE_VIOLATION, constraint);
}

/** Whether a statement failed because the row that this foreign key names does not exist. */
export function isDangling(error: unknown, constraint: string): boolean {
  return isViolation(error, FOREIGN_KEY_VIOLATION, constraint);
}

/** What a statement fails with that was sent and never answered: it may have been done, or may still be. */
const UNANSWERED = new Set([
  "STATEMENT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "ECONNRESET",
  "EPIPE",
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
]);

/**
 * Whether a statement failed without its answer, so that nobody can say whether it was done. Any other failure
 * is the server's own word that it was not, or means that it never left.
 */
export function isFateUnknown(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && UNANSWERED.has(at.code)) return true;
  }
  return false;
}

/**
 * What may be logged of an error. Drizzle writes every value of the failed statement into its message:
 * names, telephone numbers, sealed secrets. The driver's error beneath it names constraints and columns.
 */
export function withoutValues(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? new Error("A database query failed.")) : error;
}
