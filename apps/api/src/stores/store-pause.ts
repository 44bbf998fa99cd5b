import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import { isPausedAt, type Location, setLocation } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import type { WordsOf } from "@parley/words";
import { type UntilChoice, untilOf, untilProblem } from "./until.ts";

export type PauseOutcome =
  | { kind: "changed"; location: Location }
  /** What the person gave cannot be used; `message` is a sentence about it. */
  | { kind: "invalid"; field: "reason" | "until"; message: string }
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
  const { location, expectedVersion, until, by, words } = args;
  const reason = args.reason.trim();
  if (reason === "" || reason.length > TEXT_MAX.reason) {
    const message = words("stores")("pause.refused.reason", { max: TEXT_MAX.reason });
    return { kind: "invalid", field: "reason", message };
  }
  const problem = untilProblem(until, words("takeoff"));
  if (problem !== null) return { kind: "invalid", field: "until", message: problem };
  const set = {
    pausedAt: isPausedAt(location, now) ? location.pausedAt : now,
    pauseUntil: untilOf(until, location.timezone, now),
    pauseReason: reason,
  };
  return changed(await setLocation(db, { locationId: location.id, expectedVersion, set, by, now }));
}

/** Takes orders for a store again. */
export async function resumeStore(
  { db, now }: Deps,
  { location, expectedVersion, by }: { location: Location; expectedVersion: number; by: Actor },
): Promise<PauseOutcome> {
  if (!isPausedAt(location, now)) return { kind: "not_paused" };
  const set = { pausedAt: null, pauseUntil: null, pauseReason: null };
  return changed(await setLocation(db, { locationId: location.id, expectedVersion, set, by, now }));
}

function changed(location: Location | null): PauseOutcome {
  return location === null ? { kind: "conflict" } : { kind: "changed", location };
}
