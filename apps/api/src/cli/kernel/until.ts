import { type Command, Option } from "commander";
import type { ItemUntil } from "../../menus/availability/set-items.ts";
import type { UntilChoice } from "../../stores/until.ts";
import { readMinutes, readUntil } from "./given.ts";

/** When something comes back by itself, as given at the shell; at most one of them. */
export interface UntilOptions {
  /** Minutes. */
  for?: number;
  untilEndOfDay?: true;
  /** `HH:MM`, or a day with it. */
  until?: UntilChoice;
}

/** `--for`, `--until-end-of-day` and `--until`, of which one may be given. */
export function addUntilOptions(command: Command): Command {
  const untils = ["for", "untilEndOfDay", "until"];
  const others = (name: string) => untils.filter((each) => each !== name);
  return command
    .addOption(new Option("--for <time>", "so long: 90m, 2h").argParser(readMinutes).conflicts(others("for")))
    .addOption(
      new Option("--until-end-of-day", "until 04:00 on the store's clock").conflicts(others("untilEndOfDay")),
    )
    .addOption(
      new Option("--until <time>", "until the store's clock shows it: 17:00, 2026-12-03T11:00")
        .argParser(readUntil)
        .conflicts(others("until")),
    );
}

export function untilOfOptions(options: UntilOptions): UntilChoice {
  if (options.for !== undefined) return { kind: "minutes", minutes: options.for };
  if (options.untilEndOfDay) return { kind: "end_of_day" };
  if (options.until !== undefined) return options.until;
  return { kind: "indefinitely" };
}

/** As items come back: by their store's opening as well. */
export interface ItemUntilOptions extends UntilOptions {
  untilOpening?: true;
}

/** The options of `addUntilOptions`, and `--until-opening`. */
export function addItemUntilOptions(command: Command): Command {
  const opening = new Option("--until-opening", "until the store opens on its next day, by its menus' hours");
  return addUntilOptions(command).addOption(opening.conflicts(["for", "untilEndOfDay", "until"]));
}

export function itemUntilOf(options: ItemUntilOptions): ItemUntil {
  return options.untilOpening ? { kind: "opening" } : untilOfOptions(options);
}

/** A time on the store's clock: `Thu, Dec 3, 17:00 PST`. An unknown zone is shown as UTC. */
export function clock(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(at);
}
