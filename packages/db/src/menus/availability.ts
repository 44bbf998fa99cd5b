import { and, asc, desc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { availability } from "../schema/availability.ts";
import { locations } from "../schema/location.ts";

export type AvailabilityRow = typeof availability.$inferSelect;
export type AvailabilityKind = AvailabilityRow["kind"];
export type AvailabilitySource = AvailabilityRow["source"];

export interface AvailabilityItem {
  kind: AvailabilityKind;
  itemId: string;
}

const newestFirst = [desc(availability.fromAt), desc(availability.id)];

/** The words that hold now at a store, whatever their source. */
export async function listAvailability(
  db: Database,
  args: { locationId: string; now: Date },
): Promise<AvailabilityRow[]> {
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

/** What was said of a store's items, the newest first, ended words included. */
export async function listAvailabilityHistory(
  db: Database,
  args: { locationId: string; limit: number },
): Promise<AvailabilityRow[]> {
  return await db.orm
    .select()
    .from(availability)
    .where(eq(availability.locationId, args.locationId))
    .orderBy(...newestFirst)
    .limit(args.limit);
}

export interface SetAvailabilityArgs {
  locationId: string;
  items: readonly AvailabilityItem[];
  isAvailable: boolean;
  source: AvailabilitySource;
  /** When it was said; a word older than the one that holds changes nothing. */
  at: Date;
  /** When the items come back by themselves; only with `isAvailable: false`. */
  untilAt: Date | null;
  reason: string | null;
  by: string;
}

/**
 * Takes items off or puts them back, all or none. What an operator puts back leaves no word behind: the menu
 * and the POS speak for it again. A word of the POS that arrives late or twice changes nothing, also where the
 * word that followed it has ended since.
 * @returns the items of which another word holds now than before
 */
export async function setAvailability(db: Database, args: SetAvailabilityArgs): Promise<AvailabilityItem[]> {
  const { locationId, isAvailable, source, at, by } = args;
  const keepsWord = !isAvailable || source === "pos";
  const changed: AvailabilityItem[] = [];
  await db.orm.transaction(async (tx) => {
    // One word at a time for a store, so that "the later one counts" can be judged.
    await tx.select({ id: locations.id }).from(locations).where(eq(locations.id, locationId)).for("update");
    for (const item of args.items) {
      const said = and(
        eq(availability.locationId, locationId),
        eq(availability.kind, item.kind),
        eq(availability.itemId, item.itemId),
        eq(availability.source, source),
      );
      const live = and(said, isNull(availability.endedAt));
      const [newest] = await tx
        .select()
        .from(availability)
        .where(said)
        .orderBy(...newestFirst)
        .limit(1);
      if (newest !== undefined && !isNewsTo(newest, args)) continue;
      const [held] = await tx.select().from(availability).where(live);
      if (held === undefined && !keepsWord) continue;
      if (held !== undefined) await tx.update(availability).set({ endedAt: at, endedBy: by }).where(live);
      if (keepsWord) {
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
        });
      }
      changed.push(item);
    }
  });
  return changed;
}

/** Whether what is said now may follow the newest word that the same source said of the item. */
function isNewsTo(newest: AvailabilityRow, args: SetAvailabilityArgs): boolean {
  if (newest.fromAt > args.at) return false;
  const isSameMoment = newest.fromAt.getTime() === args.at.getTime();
  return !(isSameMoment && args.source === "pos" && newest.isAvailable === args.isAvailable);
}

/**
 * Ends words of the POS that its menu holds by now: those that were known before the menu was asked for. Known,
 * and not said: the POS's clock may be another than ours, and a word that came during the pull must stay.
 */
export async function endPosWords(
  db: Database,
  args: { locationId: string; wordIds: readonly string[]; now: Date },
): Promise<void> {
  if (args.wordIds.length === 0) return;
  await db.orm
    .update(availability)
    .set({ endedAt: args.now, endedBy: "menu" })
    .where(
      and(
        eq(availability.locationId, args.locationId),
        eq(availability.source, "pos"),
        isNull(availability.endedAt),
        inArray(availability.id, [...args.wordIds]),
      ),
    );
}

/** Ends the words whose time has come, in the words of the history; they have not held since `untilAt`. */
export async function endTimedWords(db: Database, args: { now: Date; limit: number }): Promise<string[]> {
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
