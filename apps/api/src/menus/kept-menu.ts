import type { Database, LocationId, Scope } from "@parley/db";
import { findMenu, type MenuHead } from "@parley/db/menus";
import { createOverlays } from "./availability/overlay.ts";
import type { CurrentMenu } from "./current-menu.ts";
import { fitMenu } from "./fit.ts";
import { parseStoredMenu } from "./stored.ts";

/**
 * One version of a store's menu, as its POS gave it: what people had taken off meanwhile is not in it. Null where it
 * is not kept, is another store's, or was written in a form that is not known any more.
 */
export async function findKeptMenu(
  db: Database,
  args: { scope: Scope; locationId: LocationId; menuId: string; now: Date },
): Promise<{ head: MenuHead & { isInForce: boolean }; current: CurrentMenu } | null> {
  const { scope, locationId, menuId, now } = args;
  const row = await findMenu(db, { scope, menuId });
  const menu = row === null || row.locationId !== locationId ? null : parseStoredMenu(row.content);
  if (row === null || menu === null) return null;
  const { content: _content, ...head } = row;
  const { version, fetchedAt, confirmedAt } = head;
  const ids = { menuId: head.id, newestId: head.id };
  const pulled = { ...fitMenu(menu), ...ids, version, fetchedAt, confirmedAt };
  return { head, current: createOverlays().apply(pulled, [], now) };
}
