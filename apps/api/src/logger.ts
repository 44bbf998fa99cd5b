import { type Logger, pino } from "pino";

export type { Logger };

/**
 * One JSON line per event. Nothing that could open a door or name a guest may be logged:
 * the paths below are removed even where somebody logs a whole object by mistake.
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

/** Creates the process's logger. `destination` is for tests. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: { service: "parley-api", pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_PATHS, censor: "[redacted]" },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
