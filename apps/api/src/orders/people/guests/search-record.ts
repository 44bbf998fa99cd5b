import type { Database } from "@parley/db";
import { recordGuestSearch } from "@parley/db/guests";
import { type Actor, isAboutGuest, type Reading } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";

/** What stands for a search's term in the audit: equal terms have the same, and nothing can be read from it. */
export function guestReferenceOf(vault: Pick<Vault, "blindIndex">, text: string): string {
  return `gst_${vault.blindIndex(`guest ${text.toLowerCase()}`).slice(0, 32)}`;
}

/**
 * Records a search whose term was looked up among guests, before anybody sees what it found; the term itself is not
 * kept. Nothing for a term that can be no guest's.
 * @param search.readings as what the term was looked up
 */
export async function auditSearch(
  db: Database,
  { reference, readings, by, now }: { reference: string; readings: readonly Reading[]; by: Actor; now: Date },
): Promise<void> {
  const kinds = [...new Set(readings.filter(isAboutGuest).map(({ kind }) => kind))];
  if (kinds.length > 0) await recordGuestSearch(db, { by, reference, kinds, now });
}
