import { isZone } from "@parley/limits";
import type { Words } from "@parley/words";
import { intlLocales, type Language } from "@parley/words/language";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago `at` was, in one unit: `42 s`, `6 min`, `3 h`, `12 d`. Null for what is just now, or ahead of the
 * clock.
 */
export function formatAge(at: Date, now: Date): string | null {
  const ms = now.getTime() - at.getTime();
  if (ms < 5 * second) return null;
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  if (ms < day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} d`;
}

/** A span in milliseconds as one reads it in a waterfall: `< 0.1 ms`, `0.4 ms`, `12 ms`, `1.25 s`, `3 min 20 s`. */
export function formatDuration(ms: number): string {
  if (ms < 0.05) return "< 0.1 ms";
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 9_995) return `${(ms / second).toFixed(2)} s`;
  if (ms < 59_950) return `${(ms / second).toFixed(1)} s`;
  const seconds = Math.round(ms / second);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

export type TimePrecision = "minute" | "second" | "millisecond";

/** Date and time in `zone` (an IANA name) with the zone's short name: `Nov 23, 08:12:09 PST`. */
export function formatDateTime(
  at: Date,
  zone: string,
  precision: TimePrecision = "second",
  language: Language = "en",
): string {
  return formatterFor(zone, precision, true, language)
    .format(at)
    .replace(/ at |, (?=\d{2}:)/, ", ");
}

/** Time of day in `zone`, 24 hours: `08:12:09` or `08:12:09.123`. */
export function formatTimeOfDay(at: Date, zone: string, precision: TimePrecision = "second"): string {
  return formatterFor(zone, precision, false, "en").format(at);
}

/**
 * A time that is to come, as short as it can be said: `17:00`, `04:00 tomorrow`, `Nov 28, 04:00`. Days are those of
 * `zone`, not the viewer's.
 */
export function formatUntil(at: Date, place: { zone: string; now: Date }, reader: Reader): string {
  const { zone, now } = place;
  const time = formatTimeOfDay(at, zone, "minute");
  const daysAhead = (wallDay(at, zone) - wallDay(now, zone)) / day;
  if (daysAhead === 0) return time;
  if (daysAhead === 1) return reader.frame("time.tomorrow", { time });
  return reader.frame("time.onDay", { day: formatDay(at, zone, reader.language), time });
}

/** Who a time is told to. */
export interface Reader {
  language: Language;
  frame: Words<"shell">;
}

/** What a clock in `zone` shows, as `2026-11-28T17:00`: what a field for a date and time holds. */
export function wallText(at: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: isZone(zone) ? zone : "UTC",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

/** A day and time in words, as a clock in `zone` shows them: `Tuesday, December 1, 04:00`. */
export function formatLongDay(at: Date, zone: string, language: Language): string {
  const timeZone = isZone(zone) ? zone : "UTC";
  const day = new Intl.DateTimeFormat(intlLocales[language], {
    timeZone,
    weekday: "long",
    month: "long",
    day: "numeric",
  }).format(at);
  return `${day}, ${formatTimeOfDay(at, zone, "minute")}`;
}

/** A day of `zone`: `Nov 28`. */
export function formatDay(at: Date, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(intlLocales[language], {
    timeZone: isZone(zone) ? zone : "UTC",
    month: "short",
    day: "numeric",
  }).format(at);
}

/** A day of `zone` that may be of another year: `Nov 28, 2025`. */
export function formatYearDay(at: Date, zone: string, language: Language): string {
  return new Intl.DateTimeFormat(intlLocales[language], {
    timeZone: isZone(zone) ? zone : "UTC",
    year: "numeric",
    month: "short",
    day: "numeric",
  }).format(at);
}

/** The date in `zone` as the milliseconds of its midnight in UTC. */
function wallDay(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: isZone(zone) ? zone : "UTC",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"));
}

/** The short name of `zone` at that moment, such as `PST` or `PDT`. */
export function zoneName(at: Date, zone: string): string {
  const parts = formatterFor(zone, "minute", true, "en").formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(
  zone: string,
  precision: TimePrecision,
  withDate: boolean,
  language: Language,
): Intl.DateTimeFormat {
  const key = `${zone} ${precision} ${withDate} ${language}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat(intlLocales[language], {
    // A store's zone comes from its settings; a wrong one must not take the page down.
    timeZone: isZone(zone) ? zone : "UTC",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(precision === "minute" ? {} : { second: "2-digit" }),
    ...(precision === "millisecond" ? { fractionalSecondDigits: 3 } : {}),
    ...(withDate ? { month: "short", day: "numeric", timeZoneName: "short" } : {}),
  });
  formatters.set(key, formatter);
  return formatter;
}
