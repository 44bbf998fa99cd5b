import type { ItemUntil } from "../../menus/availability/set-items.ts";
import { DAYS_MAX, MINUTES_MAX } from "../../stores/until.ts";
import { builder } from "../kernel/builder.ts";

export const AvailabilityUntilInput = builder.inputType("AvailabilityUntilInput", {
  description:
    "When items that are taken off, or a store that is paused, come back by themselves. Exactly one of these.",
  fields: (t) => ({
    minutes: t.int({ description: `So many minutes from now, ${MINUTES_MAX} at most.` }),
    endOfDay: t.boolean({ description: "At the end of the store's day: 04:00 on its clock." }),
    at: t.string({ description: "When the store's clock next shows this: `HH:MM`." }),
    on: t.string({
      description: `When the store's clock shows this day and time, \`2026-12-03T11:00\`; ${DAYS_MAX} days ahead at most.`,
    }),
    opening: t.boolean({
      description:
        "When the store opens on its next day, by the hours of its menus: `Location.opensAt`. Of items only.",
    }),
    indefinitely: t.boolean({ description: "Not by themselves: when somebody brings them back." }),
  }),
});

/** What was chosen; null where nothing was given. A choice that is switched off (`endOfDay: false`) counts as not given. */
export function untilChoiceOf(
  until: typeof AvailabilityUntilInput.$inferInput | null | undefined,
): ItemUntil | "unclear" | null {
  if (until === null || until === undefined) return null;
  const { minutes, endOfDay, at, on, opening, indefinitely } = until;
  const choices: ItemUntil[] = [
    ...(minutes === null || minutes === undefined ? [] : [{ kind: "minutes", minutes } as const]),
    ...(endOfDay ? [{ kind: "end_of_day" } as const] : []),
    ...(at === null || at === undefined ? [] : [{ kind: "at", localTime: at } as const]),
    ...(on === null || on === undefined ? [] : [{ kind: "on", localTime: on } as const]),
    ...(opening ? [{ kind: "opening" } as const] : []),
    ...(indefinitely ? [{ kind: "indefinitely" } as const] : []),
  ];
  const [choice, ...others] = choices;
  return choice === undefined || others.length > 0 ? "unclear" : choice;
}
