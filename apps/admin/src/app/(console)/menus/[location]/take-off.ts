/** When an item that is taken off comes back, as the dialog offers it. */
export const takeOffChoices = [
  { id: "hour", words: "In 1 hour" },
  { id: "two_hours", words: "In 2 hours" },
  { id: "end_of_day", words: "At the end of the day", hint: "04:00 on the store's clock" },
  { id: "put_back", words: "When I put it back" },
  { id: "at", words: "At a time…", hint: "the next time the store's clock shows it" },
] as const;

export type TakeOffChoice = (typeof takeOffChoices)[number]["id"];

/** The API's `until`; exactly one of its fields. */
export type Until = { minutes: number } | { endOfDay: true } | { at: string } | { indefinitely: true };

/** @param time `HH:MM`, for `at` only */
export function untilOfChoice(choice: TakeOffChoice, time: string): Until {
  switch (choice) {
    case "hour":
      return { minutes: 60 };
    case "two_hours":
      return { minutes: 120 };
    case "end_of_day":
      return { endOfDay: true };
    case "put_back":
      return { indefinitely: true };
    case "at":
      return { at: time };
  }
}

const minuteMs = 60_000;
const weekMinutes = 10_080;

/** What takes an item off again as it was before somebody put it back: for what is left of its time, a minute at least. */
export function untilAgain(until: string | null, now: Date): Until {
  if (until === null) return { indefinitely: true };
  const minutes = Math.ceil((Date.parse(until) - now.getTime()) / minuteMs);
  return { minutes: Math.min(Math.max(minutes, 1), weekMinutes) };
}
