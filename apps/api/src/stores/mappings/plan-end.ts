import { covers, type Scope } from "@parley/db";
import { coversAll, type MappingKind, type NewestMapping } from "@parley/db/mappings";
import type { Words } from "@parley/words";

/** What of a row is at fault, its id (1) or what it names as meaning (2), and why, as a sentence. */
export type Refused = readonly [at: 1 | 2, reason: string];

/** Where a mapping belongs. */
export function placeOf(kind: MappingKind, { brandId, targetId }: { brandId: string; targetId: string }) {
  return { brandId, locationId: kind === "location" ? targetId : null };
}

/**
 * What would end, or why this person may not end it. What is out of their sight is as if it were not there; a row that
 * names another meaning than the one in force was written before somebody changed it.
 */
export function judgeEnd(
  { kind, sight, scope, say }: { kind: MappingKind; sight: Scope; scope: Scope; say: Words<"imports"> },
  row: { current: NewestMapping | null; target: string; targetId: string | null },
): NewestMapping | Refused {
  const { current, target, targetId } = row;
  if (current === null || !covers(sight, placeOf(kind, current))) return [1, say("row.endsNothing")];
  if (!coversAll(scope, [{ id: current.brandId }])) return [1, say("row.onlyAdmin")];
  if (target !== "" && targetId !== current.targetId)
    return [2, say("row.endsOther", { value: current.targetCode })];
  return current;
}
