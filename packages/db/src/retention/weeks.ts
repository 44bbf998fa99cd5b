// Bodies of calls stand in partitions by their ids, which begin with the millisecond in which they were made.

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;
const HEX_DIGITS = 12;

/** Beyond so many days of the longest limit weeks would be so many that reading one call takes milliseconds to plan. */
const WEEKS_UP_TO_DAYS = 370;

/** How much time one partition holds: a week, or four where the longest limit would make too many of them. */
export function spanOf(longestDays: number): number {
  return longestDays > WEEKS_UP_TO_DAYS ? 4 * WEEK_MS : WEEK_MS;
}

/** The first moment after `after` at which a partition may end: a Monday, by UTC. */
export function nextEnd(after: Date, spanMs: number): Date {
  const spans = Math.floor((after.getTime() - FIRST_MONDAY_MS) / spanMs) + 1;
  return new Date(spans * spanMs + FIRST_MONDAY_MS);
}

/** The smallest id of a call that can be made at a moment; a bound of a partition. */
export function boundOf(at: Date): string {
  return `exc_${at.getTime().toString(16).padStart(HEX_DIGITS, "0")}`;
}

/** The moment of a bound; null of what is none of ours. */
export function momentOf(bound: string): Date | null {
  const hex = /^exc_([0-9a-f]{12})$/.exec(bound)?.[1];
  return hex === undefined ? null : new Date(Number.parseInt(hex, 16));
}
