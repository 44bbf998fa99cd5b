import { withoutValues } from "@parley/db";
import { type Logger, pino } from "pino";

export type { Logger };

/**
 * One JSON line per event. Nothing that grants access or identifies a guest may be logged: the paths
 * below are removed even where somebody logs a whole object by mistake.
 */
export const REDACTED_PATHS = [
  "authorization",
  "cookie",
  "password",
  "token",
  "sharedId",
  "secret",
  "masterKey",
  "digest",
  "body",
  "customer",
  "guest",
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

interface LoggedError {
  type: string;
  message: string;
  code?: string;
  constraint?: string;
  stack?: string | undefined;
  cause?: LoggedError;
}

/**
 * The part of an error that is logged: what happened and where. Never the values of the failed statement,
 * which the database's errors contain in their messages and details.
 */
export function loggedError(error: unknown): LoggedError {
  const bare = withoutValues(error);
  if (!(bare instanceof Error)) return { type: typeof bare, message: "a thrown value that is no error" };
  return {
    type: bare.name,
    message: bare.message,
    ...("code" in bare && typeof bare.code === "string" ? { code: bare.code } : {}),
    ...("constraint_name" in bare && typeof bare.constraint_name === "string"
      ? { constraint: bare.constraint_name }
      : {}),
    stack: bare.stack,
    ...(bare.cause === undefined ? {} : { cause: loggedError(bare.cause) }),
  };
}

/** Creates the process's logger. `destination` is for tests. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: { service: "parley-api", pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: loggedError },
    redact: { paths: REDACTED_PATHS, censor: "[redacted]" },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
