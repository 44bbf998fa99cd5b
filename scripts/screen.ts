/** What the person at the shell sees: short lines, and of the children only what needs attention. */

export interface Screen {
  /** A step of the start, such as "PostgreSQL is up (0.9 s)". */
  step(text: string): void;
  /** Something that went wrong and was, or must be, dealt with. */
  warn(text: string): void;
  plain(text: string): void;
}

/** Writes steps to `out` and warnings to `err`, each with the seconds since the start. */
export function createScreen(options: {
  out: { write(text: string): unknown };
  err: { write(text: string): unknown };
  elapsedMs: () => number;
}): Screen {
  const stamp = () => `${(options.elapsedMs() / 1_000).toFixed(1).padStart(6)} s`;
  return {
    step: (text) => void options.out.write(`${stamp()}  ${text}\n`),
    warn: (text) => void options.err.write(`${stamp()}  ! ${text}\n`),
    plain: (text) => void options.out.write(`${text}\n`),
  };
}

const LEVEL_NAMES: Readonly<Record<number, string>> = { 40: "warn", 50: "error", 60: "fatal" };

function stringAt(record: object, key: string): string | undefined {
  const value: unknown = Reflect.get(record, key);
  return typeof value === "string" ? value : undefined;
}

/**
 * A child's log line as the screen shows it, or null where it belongs in the log file only.
 * JSON lines are shown from level 40 (warn) on; other lines only when they came from stderr.
 */
export function lineForScreen(line: string, from: "stdout" | "stderr"): string | null {
  if (line.trim() === "") return null;
  if (!line.startsWith("{")) return from === "stderr" ? line : null;
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return from === "stderr" ? line : null;
  }
  if (
    typeof record !== "object" ||
    record === null ||
    !("level" in record) ||
    typeof record.level !== "number"
  )
    return null;
  if (record.level < 40) return null;
  const error: unknown = Reflect.get(record, "err");
  const cause = typeof error === "object" && error !== null ? stringAt(error, "message") : undefined;
  const message = stringAt(record, "msg") ?? "(no message)";
  return `${LEVEL_NAMES[record.level] ?? "warn"}: ${message}${cause === undefined || cause === message ? "" : ` (${cause})`}`;
}
