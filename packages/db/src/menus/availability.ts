import { and, asc, desc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import { personOf, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { newId } from "../ids.ts";
import { availability } from "../schema/availability.ts";
import { locations } from "../schema/location.ts";

/** A row of `availability`: one override of whether an item can be ordered. */
export type AvailabilityOverride = typeof availability.$inferSelect;
export type AvailabilityKind = AvailabilityOverride["kind"];
export type AvailabilitySource = AvailabilityOverride["source"];

export interface AvailabilityItem {
  kind: AvailabilityKind;
  itemId: string;
}

const newestFirst = [desc(availability.fromAt), desc(availability.id)];

/** The overrides in force at a store, whatever their source. */
export async function listAvailability(
  db: Database,
  args: { locationId: LocationId; now: Date },
): Promise<AvailabilityOverride[]> {
  return await db.orm
    .select()
    .from(availability)
    .where(
      and(
        eq(availability.locationId, args.locationId),
        isNull(availability.endedAt),
        or(isNull(availability.untilAt), gt(availability.untilAt, args.now)),
      ),
    )
    .orderBy(asc(availability.kind), asc(availability.itemId), asc(availability.source));
}

/** The overrides of a store's items, the newest first, ended ones included. */
export async function listAvailabilityHistory(
  db: Database,
  args: { locationId: LocationId; limit: number },
): Promise<AvailabilityOverride[]> {
  return await db.orm
    .select()
    .from(availability)
    .where(eq(availability.locationId, args.locationId))
    .orderBy(...newestFirst)
    .limit(args.limit);
}

export interface SetAvailabilityArgs {
  locationId: LocationId;
  items: readonly AvailabilityItem[];
  isAvailable: boolean;
  source: AvailabilitySource;
  /** When it was set or happened; an override older than the one in force changes nothing. */
  at: Date;
  /** When the items come back by themselves; only with `isAvailable: false`. */
  untilAt: Date | null;
  reason: string | null;
  by: string;
  /** The address of the person, where it is known. */
  address?: string | null | undefined;
  /** The act in several stores that this is part of. What the same source has off already, it leaves as it is. */
  actId?: string | undefined;
}

/**
 * Takes items off or puts them back, all or none. What an operator puts back leaves no override behind: the
 * menu and the POS decide again. A report of the POS that arrives late or twice changes nothing, not even where
 * the override that followed it has ended since.
 * @returns the items whose override changed
 */
export async function setAvailability(db: Database, args: SetAvailabilityArgs): Promise<AvailabilityItem[]> {
  const { locationId, isAvailable, source, at, by } = args;
  const leavesOverride = !isAvailable || source === "pos";
  const changed: AvailabilityItem[] = [];
  await db.orm.transaction(async (tx) => {
    // One change at a time for each store, so that "the later one counts" can be judged.
    const [place] = await tx
      .select({ brandId: locations.brandId, locationId: locations.id })
      .from(locations)
      .where(eq(locations.id, locationId))
      .for("update");
    for (const item of args.items) {
      const ofItem = and(
        eq(availability.locationId, locationId),
        eq(availability.kind, item.kind),
        eq(availability.itemId, item.itemId),
        eq(availability.source, source),
      );
      const live = and(ofItem, isNull(availability.endedAt));
      const [newest] = await tx
        .select()
        .from(availability)
        .where(ofItem)
        .orderBy(...newestFirst)
        .limit(1);
      if (newest !== undefined && !isNewsTo(newest, args)) continue;
      const [inForce] = await tx.select().from(availability).where(live);
      if (inForce === undefined && !leavesOverride) continue;
      const holds = inForce !== undefined && (inForce.untilAt === null || inForce.untilAt > at);
      if (args.actId !== undefined && !isAvailable && holds) continue;
      if (inForce !== undefined) await tx.update(availability).set({ endedAt: at, endedBy: by }).where(live);
      if (leavesOverride) {
        await tx.insert(availability).values({
          id: newId("avl"),
          locationId,
          ...item,
          source,
          isAvailable,
          fromAt: at,
          untilAt: args.untilAt,
          reason: args.reason,
          setBy: by,
          actId: args.actId ?? null,
        });
      }
      changed.push(item);
    }
    const person = personOf(by, args.address);
    if (person !== null && changed.length > 0) {
      const detail = { items: changed, isAvailable, untilAt: args.untilAt, hasReason: args.reason !== null };
      const subject = { subjectId: locationId, place, detail, by: person, now: at };
      await recordChange(tx, { action: "availability_changed", ...subject });
    }
  });
  return changed;
}

/** Whether this change may follow the newest override that the same source set for the item. */
function isNewsTo(newest: AvailabilityOverride, args: SetAvailabilityArgs): boolean {
  if (newest.fromAt > args.at) return false;
  const isSameMoment = newest.fromAt.getTime() === args.at.getTime();
  return !(isSameMoment && args.source === "pos" && newest.isAvailable === args.isAvailable);
}

/**
 * Ends overrides of the POS that its menu contains by now: those that were known before the menu was requested.
 * Known to us, not dated by the POS: its clock may differ from ours, and what it reported during the pull must
 * stay.
 */
export async function endPosOverrides(
  db: Database,
  args: { locationId: LocationId; overrideIds: readonly string[]; now: Date },
): Promise<void> {
  if (args.overrideIds.length === 0) return;
  await db.orm
    .update(availability)
    .set({ endedAt: args.now, endedBy: "menu" })
    .where(
      and(
        eq(availability.locationId, args.locationId),
        eq(availability.source, "pos"),
        isNull(availability.endedAt),
        inArray(availability.id, [...args.overrideIds]),
      ),
    );
}

/** Ends the overrides that have expired, for the history; they have not counted since `untilAt`. */
export async function endTimedOverrides(db: Database, args: { now: Date; limit: number }): Promise<string[]> {
  const due = db.orm
    .select({ id: availability.id })
    .from(availability)
    .where(and(isNull(availability.endedAt), lte(availability.untilAt, args.now)))
    .limit(args.limit)
    .for("update", { skipLocked: true });
  const rows = await db.orm
    .update(availability)
    .set({ endedAt: args.now, endedBy: "time" })
    .where(inArray(availability.id, due))
    .returning({ locationId: availability.locationId });
  return [...new Set(rows.map((row) => row.locationId))];
}
