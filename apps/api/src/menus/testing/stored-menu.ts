import type { Database, LocationId } from "@parley/db";
import { storeMenu } from "@parley/db/menus";
import type { Menu } from "../../pos/menu.ts";
import { groupOf, menuOf, modifierOf, productOf } from "../../pricing/testing/orders.ts";

/** A menu of tea with milk or sugar, and of cake, which its POS says is sold out. */
export function teaRoomMenu(): Menu {
  return menuOf({
    products: [
      productOf({ id: "tea", name: "Tea", priceCents: 300, modifierGroupIds: ["extras"] }),
      productOf({ id: "cake", name: "Cake", priceCents: 450, isAvailable: false }),
    ],
    modifierGroups: [groupOf({ id: "extras", modifierIds: ["milk", "sugar"] })],
    modifiers: [
      modifierOf({ id: "milk", name: "Milk", priceCents: 50 }),
      modifierOf({ id: "sugar", name: "Sugar" }),
    ],
  });
}

/** Puts a menu in force at a store, as if its POS had given it. */
export async function putMenu(
  db: Database,
  locationId: LocationId,
  menu: Menu,
  version = "v1",
): Promise<void> {
  const now = new Date();
  await storeMenu(db, {
    locationId,
    version,
    content: menu,
    source: "bridge",
    etag: null,
    nextPullAt: new Date(now.getTime() + 3_600_000),
    now,
  });
}
