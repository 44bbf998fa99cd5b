import type { Words } from "@parley/words";
import { instantOfWallText, wallClockMs, wallTimeAt } from "../pricing/clock.ts";

/** A week: what rests longer has a date. */
export const MINUTES_MAX = 10_080;
/** A season; what rests longer rests until somebody ends it. */
export const DAYS_MAX = 100;

/** When an item that is taken off, or a store that is paused, comes back, as a person says it. */
export type UntilChoice =
  | { kind: "minutes"; minutes: number }
  /** When the coming night is over: a store that serves past midnight is still in its day. */
  | { kind: "end_of_day" }
  /** When the store's clock next shows this; `HH:MM`, such as tomorrow's opening. */
  | { kind: "at"; localTime: string }
  /** When the store's clock shows this day and time; `2026-12-03T11:00`. */
  | { kind: "on"; localTime: string }
  | { kind: "indefinitely" };

/** Late enough for a bar, early enough for a breakfast; whatever the menu's serving times say. */
const DAY_ENDS_AT = "04:00";
const DAY_MS = 86_400_000;
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;

/**
 * The instant that a choice means at a store, or null where it has no end. Counted on the store's clock: a time
 * that the clocks skip in spring is the moment at which they do; one that they show twice in autumn is
 * whichever comes next.
 * @param timezone IANA name
 * @throws RangeError for minutes that are not positive and whole, a time that is none, an unknown zone.
 */
export function untilOf(choice: UntilChoice, timezone: string, now: Date): Date | null {
  switch (choice.kind) {
    case "on": {
      const at = instantOfWallText(choice.localTime, timezone);
      if (at === null) throw new RangeError("A date and time is written YYYY-MM-DDTHH:MM");
      return at;
    }
    case "indefinitely":
      return null;
    case "minutes": {
      if (!Number.isInteger(choice.minutes) || choice.minutes < 1)
        throw new RangeError("Minutes are whole, and one or more");
      return new Date(now.getTime() + choice.minutes * 60_000);
    }
    case "end_of_day":
      return endOfDay(timezone, now);
    case "at":
      return nextAt(choice.localTime, timezone, now);
  }
}

/**
 * Why a choice cannot be meant, as a sentence; null where it can.
 * @param place whose clock shows it: its zone, and the moment of now
 */
export function untilProblem(
  choice: UntilChoice,
  { timezone, now }: { timezone: string; now: Date },
  say: Words<"takeoff">,
): string | null {
  if (choice.kind === "on") {
    const at = instantOfWallText(choice.localTime, timezone);
    if (at === null) return say("refused.dateAndTime");
    if (at <= now) return say("refused.past");
    return at.getTime() - now.getTime() <= DAYS_MAX * DAY_MS
      ? null
      : say("refused.tooFar", { max: DAYS_MAX });
  }
  if (choice.kind === "minutes") {
    const isGood = Number.isInteger(choice.minutes) && choice.minutes >= 1 && choice.minutes <= MINUTES_MAX;
    return isGood ? null : say("refused.minutes", { max: String(MINUTES_MAX) });
  }
  if (choice.kind !== "at" || TIME_OF_DAY.test(choice.localTime)) return null;
  return say("refused.timeOfDay");
}

/** When the coming night is over at a store: 04:00 on its clock. */
export function endOfDay(timezone: string, now: Date): Date {
  return nextAt(DAY_ENDS_AT, timezone, now);
}

/** The next moment at which the store's clock shows this time of day, today's or tomorrow's. */
function nextAt(localTime: string, timezone: string, now: Date): Date {
  const match = TIME_OF_DAY.exec(localTime);
  if (match === null) throw new RangeError("A time of day is written HH:MM, from 00:00 to 23:59");
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  const nowMs = now.getTime();
  const today = Math.floor(wallClockMs(nowMs, timezone) / DAY_MS);
  // Today and tomorrow, and once more where clocks went back over midnight.
  const candidates = [today, today + 1, today + 2]
    .flatMap((day) => wallTimeAt(day * DAY_MS + minutes * 60_000, timezone))
    .filter((atMs) => atMs > nowMs);
  return new Date(Math.min(...candidates));
}
