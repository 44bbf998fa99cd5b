import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import { type Location, setLocation } from "@parley/db/stores";
import type { WordsOf } from "@parley/words";
import { beginPause, endPause, type PauseOutcome } from "./pausing.ts";
import type { UntilChoice } from "./until.ts";

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
): Promise<PauseOutcome<Location>> {
  const { location, expectedVersion, by } = args;
  const { id: locationId, timezone } = location;
  return await beginPause({ ...args, was: location, timezone, now }, (set) =>
    setLocation(db, { locationId, expectedVersion, set, by, now }),
  );
}

/** Takes orders for a store again. */
export async function resumeStore(
  { db, now }: Deps,
  { location, expectedVersion, by }: { location: Location; expectedVersion: number; by: Actor },
): Promise<PauseOutcome<Location>> {
  return await endPause(location, now, (set) =>
    setLocation(db, { locationId: location.id, expectedVersion, set, by, now }),
  );
}
