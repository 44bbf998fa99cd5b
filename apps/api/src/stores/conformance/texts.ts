import type { WordsOf } from "@parley/words";
import type { Claim } from "./claims.ts";
import type { NoRun } from "./run.ts";

/** Why a POS may not be said to promise this yet, and what to do. */
export function unprovenText({ adapterClass, canVoid }: Claim, words: WordsOf): string {
  return words("pos")("refused.unproven", { adapterClass, canVoid: canVoid ? "yes" : "no" });
}

/** Why no run may be made at a store, and what to do. */
export function noRunText(why: NoRun, words: WordsOf): string {
  return words("pos")(`conformance.refused.${why}`);
}
