/** The IANA name of a time zone, as it is stored; null where there is no such zone. */
export function zoneNamed(given: string): string | null {
  try {
    // Throws for an unknown time zone.
    return new Intl.DateTimeFormat("en-US", { timeZone: given }).resolvedOptions().timeZone;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** What a person should know of the name by which they gave a time zone. */
export interface ZoneDoubt {
  given: string;
  /** As it is stored; null where that is as it was given. */
  stored: string | null;
  /** `UTC-08:00` in January and in July; `summer` is null where it is the same all year. */
  winter: string;
  summer: string | null;
}

/**
 * Whether a zone may not be what was meant: `EST` is not the time of New York, which has summer time.
 * @param given as typed @param stored what `zoneNamed` made of it
 */
export function doubtAboutZone(given: string, stored: string): ZoneDoubt | null {
  const isAbbreviated = !given.includes("/") && !/^(utc|gmt)$/i.test(given);
  const isRenamed = given.toLowerCase() !== stored.toLowerCase();
  if (!isAbbreviated && !isRenamed) return null;
  const [winter, summer] = [offsetOf(stored, 0), offsetOf(stored, 6)];
  return { given, stored: isRenamed ? stored : null, winter, summer: summer === winter ? null : summer };
}

/** @param month 0 is January */
function offsetOf(timeZone: string, month: number): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const name = parts.formatToParts(new Date(Date.UTC(2026, month, 15))).find(isZoneName)?.value ?? "";
  return name.replace(/^GMT/, "UTC");
}

function isZoneName({ type }: Intl.DateTimeFormatPart): boolean {
  return type === "timeZoneName";
}
