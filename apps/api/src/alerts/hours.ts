import type { AlertChannel } from "@parley/db/alerts";
import { instantOf, minuteIn } from "@parley/limits";

type Hours = Pick<AlertChannel, "quietFrom" | "quietTo" | "quietZone">;

const DAY_MS = 86_400_000;

/**
 * When a channel's quiet hours end that it is in at an instant; null where it is in none. By the clocks of its zone,
 * also in the nights in which they are put forward or back.
 */
export function quietUntil({ quietFrom: from, quietTo: to, quietZone: zone }: Hours, at: Date): Date | null {
  if (from === null || to === null || zone === null) return null;
  const [day = "", time = ""] = minuteIn(zone, at).split("T");
  const isBefore = time < to;
  const isQuiet = from < to ? from <= time && isBefore : from <= time || isBefore;
  if (!isQuiet) return null;
  const last = isBefore ? day : new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return instantOf(`${last}T${to}`, zone);
}
