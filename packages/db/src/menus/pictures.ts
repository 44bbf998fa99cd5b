import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { locations } from "../schema/location.ts";
import { menus } from "../schema/menu.ts";
import { inScope, type Scope, storeColumns } from "../sql/scope.ts";

/** The address of a product's picture as a stored version of a menu names it; null where it names none for this scope. */
export async function findPictureUrl(
  db: Database,
  args: { scope: Scope; menuId: string; itemId: string },
): Promise<string | null> {
  const { scope, menuId, itemId } = args;
  const [row] = await db.large.orm
    .select({
      url: sql<
        string | null
      >`jsonb_path_query_first(${menus.content}, '$.products[*] ? (@.id == $id).imageUrl', jsonb_build_object('id', ${itemId}::text)) #>> '{}'`,
    })
    .from(menus)
    .innerJoin(locations, eq(locations.id, menus.locationId))
    .where(and(eq(menus.id, menuId), inScope(scope, storeColumns)));
  return row?.url ?? null;
}
