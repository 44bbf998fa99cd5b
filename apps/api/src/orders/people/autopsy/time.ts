import type { Say } from "./finding.ts";

/** A span as people say it: `0.4 s`, `12 s`, `3 min`, `2 h`; in words where it is too short for a figure. */
export function seconds(ms: number, say: Say): string {
  const s = Math.max(0, ms) / 1000;
  if (s < 0.05) return say("hardlyAny");
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 90) return `${Math.round(s)} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  return `${Math.round(s / 3600)} h`;
}

/** How long it is since something was. */
export function age(at: Date, now: Date, say: Say): string {
  return seconds(now.getTime() - at.getTime(), say);
}

/** A time of day on the store's clock, with its zone: `6:05 PM PST`. An unknown zone is shown as UTC. */
export function clock(at: Date, timezone: string): string {
  const options = { hour: "numeric", minute: "2-digit", timeZoneName: "short" } as const;
  const inZone = (timeZone: string) => new Intl.DateTimeFormat("en-US", { ...options, timeZone }).format(at);
  try {
    return inZone(timezone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return inZone("UTC");
  }
}
