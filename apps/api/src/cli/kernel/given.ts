import { beginsWithDay, hundredthsOf, isWritable } from "@parley/limits";
import { InvalidArgumentError } from "commander";
import { readSeal as sealOf } from "../../audit/check.ts";
import { SLOTS_MAX } from "../../stores/provisioning/pos.ts";
import { OVERLAP_MINUTES_MAX } from "../../stores/provisioning/shared-ids.ts";
import { MINUTES_MAX, type UntilChoice } from "../../stores/until.ts";

const LIMIT_MAX = 1000;

/** How many rows a list may have. @throws InvalidArgumentError, which is a usage error */
export function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${LIMIT_MAX}.`);
}

const WAIT_SECONDS_MAX = 600;

/** How long to wait, in seconds. @throws InvalidArgumentError, which is a usage error */
export function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= WAIT_SECONDS_MAX) return seconds;
  throw new InvalidArgumentError(`It is a number of seconds up to ${WAIT_SECONDS_MAX}.`);
}

/** A date or a time, in UTC where it names no zone. @throws InvalidArgumentError, which is a usage error */
export function readTime(text: string): Date {
  const time = new Date(
    /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : `${text}Z`,
  );
  if (!beginsWithDay(text) || !isWritable(time)) {
    throw new InvalidArgumentError(
      "Give a date or a time in UTC, for example 2026-11-28 or 2026-11-28T11:30.",
    );
  }
  return time;
}

const MINUTES_EACH = new Map([
  ["m", 1],
  ["h", 60],
  ["d", 1440],
]);

/** A span such as `90m` or `2h`, in minutes. @throws InvalidArgumentError, which is a usage error */
export function readMinutes(text: string): number {
  const match = /^([1-9]\d{0,4})([mhd])$/.exec(text);
  const minutes = Number(match?.[1]) * (MINUTES_EACH.get(match?.[2] ?? "") ?? Number.NaN);
  if (minutes <= MINUTES_MAX) return minutes;
  throw new InvalidArgumentError("It is a span up to a week, such as 90m, 2h or 1d.");
}

/** A span such as `7d`, or `0`, in minutes. @throws InvalidArgumentError, which is a usage error */
export function readOverlap(text: string): number {
  const match = /^(?:0|([1-9]\d{0,5})([mhd]))$/.exec(text);
  const minutes = Number(match?.[1] ?? 0) * (MINUTES_EACH.get(match?.[2] ?? "m") ?? Number.NaN);
  if (match !== null && minutes <= OVERLAP_MINUTES_MAX) return minutes;
  throw new InvalidArgumentError("It is 0 or a span up to 90 days, such as 12h or 7d.");
}

/** An amount such as `29.10`, in hundredths whatever the currency. @throws InvalidArgumentError, which is a usage error */
export function readAmount(text: string): number {
  const hundredths = hundredthsOf(text);
  if (hundredths !== null) return hundredths;
  throw new InvalidArgumentError("It is an amount, such as 29.10 or 1200.");
}

/** A time of day, `HH:MM`. @throws InvalidArgumentError, which is a usage error */
export function readTimeOfDay(text: string): string {
  if (/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  throw new InvalidArgumentError("It is a time of day, such as 17:00.");
}

const QUIET_SECONDS_MAX = 3_600;

const PREP_MINUTES_MAX = 1_440;

/** A time of day, or a day with one. @throws InvalidArgumentError, which is a usage error */
export function readUntil(text: string): UntilChoice {
  if (/^20\d\d-\d\d-\d\dT/.test(text)) return { kind: "on", localTime: text };
  return { kind: "at", localTime: readTimeOfDay(text) };
}

/** A store's quiet period, in seconds. @throws InvalidArgumentError, which is a usage error */
export function readQuietSeconds(text: string): number {
  const seconds = text.trim() === "" ? Number.NaN : Number(text);
  if (seconds >= 0 && seconds <= QUIET_SECONDS_MAX) return seconds;
  throw new InvalidArgumentError(`It is a number of seconds from 0 to ${QUIET_SECONDS_MAX}.`);
}

/** Minutes that a kitchen needs, 0 for none. @throws InvalidArgumentError, which is a usage error */
export function readPrepMinutes(text: string): number {
  if (/^\d{1,4}$/.test(text) && Number(text) <= PREP_MINUTES_MAX) return Number(text);
  throw new InvalidArgumentError(`It is a whole number of minutes from 0 to ${PREP_MINUTES_MAX}.`);
}

/** Calls to one POS at once. @throws InvalidArgumentError, which is a usage error */
export function readSlots(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= SLOTS_MAX) return Number(text);
  throw new InvalidArgumentError(`It is a number from 1 to ${SLOTS_MAX}.`);
}

/** How often an order was sent. @throws InvalidArgumentError, which is a usage error */
export function readAttempt(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number: how many tries the order has had.");
}

/** The version of a case, as it was shown. @throws InvalidArgumentError, which is a usage error */
export function readVersion(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is a whole number: the version that you saw.");
}

/** A seal of the audit as `audit head` prints it. @throws InvalidArgumentError, which is a usage error */
export function readSeal(text: string): { number: number; hash: string } {
  const seal = sealOf(text);
  if (seal !== null) return seal;
  throw new InvalidArgumentError("It is a seal as `audit head` prints it: a number, a colon and a hash.");
}
