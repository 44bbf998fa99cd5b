import { createHmac, timingSafeEqual } from "node:crypto";
import { type DigestFields, isSignableDatetime } from "./digest-fields.ts";
import { digestKey, signatureString } from "./signature.ts";
import { QUARTER_HOURS_MAX, zoneText } from "./zones.ts";

/** How a `request_datetime` that we do not read was read by whoever signed it. */
export interface DatetimeDiagnosis {
  /**
   * `utc`: as a time in UTC. `local`: as the local time of a zone. `other_form`: as what it says, in a form that
   * we do not read. `zero`: not at all, so that 0 was signed, as PAR's sample does.
   */
  readonly readAs: "utc" | "local" | "other_form" | "zero";
  /** The zone of `local`: `UTC-08:00`. */
  readonly zone: string | null;
  /** The string that was signed. */
  readonly string: string;
}

interface Reading extends Omit<DatetimeDiagnosis, "string"> {
  readonly seconds: number;
}

/**
 * Finds how the sender of a digest read a `request_datetime` that is no date and time with a zone, by signing
 * what each reading gives. A confirmation only: it says nothing that the digest does not prove.
 *
 * @param args.sharedIds the live SharedIds of the caller's connection, of no other.
 * @returns null when the date can be read, or no reading of it fits the digest.
 */
export function diagnoseDatetime(args: {
  fields: DigestFields;
  header: string;
  sharedIds: readonly string[];
}): DatetimeDiagnosis | null {
  const { requestDatetime } = args.fields;
  const isHex = /^[0-9a-f]{64}$/i.test(args.header);
  if (requestDatetime === null || isSignableDatetime(requestDatetime) || !isHex) return null;
  const sent = Buffer.from(args.header, "hex");
  const keys = args.sharedIds.filter((sharedId) => sharedId.length >= 10).map(digestKey);
  // The date cannot be read, so each of these ends in 0 seconds.
  const strings = (["R", "T", "X"] as const).map((cents) => signatureString(args.fields, cents));
  for (const { seconds, ...reading } of readingsOf(requestDatetime)) {
    for (const zero of new Set(strings)) {
      const string = zero.replace(/0$/, String(seconds));
      const fits = keys.some((key) =>
        timingSafeEqual(createHmac("sha256", key).update(string).digest(), sent),
      );
      if (fits) return { ...reading, string };
    }
  }
  return null;
}

const iso =
  /^\s*(?<y>\d{4})-(?<mo>\d\d?)-(?<d>\d\d?)[T ]+(?<h>\d\d?):(?<mi>\d\d)(:(?<s>\d\d))?([.,]\d{1,20})?\s*(?<zone>z|utc|gmt|[+-]\d\d(:?\d\d)?)?\s*$/i;
const american =
  /^\s*(?<mo>\d\d?)\/(?<d>\d\d?)\/(?<y>\d{4}),? (?<h>\d\d?):(?<mi>\d\d)(:(?<s>\d\d))?( (?<half>[ap]m))?\s*(?<zone>z)?\s*$/i;

/** Every way to read the text as an instant, the likeliest first. */
function readingsOf(text: string): Reading[] {
  const zero: Reading = { readAs: "zero", zone: null, seconds: 0 };
  const parts = text.length > 60 ? undefined : (iso.exec(text) ?? american.exec(text))?.groups;
  if (parts === undefined) return [zero];
  const wallSeconds = wallOf(parts);
  if (!Number.isFinite(wallSeconds)) return [zero];
  const utc: Reading = { readAs: "utc", zone: null, seconds: wallSeconds };
  const locals = Array.from({ length: QUARTER_HOURS_MAX }, (_, at) => at + 1).flatMap((quarters) =>
    [1, -1].map(
      (sign): Reading => ({
        readAs: "local",
        zone: zoneText(sign, quarters),
        seconds: wallSeconds - sign * quarters * 900,
      }),
    ),
  );
  const { zone } = parts;
  const own: Reading[] =
    zone === undefined
      ? []
      : [{ readAs: "other_form", zone: null, seconds: wallSeconds - offsetSeconds(zone) }];
  return [...own, utc, ...locals, zero];
}

function wallOf({ y, mo, d, h, mi, s = "0", half }: Record<string, string | undefined>): number {
  const hour = half === undefined ? Number(h) : (Number(h) % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), hour, Number(mi), Number(s)) / 1000;
}

function offsetSeconds(zone: string): number {
  const digits = zone.replace(/\D/g, "").padEnd(4, "0");
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60;
  return zone.startsWith("-") ? -seconds : seconds;
}
