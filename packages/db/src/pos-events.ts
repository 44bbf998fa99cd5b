import { desc, eq } from "drizzle-orm";
import type { Database } from "./client.ts";
import { newId } from "./ids.ts";
import { posEvents } from "./schema/pos-event.ts";

export type PosEvent = typeof posEvents.$inferSelect;

/** Keeps a POS's message. False where it was kept before: then it must not act again. */
export async function recordPosEvent(db: Database, args: Omit<PosEvent, "id">): Promise<boolean> {
  const rows = await db.orm
    .insert(posEvents)
    .values({ id: newId("pev"), ...args })
    .onConflictDoNothing()
    .returning({ id: posEvents.id });
  return rows.length === 1;
}

/** What a store's POS told by itself, the newest first. */
export async function listPosEvents(
  db: Database,
  args: { locationId: string; limit: number },
): Promise<PosEvent[]> {
  return await db.orm
    .select()
    .from(posEvents)
    .where(eq(posEvents.locationId, args.locationId))
    .orderBy(desc(posEvents.receivedAt), desc(posEvents.id))
    .limit(args.limit);
}
