import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import { type Location, setLocation } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";

export type TestMarkOutcome =
  | { kind: "marked"; location: Location }
  | { kind: "invalid"; field: "reason"; message: string }
  /** Somebody else changed the store meanwhile. */
  | { kind: "conflict" };

/**
 * Says whether a store is a test store: one where no guest's order arrives, so that whoever tests may send it calls
 * as PAR. It changes nothing for PAR's own calls.
 *
 * @param args.reason why, 1 to 200 characters; needed to mark, and gone with the mark.
 */
export async function markTestStore(
  { db, now }: { db: Database; now: Date },
  args: { location: Location; isTest: boolean; reason: string | null; by: Actor },
): Promise<TestMarkOutcome> {
  const { location, isTest, by } = args;
  const reason = args.reason?.trim() ?? "";
  if (isTest && (reason === "" || reason.length > TEXT_MAX.reason)) {
    const message = `Say why it is a test store, in 1 to ${TEXT_MAX.reason} characters.`;
    return { kind: "invalid", field: "reason", message };
  }
  const changed = await setLocation(db, {
    locationId: location.id,
    expectedVersion: location.version,
    set: { isTest, testReason: isTest ? reason : null },
    by,
    now,
  });
  return changed === null ? { kind: "conflict" } : { kind: "marked", location: changed };
}
