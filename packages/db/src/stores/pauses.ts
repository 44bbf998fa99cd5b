import { and, asc, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { pauses } from "../schema/pause.ts";
import type { Pause } from "./pause.ts";

/** What a person said of a pause, and what became of it. */
export type SaidPause = typeof pauses.$inferSelect;

/** A store or a connection as far as its pause goes. */
interface Paused extends Pause {
  id: string;
  pauseReason: string | null;
}

const OF_PAUSE = ["pausedAt", "pauseUntil", "pauseReason"] as const;

/**
 * Keeps what a change of a store or a connection says of its pause, within the change's own transaction.
 * @returns the id under which its reason stands, for the audit; null where nothing is paused by this change
 */
export async function recordPause(
  tx: Pick<Database["orm"], "insert" | "update">,
  args: { before: Paused; after: Paused; by: Actor | undefined; now: Date },
): Promise<string | null> {
  const { before, after, now } = args;
  if (OF_PAUSE.every((field) => before[field]?.valueOf() === after[field]?.valueOf())) return null;
  const by = args.by === undefined ? null : actorText(args.by);
  await tx
    .update(pauses)
    .set({ endedAt: now, endedBy: by })
    .where(and(eq(pauses.subjectId, after.id), isNull(pauses.endedAt)));
  const { pausedAt, pauseUntil: until, pauseReason: reason } = after;
  if (pausedAt === null) return null;
  const id = newId("pau");
  const row = { id, subjectId: after.id, at: now, pausedAt, until, reason, by, endedAt: null, endedBy: null };
  await tx.insert(pauses).values(row);
  return id;
}

/**
 * The pauses that kept orders from these stores and connections at a moment, the oldest first. Those that an earlier
 * release began or ended are not known here: whether something is paused now, its own row says.
 */
export async function listPausesAt(
  db: Database,
  args: { subjectIds: readonly string[]; at: Date },
): Promise<SaidPause[]> {
  const { subjectIds, at } = args;
  return await db.orm
    .select()
    .from(pauses)
    .where(
      and(
        inArray(pauses.subjectId, [...subjectIds]),
        lte(pauses.at, at),
        or(isNull(pauses.endedAt), gt(pauses.endedAt, at)),
        or(isNull(pauses.until), gt(pauses.until, at)),
      ),
    )
    .orderBy(asc(pauses.at), asc(pauses.id));
}

/** Why something was paused, by the ids that the audit names. */
export async function listPausesById(db: Database, ids: readonly string[]): Promise<SaidPause[]> {
  return await db.orm
    .select()
    .from(pauses)
    .where(
      inArray(
        pauses.id,
        ids.filter((id): id is SaidPause["id"] => id.startsWith("pau_")),
      ),
    );
}
