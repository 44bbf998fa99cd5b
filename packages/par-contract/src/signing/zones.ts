/** Zones of local time lie at most 14 hours from UTC, in quarters of an hour. */
export const QUARTER_HOURS_MAX = 14 * 4;

/** The name of a zone by its distance from UTC: `UTC-08:00`. */
export function zoneText(sign: number, quarters: number): string {
  const hours = String(Math.floor(quarters / 4)).padStart(2, "0");
  return `UTC${sign < 0 ? "-" : "+"}${hours}:${String((quarters % 4) * 15).padStart(2, "0")}`;
}
