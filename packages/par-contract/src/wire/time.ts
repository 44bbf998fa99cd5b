import { isWritable } from "@parley/limits";

const pattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?(Z|[+-]\d{2}:\d{2})$/;

/** The forms in which a date and time is taken; `documented` is `yyyy-MM-ddTHH:mm:ss.fffZ`. */
export type DatetimeForm = "documented" | "other_fraction" | "offset";

/** A parsed date and time: the instant in whole seconds and milliseconds, and the form it had. */
export interface Instant {
  /** Unix seconds, floored as .NET's `ToUnixTimeSeconds` does; what the digest signs. */
  readonly seconds: number;
  /** Unix milliseconds; digits past the third are dropped. */
  readonly milliseconds: number;
  readonly form: DatetimeForm;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Parses a date and time strictly: `YYYY-MM-DDTHH:mm:ss[.f{1,7}](Z|±HH:MM)`, the calendar checked by hand
 * (V8's `Date.parse` takes 30 February). Null when it is anything else: no zone, a leap second, 8 digits.
 *
 * @example
 * ```ts
 * parseInstant("2026-01-15T18:04:56.999+05:30")?.seconds; // 1768480496
 * parseInstant("2026-02-30T00:00:00Z"); // null
 * ```
 */
export function parseInstant(text: string): Instant | null {
  if (text.length > 33) return null;
  const match = pattern.exec(text);
  if (match === null) return null;
  const [, y = "", mo = "", d = "", h = "", mi = "", s = "", fraction, zone = "Z"] = match;
  const year = Number(y);
  const month = Number(mo);
  const day = Number(d);
  const hour = Number(h);
  const minute = Number(mi);
  const second = Number(s);
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  let offsetMinutes = 0;
  if (zone !== "Z") {
    const zoneHours = Number(zone.slice(1, 3));
    const zoneMinutes = Number(zone.slice(4, 6));
    // .NET's DateTimeOffset knows no offset beyond 14 hours; its TryParse would fail and sign with 0.
    if (zoneMinutes > 59 || zoneHours * 60 + zoneMinutes > 14 * 60) return null;
    offsetMinutes = (zone.startsWith("-") ? -1 : 1) * (zoneHours * 60 + zoneMinutes);
  }
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute - offsetMinutes, second, 0);
  if (!isWritable(date)) return null;
  const seconds = date.getTime() / 1000;
  const milliseconds = seconds * 1000 + Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  const form = zone !== "Z" ? "offset" : fraction?.length === 3 ? "documented" : "other_fraction";
  return { seconds, milliseconds, form };
}
