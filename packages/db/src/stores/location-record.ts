import { changedFields, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import type { locations } from "../schema/location.ts";

type LocationRow = typeof locations.$inferSelect;

/** What of a store may be told in the audit. Why it is paused or a test store is a person's own text, and stands with the pause or the store. */
const RECORDED = [
  "name",
  "address",
  "phone",
  "timezone",
  "currency",
  "pausedAt",
  "pauseUntil",
  "isTest",
  "posKind",
  "posSettings",
] as const;

/** Writes a store's change to the audit, where somebody made it. */
export async function recordLocation(
  tx: Pick<Database["orm"], "insert">,
  args: {
    before: LocationRow;
    after: LocationRow;
    /** Under which the reason of a new pause stands. */
    pauseId?: string | null;
    by: Actor | undefined;
    now: Date;
  },
): Promise<void> {
  const { before, after, pauseId = null, by, now } = args;
  if (by === undefined) return;
  const isOtherSecret = changedFields(before, after, ["posSecret"]) !== null;
  const detail = {
    ...changedFields(before, after, RECORDED),
    ...(pauseId !== null && { pauseReason: pauseId }),
    ...(isOtherSecret && { posSecret: "set" }),
  };
  const place = { brandId: after.brandId, locationId: after.id };
  await recordChange(tx, { action: "location_changed", subjectId: after.id, detail, by, place, now });
}
