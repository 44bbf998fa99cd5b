import type { Language } from "@parley/words/language";
import { formatDay, formatTimeOfDay } from "@/format/time.ts";

const DAY_SECONDS = 86_400;

/** A span by when it begins: `08:12`, or `Nov 23` where it is a day; days are those of UTC. */
export function spanName(start: Date, spanSeconds: number, zone: string, language: Language): string {
  if (spanSeconds < DAY_SECONDS) return formatTimeOfDay(start, zone, "minute");
  return formatDay(start, "UTC", language);
}
