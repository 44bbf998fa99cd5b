import { ContractError, ERROR_CODES, type ErrorCode, type Issue } from "@parley/par-contract";

/** Closes a switch: the compiler refuses a call when a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}

/**
 * An expected failure. Callers may see `issues`; `message` and `cause` go to the log only.
 * Codes are the contract's, so that a search for one finds every place that uses it.
 */
export class AppError extends Error {
  override name = "AppError";
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  /** Why; recorded, but never shown to the caller. */
  readonly reason: string | null;
  /** Seconds for `Retry-After`; null where trying again is no use. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: ErrorCode,
    options: {
      message: string;
      issues?: readonly Issue[];
      reason?: string;
      retryAfterSeconds?: number;
      cause?: unknown;
    },
  ) {
    super(options.message, { cause: options.cause });
    this.code = code;
    this.issues = options.issues ?? [{ code, message: options.message }];
    this.reason = options.reason ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

const DISK_FULL = "53100";

/** Codes of PostgreSQL and of its driver for an unavailable database, not for a wrong query. */
const DATABASE_AWAY = new Set([
  "STATEMENT_TIMEOUT", // sent, and not answered in time
  "POOL_TIMEOUT", // not sent: no connection took it in time
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "57014", // query_canceled: it took longer than a statement may
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "53300", // too_many_connections
  "25006", // read_only_sql_transaction: a standby
  DISK_FULL,
  "58030", // io_error
]);

function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") codes.push(at.code);
  }
  return codes;
}

/** True when PostgreSQL could not be reached or went away in the middle. */
export function isDatabaseAway(error: unknown): boolean {
  return codesOf(error).some((code) => DATABASE_AWAY.has(code));
}

/** True where the server said that its disk is full. */
export function isDiskFull(error: unknown): boolean {
  return codesOf(error).includes(DISK_FULL);
}

/** Seconds after which a call that met an unavailable database may be repeated. */
export const DATABASE_RETRY_S = 2;

/** Turns whatever was thrown into the failure that the caller gets. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ContractError) {
    const reason = "reason" in error && typeof error.reason === "string" ? { reason: error.reason } : {};
    return new AppError(error.code, {
      message: error.message,
      issues: error.issues,
      cause: error,
      ...reason,
    });
  }
  if (isDatabaseAway(error)) {
    return new AppError("overloaded", {
      message: "The gateway cannot take this call just now; try again shortly",
      reason: isDiskFull(error) ? "database_full" : "database_away",
      retryAfterSeconds: DATABASE_RETRY_S,
      cause: error,
    });
  }
  return new AppError("internal", { message: "Something went wrong on our side", cause: error });
}
