import { and, eq, isNull } from "drizzle-orm";
import { personOf, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { availability } from "../schema/availability.ts";
import { locations } from "../schema/location.ts";
import { inScope, type Scope, storeColumns } from "../sql/scope.ts";
import type { AvailabilityItem } from "./availability.ts";

/** The stores in which one act took items off, of those within the scope; none for an act that there is not. */
export async function listStoresOfAct(
  db: Database,
  args: { scope: Scope; actId: string },
): Promise<LocationId[]> {
  const rows = await db.orm
    .selectDistinct({ id: locations.id })
    .from(availability)
    .innerJoin(locations, eq(locations.id, availability.locationId))
    .where(and(eq(availability.actId, args.actId), inScope(args.scope, storeColumns)));
  return rows.map(({ id }) => id);
}

/**
 * Puts back at a store what one act took off there and nobody has changed since, all or none.
 * @returns what came back; nothing where somebody put it back, or took it off anew, in between
 */
export async function undoOffAct(
  db: Database,
  args: { locationId: LocationId; actId: string; by: string; address?: string | undefined; now: Date },
): Promise<AvailabilityItem[]> {
  const { locationId, actId, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    // One change at a time for each store, as `setAvailability` does it.
    const [place] = await tx
      .select({ brandId: locations.brandId, locationId: locations.id })
      .from(locations)
      .where(eq(locations.id, locationId))
      .for("update");
    const items = await tx
      .update(availability)
      .set({ endedAt: now, endedBy: by })
      .where(
        and(
          eq(availability.locationId, locationId),
          eq(availability.actId, actId),
          isNull(availability.endedAt),
        ),
      )
      .returning({ kind: availability.kind, itemId: availability.itemId });
    const person = personOf(by, args.address);
    if (person !== null && items.length > 0) {
      const detail = { items, isAvailable: true, untilAt: null, hasReason: false, undoes: actId };
      const subject = { subjectId: locationId, place, detail, by: person, now };
      await recordChange(tx, { action: "availability_changed", ...subject });
    }
    return items;
  });
}
