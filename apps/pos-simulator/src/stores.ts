import type { BridgeMenu } from "@parley/bridge-contract";
import { DEFAULT_TILL_CLASS, type TillClass } from "./classes.ts";
import { ConfigError } from "./config.ts";
import { burgerBarnMenu } from "./menus/burger-barn.ts";
import { yummyTacoMenu } from "./menus/yummytaco.ts";

/** One till of the simulated POS. */
export interface Store {
  id: string;
  menu: BridgeMenu;
  tillClass: TillClass;
}

/**
 * All stores that the simulator plays, by id.
 * @param classes by store; `*` for all other stores, which are class A without it
 * @param more ids of stores beside the demo's, which sell what YummyTaco sells; `DR-02:JPY` sells it in yen
 * @throws ConfigError where a class is given to a store that is not played
 */
export function createStores(
  classes: ReadonlyMap<string, TillClass> = new Map(),
  more: readonly string[] = [],
): ReadonlyMap<string, Store> {
  const tacos = ["YC-LC-001", "YC-LC-002", ...more].map((entry) => {
    const [id = "", currency] = entry.split(":");
    return yummyTacoMenu(id, currency);
  });
  const menus = [...tacos, burgerBarnMenu("BB-LC-001")];
  const known = new Set(menus.map((menu) => menu.store));
  for (const store of classes.keys()) {
    if (store !== "*" && !known.has(store)) {
      throw new ConfigError(
        `POS_SIMULATOR_CLASSES names ${store}, but the stores are ${[...known].join(", ")}`,
      );
    }
  }
  const classOf = (store: string) => classes.get(store) ?? classes.get("*") ?? DEFAULT_TILL_CLASS;
  return new Map(menus.map((menu) => [menu.store, { id: menu.store, menu, tillClass: classOf(menu.store) }]));
}
