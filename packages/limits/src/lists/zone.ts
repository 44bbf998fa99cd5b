// Minutes as a store's clock on the wall shows them, `2026-11-29T08:00`, and the instants that they are.

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Whether this is the IANA name of a zone, such as `America/Los_Angeles`. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which the clocks of a zone show a minute: the first of two where they are put back, and as much
 * later where they skip it.
 */
export function instantOf(minute: string, zone: string): Date {
  const wall = Date.parse(`${minute}Z`);
  const [before, after] = [wall - offsetMs(wall - DAY_MS, zone), wall - offsetMs(wall + DAY_MS, zone)];
  const isShownAt = (at: number) => at + offsetMs(at, zone) === wall;
  const found = new Date(isShownAt(before) || !isShownAt(after) ? before : after);
  // At the ends of the calendar, where a zone's year is one that no text of ours has.
  return found.toISOString().length === 24 ? found : new Date(wall);
}

/** The minute that the clocks of a zone show at an instant. */
export function minuteIn(zone: string, at: Date): string {
  return new Date(at.getTime() + offsetMs(at.getTime(), zone)).toISOString().slice(0, 16);
}

/** How far the clocks of a zone are ahead of UTC. */
function offsetMs(at: number, zone: string): number {
  const parts = clockOf(zone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
  return wall - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** To make one takes longer than to ask it; there are no more than zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  clocks.set(zone, clock);
  return clock;
}
