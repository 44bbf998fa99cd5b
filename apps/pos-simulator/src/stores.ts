import type { BridgeMenu } from "@parley/bridge-contract";
import { burgerBarnMenu } from "./menus/burger-barn.ts";
import { yummyTacoMenu } from "./menus/yummytaco.ts";

/** One till of the simulated POS. */
export interface Store {
  id: string;
  menu: BridgeMenu;
}

/** All stores that the simulator plays, by id. */
export function createStores(): ReadonlyMap<string, Store> {
  const menus = [yummyTacoMenu("YC-LC-001"), yummyTacoMenu("YC-LC-002"), burgerBarnMenu("BB-LC-001")];
  return new Map(menus.map((menu) => [menu.store, { id: menu.store, menu }]));
}
