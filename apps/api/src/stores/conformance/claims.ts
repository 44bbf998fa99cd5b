import type { Database } from "@parley/db";
import { listProvenClaims } from "@parley/db/stores";
import type { AdapterClass } from "../../pos/adapter.ts";
import type { Claim } from "../../pos/conformance/live.ts";

export type { AdapterClass, Claim };

/** What is known of a POS of which nobody has said anything. */
export const NO_CLAIM: Claim = { adapterClass: "D", canVoid: false };

/** From what promises most to nothing. */
const RANKS: Readonly<Record<AdapterClass, number>> = { A: 3, B: 2, C: 1, D: 0 };

/** Which classes a POS that passed the checks of one keeps as well: each of theirs is among its own. */
const KEEPS: Readonly<Record<AdapterClass, readonly AdapterClass[]>> = {
  A: ["A", "C", "D"],
  B: ["B", "C", "D"],
  C: ["C", "D"],
  D: ["D"],
};

/** Whether one claim promises something that another does not. */
export function promisesMore(claim: Claim, before: Claim): boolean {
  return RANKS[claim.adapterClass] > RANKS[before.adapterClass] || (claim.canVoid && !before.canVoid);
}

/** Whether a run at this POS, at any store of the brand, showed what is claimed. One run must have shown all of it. */
export async function isProven(
  db: Database,
  pos: { brandId: string; kind: string; url: string },
  claim: Claim,
): Promise<boolean> {
  const { brandId, kind, url } = pos;
  const proven = await listProvenClaims(db, { brandId, posKind: kind, posUrl: url });
  return proven.some(
    ({ adapterClass, canVoid }) =>
      KEEPS[adapterClass].includes(claim.adapterClass) && (canVoid || !claim.canVoid),
  );
}
