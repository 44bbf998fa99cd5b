import { inArray, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { menuServings } from "../schema/menu.ts";

/** To whom a version of a menu was served, and what was judged by it. */
export type MenuServing = typeof menuServings.$inferSelect;

/** Adds to what was counted. Rows of one statement are of different versions or connections. */
export async function addMenuServings(
  db: Pick<Database, "orm">,
  rows: readonly MenuServing[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.orm
    .insert(menuServings)
    .values([...rows])
    .onConflictDoUpdate({
      target: [menuServings.menuId, menuServings.connectionId],
      set: {
        firstAt: sql`least(${menuServings.firstAt}, excluded.first_at)`,
        lastAt: sql`greatest(${menuServings.lastAt}, excluded.last_at)`,
        menuCalls: sql`${menuServings.menuCalls} + excluded.menu_calls`,
        validates: sql`${menuServings.validates} + excluded.validates`,
        submits: sql`${menuServings.submits} + excluded.submits`,
      },
    });
}

/** What was counted of some versions, whoever it was served to last first. */
export async function listMenuServings(
  db: Pick<Database, "orm">,
  menuIds: readonly string[],
): Promise<MenuServing[]> {
  const rows = await db.orm
    .select()
    .from(menuServings)
    .where(inArray(menuServings.menuId, [...menuIds]));
  return rows.sort((one, other) => other.lastAt.getTime() - one.lastAt.getTime());
}
