import type { AlertChannel } from "@parley/db/alerts";
import type { Command } from "commander";
import type { GivenHours } from "../../alerts/hours.ts";
import { UsageError } from "../kernel/refusal.ts";

export interface HoursOptions {
  quiet?: string;
  zone?: string;
  ordersAtNight?: string;
  after?: string;
  digest?: string;
}

/** The options by which a channel's hours are given, the same for a new one and a change. */
export function withHours(command: Command): Command {
  return command
    .option("--quiet <hours>", "rest at these hours, such as 22:00-07:00, or none")
    .option("--zone <zone>", "by the clock of this zone, such as America/New_York")
    .option("--orders-at-night <answer>", "tell of paid orders that no kitchen has while it rests: yes or no")
    .option("--after <minutes>", "tell what has lasted so long and nobody has taken, such as 15m; 0 at once")
    .option("--digest <time>", "tell the last day in short at this time, such as 08:00, or none");
}
/** The hours that the options say, over those of a channel that is there. @throws UsageError */
export function hoursOf(
  { quiet, zone, ordersAtNight, after, digest }: HoursOptions,
  before: Pick<AlertChannel, "quietFrom" | "quietTo" | "quietZone" | "digestZone"> | null = null,
): GivenHours {
  const given: GivenHours = {};
  if (quiet === "none") given.quiet = null;
  else if (quiet !== undefined || (zone !== undefined && digest === undefined)) {
    const [from = "", to = ""] = quiet?.split("-") ?? [before?.quietFrom ?? "", before?.quietTo ?? ""];
    const own = zone ?? before?.quietZone;
    if (own == null)
      throw new UsageError("Quiet hours are by the clock of a zone.", "Say which with --zone.");
    given.quiet = { from, to, zone: own };
  }
  if (digest === "none") given.digest = null;
  else if (digest !== undefined) {
    const own = zone ?? before?.digestZone ?? before?.quietZone;
    if (own == null) throw new UsageError("A day ends by the clock of a zone.", "Say which with --zone.");
    given.digest = { at: digest, zone: own };
  }
  if (ordersAtNight !== undefined) {
    if (ordersAtNight !== "yes" && ordersAtNight !== "no")
      throw new UsageError(`--orders-at-night ${ordersAtNight} is no answer.`, "Say yes or no.");
    given.tellsOrdersAtNight = ordersAtNight === "yes";
  }
  if (after !== undefined) given.delayMin = Number(after.replace(/m$/, ""));
  return given;
}
