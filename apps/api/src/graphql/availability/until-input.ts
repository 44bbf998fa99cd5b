import { MINUTES_MAX, type UntilChoice } from "../../stores/until.ts";
import { builder } from "../kernel/builder.ts";

export const AvailabilityUntilInput = builder.inputType("AvailabilityUntilInput", {
  description:
    "When items that are taken off, or a store that is paused, come back by themselves. Exactly one of these.",
  fields: (t) => ({
    minutes: t.int({ description: `So many minutes from now, ${MINUTES_MAX} at most.` }),
    endOfDay: t.boolean({ description: "At the end of the store's day: 04:00 on its clock." }),
    at: t.string({ description: "When the store's clock next shows this: `HH:MM`." }),
    indefinitely: t.boolean({ description: "Not by themselves: when somebody brings them back." }),
  }),
});

/** What was chosen; null where nothing was given. A choice that is switched off (`endOfDay: false`) counts as not given. */
export function untilChoiceOf(
  until: typeof AvailabilityUntilInput.$inferInput | null | undefined,
): UntilChoice | "unclear" | null {
  if (until === null || until === undefined) return null;
  const { minutes, endOfDay, at, indefinitely } = until;
  const choices: UntilChoice[] = [
    ...(minutes === null || minutes === undefined ? [] : [{ kind: "minutes", minutes } as const]),
    ...(endOfDay ? [{ kind: "end_of_day" } as const] : []),
    ...(at === null || at === undefined ? [] : [{ kind: "at", localTime: at } as const]),
    ...(indefinitely ? [{ kind: "indefinitely" } as const] : []),
  ];
  const [choice, ...others] = choices;
  return choice === undefined || others.length > 0 ? "unclear" : choice;
}
