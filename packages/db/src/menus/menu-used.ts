import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";

/** One of a store's menus among those that are kept. */
interface MenuPlace {
  id: string;
  /** Counted from the first that is kept. */
  number: number;
}

/** The store's menu that came from the POS then; null where it is not kept any more. */
export async function findMenuOf(
  db: Database,
  args: { locationId: LocationId; fetchedAt: Date },
): Promise<MenuPlace | null> {
  const { locationId, fetchedAt } = args;
  const [row] = await db.sql<{ number: number; id: string | null }[]>`
    select count(*)::int as number, min(id) filter (where fetched_at = ${fetchedAt}) as id
    from menus where location_id = ${locationId} and fetched_at <= ${fetchedAt}`;
  return row === undefined || row.id === null ? null : { id: row.id, number: row.number };
}
