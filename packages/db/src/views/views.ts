import { and, eq, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { savedViews } from "../schema/view.ts";
import { isOpenFor, type ViewReader, viewsWhere } from "./query.ts";

export type { ViewReader } from "./query.ts";

/** A view of a list. */
export interface SavedView extends Omit<typeof savedViews.$inferSelect, "deletedAt"> {
  ownerName: string;
}

/** Whether somebody is an owner of the product: they see every shared view, and may delete it. */
export function isProductOwner({ grants }: ViewReader): boolean {
  return grants.some(({ role }) => role === "owner");
}

/**
 * The views of a list that somebody may open, their own first, each by its name: their own, and those that are shared
 * with a role that they have where they and the view's owner have something in common: everything, a brand, a store.
 */
export async function listViews(
  db: Database,
  { list, reader }: { list?: SavedView["list"] | undefined; reader: ViewReader },
): Promise<SavedView[]> {
  return await select(db, and(list && eq(savedViews.list, list), isOpenFor(reader)), reader.operatorId);
}

/** Every view that is shared or not, for the command line, which may all. */
export async function listEveryView(
  db: Database,
  { list }: { list?: SavedView["list"] | undefined },
): Promise<SavedView[]> {
  return await select(db, list && eq(savedViews.list, list), "");
}

/** One view that somebody may open, or that anybody may where no reader is given; null where there is none. */
export async function findView(
  db: Database,
  { viewId, reader }: { viewId: string; reader: ViewReader | null },
): Promise<SavedView | null> {
  const [view] = await select(
    db,
    and(eq(savedViews.id, viewId), reader === null ? undefined : isOpenFor(reader)),
    "",
  );
  return view ?? null;
}

async function select(db: Database, where: SQL | undefined, ownerFirst: string): Promise<SavedView[]> {
  const rows = await viewsWhere(db, where, ownerFirst);
  return rows.map(({ view: { deletedAt: _, ...view }, ownerName }) => ({ ...view, ownerName }));
}
