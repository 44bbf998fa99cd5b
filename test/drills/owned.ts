import { brokenSets, type SetName, type Verdict } from "./checker/check.ts";

/** A finding that a drill caused on purpose, such as an order that the POS cancelled. */
export interface Owned {
  set: SetName;
  requestUid: string;
}

/**
 * The verdict without the findings that the drill caused on purpose.
 * @throws Error where such a finding is missing: then the checker missed it, or the drill did not cause it.
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
