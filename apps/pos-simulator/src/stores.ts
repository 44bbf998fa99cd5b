import type { BridgeMenu } from "@parley/bridge-contract";
import { DEFAULT_TILL_CLASS, type TillClass } from "./classes.ts";
import { ConfigError } from "./config.ts";
import { lengthened } from "./menus/build.ts";
import { burgerBarnMenu } from "./menus/burger-barn.ts";
import { yummyTacoMenu } from "./menus/yummytaco.ts";

/** One till of the simulated POS. */
export interface Store {
  id: string;
  /** What it tells. */
  menu: BridgeMenu;
  /** What it counts with: the same, but for mismatches that were made on purpose. */
  tillMenu: BridgeMenu;
  tillClass: TillClass;
}

/**
 * All stores that the simulator plays, by id.
 * @param classes by store; `*` for all other stores, which are class A without it
 * @param more ids of stores beside the demo's, which sell what YummyTaco sells; `DR-02:JPY` sells it in yen,
 *   `DR-03:500` sells so many items
 * @throws ConfigError where a class is given to a store that is not played
 */
export function createStores(
  classes: ReadonlyMap<string, TillClass> = new Map(),
  more: readonly string[] = [],
): ReadonlyMap<string, Store> {
  const tacos = ["YC-LC-001", "YC-LC-002", ...more].map((entry) => {
    const [id = "", ...more] = entry.split(":");
    const currency = more.find((part) => /^[A-Z]{3}$/.test(part));
    const items = more.find((part) => /^\d+$/.test(part));
    const menu = yummyTacoMenu(id, currency);
    return items === undefined ? menu : lengthened(menu, Number(items));
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
  return new Map(
    menus.map((menu) => {
      const { store: id } = menu;
      return [id, { id, menu, tillMenu: menu, tillClass: classOf(id) }];
    }),
  );
}
