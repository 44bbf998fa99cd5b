import { getTableColumns, sql } from "drizzle-orm";
import { menuPins, menus } from "../schema/menu.ts";

export type MenuRow = typeof menus.$inferSelect;
/** A menu version without its content, which may be large. */
export type MenuHead = Omit<MenuRow, "content">;

const { content: _content, ...columns } = getTableColumns(menus);
export const headColumns = columns;

/** Needs `menus` left joined with `menuPins` by their store. */
export const isInForce = sql<boolean>`case when ${menuPins.menuId} is null then ${menus.isCurrent}
  else ${menus.id} = ${menuPins.menuId} end`;
