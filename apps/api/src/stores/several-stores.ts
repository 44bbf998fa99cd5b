import { isPausedAt, type Location } from "@parley/db/stores";
import type { PauseOutcome } from "./pausing.ts";
import { pauseStore } from "./store-pause.ts";

/** What became of one of several stores: as of a store alone, or why it was left as it is. */
export type OneOfSeveral =
  | PauseOutcome<Location>
  /** It is paused for a reason of its own, which stays. */
  | { kind: "paused_already" };

/**
 * Pauses one of several stores, by its own clock. One that is paused already is left alone: so what pauses several is
 * taken back by resuming those that it paused.
 */
export async function pauseOneOfSeveral(
  deps: Parameters<typeof pauseStore>[0],
  args: Parameters<typeof pauseStore>[1],
): Promise<OneOfSeveral> {
  const { location } = args;
  return isPausedAt(location, deps.now) ? { kind: "paused_already" } : await pauseStore(deps, args);
}

/** Does the same to each of several, one after the other; what goes wrong with one stops no other. */
export async function eachAlone<One, Result>(
  several: readonly One[],
  act: (one: One) => Promise<Result>,
  onFailure: (error: unknown, one: One) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const one of several) {
    try {
      results.push(await act(one));
    } catch (error) {
      results.push(onFailure(error, one));
    }
  }
  return results;
}
