import { brokenSets, type SetName, type Verdict } from "./checker/check.ts";

/** A finding that a drill has made true itself, such as an order that the POS took back. */
export interface Owned {
  set: SetName;
  requestUid: string;
}

/**
 * The verdict without what the drill has made true.
 * @throws Error where a finding that the drill made true is missing: then the checker, or the drill, is blind.
 */
export function withoutOwned(verdict: Verdict, owned: readonly Owned[]): Verdict {
  const sets = { ...verdict.sets };
  for (const { set, requestUid } of owned) {
    const rest = sets[set].filter(({ uid }) => uid !== requestUid);
    if (rest.length === sets[set].length) throw new Error(`The checker does not see ${requestUid} in ${set}`);
    sets[set] = rest;
  }
  return { ...verdict, sets, isClean: brokenSets({ sets }).length === 0 };
}
