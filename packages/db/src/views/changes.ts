import { and, count, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { savedViews } from "../schema/view.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import type { SavedView } from "./views.ts";

/** How many views of one list a person may have. */
export const VIEWS_MAX = 100;

const DAY_MS = 86_400_000;

type Changed = Pick<SavedView, "name" | "params" | "sharedWith">;

/** What became of a change. */
export type ViewChange = "done" | "name_taken" | "too_many";

/** Saves a new view for its owner. */
export async function insertView(
  db: Database,
  args: Changed & { list: SavedView["list"]; ownerId: string; by: Actor; now: Date },
): Promise<{ kind: ViewChange; viewId: string }> {
  const { list, ownerId, name, params, sharedWith, by, now } = args;
  const viewId = newId("viw");
  const kind = await unlessTaken(() =>
    db.orm.transaction(async (tx): Promise<ViewChange> => {
      const isOwn = and(
        eq(savedViews.ownerId, ownerId),
        eq(savedViews.list, list),
        isNull(savedViews.deletedAt),
      );
      const [held] = await tx.select({ views: count() }).from(savedViews).where(isOwn);
      if ((held?.views ?? 0) >= VIEWS_MAX) return "too_many";
      const row = { id: viewId, ownerId, list, name, params, sharedWith, createdAt: now, updatedAt: now };
      await tx.insert(savedViews).values(row);
      const detail = { list, sharedWith };
      await recordChange(tx, { action: "view_saved", subjectId: viewId, detail, by, now });
      return "done";
    }),
  );
  return { kind, viewId };
}

/** Changes a view. That it is the person's own is for the caller to say. */
export async function updateView(
  db: Database,
  args: { view: SavedView; change: Changed; by: Actor; now: Date },
): Promise<ViewChange> {
  const { view, change, by, now } = args;
  const { name, params, sharedWith } = change;
  return await unlessTaken(() =>
    db.orm.transaction(async (tx): Promise<ViewChange> => {
      await tx
        .update(savedViews)
        .set({ name, params, sharedWith, updatedAt: now })
        .where(and(eq(savedViews.id, view.id), isNull(savedViews.deletedAt)));
      const detail = {
        list: view.list,
        isRenamed: name !== view.name,
        isNarrowedElse: params !== view.params,
        sharedWith: { from: view.sharedWith, to: sharedWith },
      };
      await recordChange(tx, { action: "view_changed", subjectId: view.id, detail, by, now });
      return "done";
    }),
  );
}

/** Deletes a view, for a day revocably; sweeps those that were deleted before. */
export async function deleteView(
  db: Database,
  { view, by, now }: { view: SavedView; by: Actor; now: Date },
): Promise<void> {
  await db.orm.transaction(async (tx) => {
    await tx.delete(savedViews).where(lt(savedViews.deletedAt, new Date(now.getTime() - DAY_MS)));
    await tx
      .update(savedViews)
      .set({ deletedAt: now })
      .where(and(eq(savedViews.id, view.id), isNull(savedViews.deletedAt)));
    const detail = { list: view.list, sharedWith: view.sharedWith };
    await recordChange(tx, { action: "view_deleted", subjectId: view.id, detail, by, now });
  });
}

/** Takes a deletion back; null where the person did not delete it, or not lately. */
export async function restoreView(
  db: Database,
  args: {
    viewId: string;
    mayRestore: (view: Pick<SavedView, "ownerId" | "sharedWith">) => boolean;
    by: Actor;
    now: Date;
  },
): Promise<ViewChange | "none"> {
  const { viewId, mayRestore, by, now } = args;
  return await unlessTaken(() =>
    db.orm.transaction(async (tx): Promise<ViewChange | "none"> => {
      const isDeleted = and(eq(savedViews.id, viewId), isNotNull(savedViews.deletedAt));
      const [view] = await tx.select().from(savedViews).where(isDeleted).for("update");
      if (view === undefined || !mayRestore(view)) return "none";
      await tx.update(savedViews).set({ deletedAt: null }).where(eq(savedViews.id, viewId));
      const detail = { list: view.list, sharedWith: view.sharedWith };
      await recordChange(tx, { action: "view_restored", subjectId: viewId, detail, by, now });
      return "done";
    }),
  );
}

async function unlessTaken<Kind>(change: () => Promise<Kind>): Promise<Kind | "name_taken"> {
  try {
    return await change();
  } catch (error) {
    if (isTaken(error, "saved_views_name")) return "name_taken";
    throw error;
  }
}
