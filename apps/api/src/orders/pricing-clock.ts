/** A moment as a store's clock on the wall shows it. */
export interface LocalMoment {
  /** ISO weekday, 1 = Monday. */
  weekday: number;
  /** Minutes since local midnight. */
  minute: number;
}

export type ParsedSchedule =
  | { kind: "instant"; at: Date }
  /** A local time that the store's clocks skip in spring. */
  | { kind: "gap" }
  | { kind: "unreadable" };

const DAY_MS = 86_400_000;
const SCHEDULE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)?$/;

/** What the store's clock shows at an instant. Throws RangeError for an unknown zone. */
export function localMomentOf(at: Date, timezone: string): LocalMoment {
  const wall = new Date(wallClockMs(at.getTime(), timezone));
  return { weekday: wall.getUTCDay() || 7, minute: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
}

/**
 * Reads `scheduled_at`. `Z` and `+00:00` are UTC; another offset names one exact instant; no offset is the
 * store's own time, in autumn's repeated hour the first of the two. A local time that the store's clocks
 * skip is a gap, also where it was written with the offset that the store has just before or after.
 */
export function parseSchedule(text: string, timezone: string): ParsedSchedule {
  const match = SCHEDULE.exec(text);
  if (match === null) return { kind: "unreadable" };
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone] = match;
  const wallMs = wallOf([year, month, day, hour, minute, second].map(Number));
  if (wallMs === null) return { kind: "unreadable" };
  const milliseconds = Number(fraction.padEnd(3, "0").slice(0, 3));

  if (zone === undefined) {
    const instant = instantsOf(wallMs, timezone)[0];
    return instant === undefined
      ? { kind: "gap" }
      : { kind: "instant", at: new Date(instant + milliseconds) };
  }
  const offsetMs = offsetOf(zone);
  if (offsetMs === null) return { kind: "unreadable" };
  if (offsetMs !== 0 && isSkippedLocally({ wallMs, offsetMs, timezone })) return { kind: "gap" };
  return { kind: "instant", at: new Date(wallMs - offsetMs + milliseconds) };
}

/** The fields as if they were UTC; null where the calendar has no such moment (30 February, second 60). */
function wallOf(fields: readonly number[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal =
    wall.getUTCFullYear() === year &&
    wall.getUTCMonth() === month - 1 &&
    wall.getUTCDate() === day &&
    wall.getUTCHours() === hour &&
    wall.getUTCMinutes() === minute &&
    wall.getUTCSeconds() === second;
  return isReal ? wall.getTime() : null;
}

function offsetOf(zone: string): number | null {
  if (zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The instants at which the store's clock shows this time: none in a gap, two in an overlap; earliest first. */
function instantsOf(wallMs: number, timezone: string): number[] {
  const found = nearbyOffsets(wallMs, timezone)
    .map((offsetMs) => wallMs - offsetMs)
    .filter((instant) => wallClockMs(instant, timezone) === wallMs);
  return found.sort((a, b) => a - b);
}

function isSkippedLocally(input: { wallMs: number; offsetMs: number; timezone: string }): boolean {
  const { wallMs, offsetMs, timezone } = input;
  if (wallClockMs(wallMs - offsetMs, timezone) === wallMs) return false;
  return nearbyOffsets(wallMs, timezone).includes(offsetMs) && instantsOf(wallMs, timezone).length === 0;
}

/** The zone's offsets a day before and a day after, which are the two sides of a change of clocks. */
function nearbyOffsets(wallMs: number, timezone: string): number[] {
  const offsets = [wallMs - DAY_MS, wallMs + DAY_MS].map((at) => wallClockMs(at, timezone) - at);
  return [...new Set(offsets)];
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows, as the milliseconds of the same fields in UTC (whole seconds). */
function wallClockMs(atMs: number, timezone: string): number {
  let formatter = formatters.get(timezone);
  if (formatter === undefined) {
    // Making a formatter costs a hundred times its use; the number of zones is small.
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: timezone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(timezone, formatter);
  }
  // "01/15/2026, 12:34:56"
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = formatter
    .format(atMs)
    .split(/\D+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
