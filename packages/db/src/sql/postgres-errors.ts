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

/**
 * What may be logged of an error. Drizzle writes every value of the failed statement into its message:
 * names, telephone numbers, sealed secrets. The driver's error beneath it names constraints and columns.
 */
export function withoutValues(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? new Error("A database query failed.")) : error;
}
