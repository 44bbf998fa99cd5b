import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { newId } from "../ids.ts";
import { posEvents } from "../schema/pos-event.ts";

export type PosEvent = typeof posEvents.$inferSelect;

/** Whether a POS's message was kept before. */
export async function hasPosEvent(
  db: Database,
  args: Pick<PosEvent, "locationId" | "messageId">,
): Promise<boolean> {
  const rows = await db.orm
    .select({ id: posEvents.id })
    .from(posEvents)
    .where(and(eq(posEvents.locationId, args.locationId), eq(posEvents.messageId, args.messageId)));
  return rows.length === 1;
}

/** Keeps a POS's message. False where it was kept before: then it must not act again. */
export async function recordPosEvent(db: Database, args: Omit<PosEvent, "id">): Promise<boolean> {
  const rows = await db.orm
    .insert(posEvents)
    .values({ id: newId("pev"), ...args })
    .onConflictDoNothing()
    .returning({ id: posEvents.id });
  return rows.length === 1;
}

/**
 * What a store's POS told by itself, the newest first.
 * @awaitsDoor a page of what a store's POS told
 */
export async function listPosEvents(
  db: Database,
  args: { locationId: LocationId; limit: number },
): Promise<PosEvent[]> {
  return await db.orm
    .select()
    .from(posEvents)
    .where(eq(posEvents.locationId, args.locationId))
    .orderBy(desc(posEvents.receivedAt), desc(posEvents.id))
    .limit(args.limit);
}
