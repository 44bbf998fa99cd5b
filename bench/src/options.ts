/** The options of the benchmarks' command lines, read from `process.argv`. */

export function flag(name: string): boolean {
  return process.argv.includes(`--${name}`);
}

function textOf(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? undefined : process.argv[at + 1];
}

/** @throws Error where it is no number above 0 */
export function number(name: string, fallback: number): number {
  const text = textOf(name);
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} must be a number above 0`);
  return value;
}

const THOUSANDS: Record<string, number> = { "": 1, k: 1_000, m: 1_000_000 };

/** A count of rows such as `5m` or `20000`; null where it is not asked for. @throws Error where it is no count */
export function rowCount(name: string): number | null {
  if (!flag(name)) return null;
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)([km]?)$/.exec(textOf(name) ?? "") ?? [];
  if (digits === undefined) throw new Error(`--${name} must be a count such as 20000, 500k or 5m`);
  return Math.round(Number(digits) * (THOUSANDS[unit] ?? 1));
}

const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** A span such as `90s`, `10m` or `1h`, in milliseconds. @throws Error where it is none */
export function span(name: string, fallbackMs: number): number {
  if (!flag(name)) return fallbackMs;
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)([smh])$/.exec(textOf(name) ?? "") ?? [];
  if (digits === undefined) throw new Error(`--${name} must be a span such as 90s, 10m or 1h`);
  return Number(digits) * (UNITS[unit] ?? 0);
}
