import type { Database, LocationId } from "@parley/db";
import { findMenuContent, findMenusInForce, type MenuVersionHead } from "@parley/db/menus";
import type { Logger } from "../logger.ts";
import type { Menu } from "../pos/menu.ts";
import type { PulledMenu } from "./current-menu.ts";
import { fitMenu } from "./fit.ts";
import { heldMenu } from "./held-menu.ts";
import { parseStoredMenu } from "./stored.ts";
import { menuVersion } from "./version.ts";

/**
 * The menu in force at a store, from the database: the POS's newest, or the version that people hold the store at,
 * with what the POS says now of what is off. Null before the first pull, and where the newest was written in
 * a form that is not known any more: it waits for the next pull.
 */
export async function readMenuInForce(
  db: Database,
  { locationId, log }: { locationId: LocationId; log: Pick<Logger, "error"> },
): Promise<PulledMenu | null> {
  const found = await findMenusInForce(db, locationId);
  if (found === null) return null;
  const { inForce, newest } = found;

  async function read({ id: menuId }: MenuVersionHead): Promise<Menu | null> {
    const row = await findMenuContent(db, menuId);
    const menu = row === null ? null : parseStoredMenu(row.content);
    if (menu === null) log.error({ locationId, menuId }, "a stored menu cannot be read");
    return menu;
  }

  const [newestMenu, heldContent] = await Promise.all([
    read(newest),
    inForce.id === newest.id ? null : read(inForce),
  ]);
  if (newestMenu === null) return null;
  const base = { newestId: newest.id, confirmedAt: newest.confirmedAt };
  // A version that cannot be read any more holds nothing: what its POS has now is better than no menu.
  if (heldContent === null) {
    const { id: menuId, version, fetchedAt } = newest;
    return { ...fitMenu(newestMenu), ...base, menuId, version, fetchedAt };
  }
  const menu = heldMenu(heldContent, newestMenu);
  const { id: menuId, fetchedAt } = inForce;
  const version = menu === heldContent ? inForce.version : menuVersion(menu);
  return { ...fitMenu(menu), ...base, menuId, version, fetchedAt };
}
