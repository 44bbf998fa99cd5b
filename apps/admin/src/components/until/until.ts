import { wallText } from "@/format/time.ts";

/** When an item that is taken off, or a store that is paused, comes back, as a form offers it. */
export const untilChoices = ["hour", "two_hours", "end_of_day", "opening", "put_back", "on"] as const;

export type UntilChoice = (typeof untilChoices)[number];

/** The API's `until`; exactly one of its fields. */
export type Until =
  | { minutes: number }
  | { endOfDay: true }
  | { opening: true }
  | { on: string }
  | { indefinitely: true };

/** @param time `2026-12-03T11:00` on the store's clock, for `on` only */
export function untilOfChoice(choice: UntilChoice, time: string): Until {
  switch (choice) {
    case "hour":
      return { minutes: 60 };
    case "two_hours":
      return { minutes: 120 };
    case "end_of_day":
      return { endOfDay: true };
    case "put_back":
      return { indefinitely: true };
    case "opening":
      return { opening: true };
    case "on":
      return { on: time };
  }
}

/** The next day at 04:00 on the clock in `zone`, as `2026-12-04T04:00`: never past there, when most days have ended. */
export function earlyTomorrow(now: Date, zone: string): string {
  const noon = new Date(`${wallText(now, zone).slice(0, 10)}T12:00:00Z`);
  return `${new Date(noon.getTime() + 24 * 60 * minuteMs).toISOString().slice(0, 10)}T04:00`;
}

const minuteMs = 60_000;
const weekMinutes = 10_080;

/**
 * What takes an item off again as it was before somebody put it back: for what is left of its time, a minute at least,
 * and where that is more than a week, until the day and time in `zone`.
 */
export function untilAgain(until: string | null, now: Date, zone: string): Until {
  if (until === null) return { indefinitely: true };
  const minutes = Math.ceil((Date.parse(until) - now.getTime()) / minuteMs);
  return minutes > weekMinutes ? { on: wallText(new Date(until), zone) } : { minutes: Math.max(minutes, 1) };
}
