import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import { isPausedAt, type Location, setLocation } from "@parley/db/stores";
import type { WordsOf } from "@parley/words";
import { type InvalidPause, NO_PAUSE, pausing } from "./pausing.ts";
import type { UntilChoice } from "./until.ts";

export type PauseOutcome =
  | { kind: "changed"; location: Location }
  | InvalidPause
  | { kind: "not_paused" }
  /** Somebody else changed the store meanwhile. */
  | { kind: "conflict" };

interface Deps {
  db: Database;
  now: Date;
}

/**
 * Takes no orders of PAR for a store from now on: each is refused as `location_closed`. What is under way goes on. A
 * store that is paused already is paused since then, for the new reason and time.
 * @param args.expectedVersion of the store, as the person saw it
 * @param args.reason why, 1 to 200 characters, for those who wonder
 */
export async function pauseStore(
  { db, now }: Deps,
  args: {
    location: Location;
    expectedVersion: number;
    until: UntilChoice;
    reason: string;
    by: Actor;
    words: WordsOf;
  },
): Promise<PauseOutcome> {
  const { location, expectedVersion, by } = args;
  const pause = pausing({ ...args, was: location, timezone: location.timezone, now });
  if (pause.kind === "invalid") return pause;
  const { set } = pause;
  return changed(await setLocation(db, { locationId: location.id, expectedVersion, set, by, now }));
}

/** Takes orders for a store again. */
export async function resumeStore(
  { db, now }: Deps,
  { location, expectedVersion, by }: { location: Location; expectedVersion: number; by: Actor },
): Promise<PauseOutcome> {
  if (!isPausedAt(location, now)) return { kind: "not_paused" };
  const change = { locationId: location.id, expectedVersion, set: NO_PAUSE, by, now };
  return changed(await setLocation(db, change));
}

function changed(location: Location | null): PauseOutcome {
  return location === null ? { kind: "conflict" } : { kind: "changed", location };
}
