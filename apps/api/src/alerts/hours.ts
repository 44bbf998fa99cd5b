import type { AlertChannel, ChannelHours } from "@parley/db/alerts";
import { instantOf, minuteIn } from "@parley/limits";
import type { Words } from "@parley/words";
import { zoneNamed } from "../stores/timezone.ts";

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

/** Quiet hours as a person gives them. */
export interface QuietHours {
  /** `22:00`. */
  from: string;
  to: string;
  zone: string;
}

/** When a channel is to tell. What is left out stays; null takes it away. */
export interface GivenHours {
  quiet?: QuietHours | null | undefined;
  tellsOrdersAtNight?: boolean | undefined;
  delayMin?: number | null | undefined;
  digest?: DigestTime | null | undefined;
}

/** When a day is told in short, as a person gives it. */
export interface DigestTime {
  /** `08:00`. */
  at: string;
  zone: string;
}

/** A channel that tells at any time and at once, and no day in short. */
export const ANY_TIME: ChannelHours = {
  quietFrom: null,
  quietTo: null,
  quietZone: null,
  tellsOrdersAtNight: true,
  delayMin: null,
  digestAt: null,
  digestZone: null,
};

/** The longest wait of a step of a ladder. */
export const DELAY_MIN_MAX = 1_440;

export type JudgedHours =
  | { kind: "hours"; hours: ChannelHours }
  | { kind: "invalid"; field: "quiet" | "delay" | "digest"; message: string };

/** What a channel's hours become, or a sentence about what cannot be used. */
export function judgeHours(before: ChannelHours, given: GivenHours, say: Words<"alerts">): JudgedHours {
  const { quiet, digest, tellsOrdersAtNight = before.tellsOrdersAtNight, delayMin = before.delayMin } = given;
  const hours = { ...ANY_TIME, ...pickHours(before), tellsOrdersAtNight, delayMin: delayMin || null };
  if (digest === null) Object.assign(hours, { digestAt: null, digestZone: null });
  else if (digest !== undefined) {
    const digestZone = zoneNamed(digest.zone);
    if (!isTime(digest.at)) return { kind: "invalid", field: "digest", message: say("refused.digest") };
    if (digestZone === null) return { kind: "invalid", field: "digest", message: say("refused.zone") };
    Object.assign(hours, { digestAt: digest.at, digestZone });
  }
  if (delayMin !== null && !(Number.isInteger(delayMin) && delayMin >= 0 && delayMin <= DELAY_MIN_MAX))
    return { kind: "invalid", field: "delay", message: say("refused.delay", { max: DELAY_MIN_MAX }) };
  if (quiet === undefined) return { kind: "hours", hours };
  if (quiet === null)
    return { kind: "hours", hours: { ...hours, quietFrom: null, quietTo: null, quietZone: null } };
  const zone = zoneNamed(quiet.zone);
  if (!isTime(quiet.from) || !isTime(quiet.to) || quiet.from === quiet.to)
    return { kind: "invalid", field: "quiet", message: say("refused.quiet") };
  if (zone === null) return { kind: "invalid", field: "quiet", message: say("refused.zone") };
  return { kind: "hours", hours: { ...hours, quietFrom: quiet.from, quietTo: quiet.to, quietZone: zone } };
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

function pickHours({ quietFrom, quietTo, quietZone, digestAt, digestZone }: ChannelHours) {
  return { quietFrom, quietTo, quietZone, digestAt, digestZone };
}

/** A day in short that could not be told for so long is left out: the next one tells more. */
const DIGEST_LATE_MS = 6 * 3_600_000;

/** Since when a channel's day in short is due; null where none is. */
export function digestDue(
  { digestAt, digestZone, digestToldAt }: Pick<AlertChannel, "digestAt" | "digestZone" | "digestToldAt">,
  now: Date,
): Date | null {
  if (digestAt === null || digestZone === null) return null;
  const [today = ""] = minuteIn(digestZone, now).split("T");
  const ofToday = instantOf(`${today}T${digestAt}`, digestZone);
  if (ofToday === null || ofToday > now || now.getTime() - ofToday.getTime() > DIGEST_LATE_MS) return null;
  return digestToldAt === null || digestToldAt < ofToday ? ofToday : null;
}
