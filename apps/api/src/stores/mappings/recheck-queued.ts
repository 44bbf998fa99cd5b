import { covers, type Database, everyBrand, type Scope } from "@parley/db";
import { listUnmappedCalls, type UnmappedCall } from "@parley/db/exchanges";
import { listMappings, listUnmappedById } from "@parley/db/mappings";
import type { Recheck, RecheckSubmit } from "../../orders/people/recheck.ts";
import { placeOf } from "./plan-end.ts";

/** A call that was refused for an id, and what would become of it now that the id is mapped. */
export interface RecheckedCall extends UnmappedCall {
  recheck: Recheck;
}

const DAYS = 7;
/** Calls that are judged, in all and of one id. */
export const RECHECKED_MAX = 10;
/** Ids that are looked at. */
const IDS_MAX = 50;

/**
 * Judges the orders that were refused for queued ids in the last days anew, by the code that judges PAR's calls: what
 * was refused for an id that nobody knew belongs to nobody, so it is for whoever may mend orders where the id leads to
 * now. It only reads.
 * @param scope where the person may mend orders
 */
export async function recheckQueued(
  { db, recheck, now }: { db: Database; recheck: RecheckSubmit; now: Date },
  { unmappedIds, scope }: { unmappedIds: readonly string[]; scope: Scope },
): Promise<RecheckedCall[]> {
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const queued = await listUnmappedById(db, unmappedIds.slice(0, IDS_MAX));
  const calls: UnmappedCall[] = [];
  for (const { id, kind, connectionId, parId } of queued) {
    const [means] = await listMappings(db, { scope: everyBrand, kind, filter: { connectionId, parId } });
    if (means === undefined || !covers(scope, placeOf(kind, means))) continue;
    calls.push(...(await listUnmappedCalls(db.orm, { unmappedId: id, since, limit: RECHECKED_MAX })));
  }
  const newest = calls.toSorted((a, b) => b.at.getTime() - a.at.getTime()).slice(0, RECHECKED_MAX);
  const rechecked: RecheckedCall[] = [];
  for (const call of newest) {
    const asked = { scope: everyBrand, id: call.id, isValidateToo: true };
    const judged = await recheck({ ...asked, isMappedNow: rechecked.length === 0 });
    if (judged !== null) rechecked.push({ ...call, recheck: judged });
  }
  return rechecked;
}
