/** A moment as a store's clock on the wall shows it. */
export interface LocalMoment {
  /** ISO weekday, 1 = Monday. */
  weekday: number;
  /** Minutes since local midnight. */
  minute: number;
}

const DAY_MS = 86_400_000;

/** What the store's clock shows at an instant. Throws RangeError for an unknown zone. */
export function localMomentOf(at: Date, timezone: string): LocalMoment {
  const wall = new Date(wallClockMs(at.getTime(), timezone));
  return { weekday: wall.getUTCDay() || 7, minute: wall.getUTCHours() * 60 + wall.getUTCMinutes() };
}

/**
 * Whether a date and time with an offset names a local time that the store's clocks skip in spring, by the
 * offset that they have just before or after. Such a text names an instant too, but not the one its writer
 * had in mind. `Z` and `+00:00` are UTC and skip nothing.
 */
export function isSkippedLocally(input: { text: string; at: Date; timezone: string }): boolean {
  const { text, at, timezone } = input;
  const match = /([+-])(\d\d):(\d\d)$/.exec(text);
  if (match === null) return false;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  const offsetMs = (match[1] === "-" ? -minutes : minutes) * 60_000;
  if (offsetMs === 0) return false;

  const wallMs = Math.floor(at.getTime() / 1000) * 1000 + offsetMs;
  if (wallClockMs(wallMs - offsetMs, timezone) === wallMs) return false;
  const offsets = nearbyOffsets(wallMs, timezone);
  const isEverShown = offsets.some((nearby) => wallClockMs(wallMs - nearby, timezone) === wallMs);
  return offsets.includes(offsetMs) && !isEverShown;
}

/**
 * The instants at which the store's clock shows this wall time: one, or two where it is shown twice. Where the
 * clocks skip it: the one instant at which they do. Wall times are the milliseconds of the same fields in UTC.
 */
export function wallTimeAt(wallMs: number, timezone: string): number[] {
  const tries = nearbyOffsets(wallMs, timezone)
    .map((offsetMs) => wallMs - offsetMs)
    .sort((a, b) => a - b);
  const shown = tries.filter((atMs) => wallClockMs(atMs, timezone) === wallMs);
  const [first = wallMs, last = first] = tries;
  return shown.length > 0 ? shown : [firstPast(wallMs, { fromMs: first, toMs: last, timezone })];
}

/** The first whole second in (fromMs, toMs] at which the clock shows wallMs or more, by halving. */
function firstPast(wallMs: number, within: { fromMs: number; toMs: number; timezone: string }): number {
  let { fromMs, toMs } = within;
  while (toMs - fromMs > 1_000) {
    const middle = fromMs + Math.floor((toMs - fromMs) / 2_000) * 1_000;
    if (wallClockMs(middle, within.timezone) >= wallMs) toMs = middle;
    else fromMs = middle;
  }
  return toMs;
}

/** The instants in (fromMs, toMs] at which the zone's clocks are put forward or back, found day by day. */
export function clockChangesBetween(fromMs: number, toMs: number, timezone: string): number[] {
  const offsetAt = (atMs: number) => wallClockMs(atMs, timezone) - Math.floor(atMs / 1000) * 1000;
  const changes: number[] = [];
  for (let dayMs = fromMs; dayMs < toMs; dayMs += DAY_MS) {
    const before = offsetAt(dayMs);
    let [sameMs, changedMs] = [dayMs, Math.min(dayMs + DAY_MS, toMs)];
    if (offsetAt(changedMs) === before) continue;
    while (changedMs - sameMs > 1_000) {
      const middle = sameMs + Math.floor((changedMs - sameMs) / 2_000) * 1_000;
      if (offsetAt(middle) === before) sameMs = middle;
      else changedMs = middle;
    }
    // Clocks change on whole seconds, whatever fraction `fromMs` had.
    changes.push(Math.floor(changedMs / 1000) * 1000);
  }
  return changes;
}

const WALL_TEXT = /^(20\d\d)-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * The instant at which a store's clock shows `2026-11-01T08:30`: of two, the first; of none, the moment at which the
 * clocks skip it. Null for a text that is no date and time of this century.
 */
export function instantOfWallText(text: string, timezone: string): Date | null {
  const [, year, month, day, hour, minute] = WALL_TEXT.exec(text) ?? [];
  const wallMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  // Date.UTC makes the 31st of February a day of March.
  if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(text)) return null;
  return new Date(wallTimeAt(wallMs, timezone)[0] ?? wallMs);
}

/** What a store's clock shows at an instant, as `2026-11-01T08:30`. */
export function wallTextAt(at: Date, timezone: string): string {
  return new Date(wallClockMs(at.getTime(), timezone)).toISOString().slice(0, 16);
}

/** The zone's offsets a day before and a day after, which are the two sides of a change of clocks. */
function nearbyOffsets(wallMs: number, timezone: string): number[] {
  const offsets = [wallMs - DAY_MS, wallMs + DAY_MS].map((at) => wallClockMs(at, timezone) - at);
  return [...new Set(offsets)];
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall shows, as the milliseconds of the same fields in UTC (whole seconds). */
export function wallClockMs(atMs: number, timezone: string): number {
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
