import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";

/**
 * Which of a store's menus, counted from the first that is kept, came from the POS then; null where it is not kept any
 * more.
 */
export async function findMenuNumber(
  db: Database,
  args: { locationId: LocationId; fetchedAt: Date },
): Promise<number | null> {
  const { locationId, fetchedAt } = args;
  const [row] = await db.sql<{ number: number; isKept: boolean }[]>`
    select count(*)::int as number, coalesce(bool_or(fetched_at = ${fetchedAt}), false) as "isKept"
    from menus where location_id = ${locationId} and fetched_at <= ${fetchedAt}`;
  return row?.isKept ? row.number : null;
}
