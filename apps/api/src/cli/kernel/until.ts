import { type Command, Option } from "commander";
import type { UntilChoice } from "../../stores/until.ts";
import { readMinutes, readTimeOfDay } from "./given.ts";

/** When something comes back by itself, as given at the shell; at most one of them. */
export interface UntilOptions {
  /** Minutes. */
  for?: number;
  untilEndOfDay?: true;
  /** `HH:MM` */
  until?: string;
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
      new Option("--until <HH:MM>", "until the store's clock next shows it")
        .argParser(readTimeOfDay)
        .conflicts(others("until")),
    );
}

export function untilOfOptions(options: UntilOptions): UntilChoice {
  if (options.for !== undefined) return { kind: "minutes", minutes: options.for };
  if (options.untilEndOfDay) return { kind: "end_of_day" };
  if (options.until !== undefined) return { kind: "at", localTime: options.until };
  return { kind: "indefinitely" };
}

/** A time on the store's clock: `Thu 17:00 PST`. An unknown zone is shown as UTC. */
export function clock(at: Date, timezone: string): string {
  return new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  })
    .format(at)
    .replace(",", "");
}
