import type { AvailabilityItem } from "@parley/db/menus";
import type { Menu } from "../pos/menu.ts";
import { keyOf, withAvailability } from "./availability/availability-status.ts";

/**
 * The version that a store is held at, with what its POS says of now about what is off: the flags of its newest menu.
 * What the newest does not have at all is off, because the POS would refuse it. Prices and rules stay those of the
 * held version.
 * @returns `held` itself where no flag differs
 */
export function heldMenu(held: Menu, newest: Menu): Menu {
  const flags = new Map<string, boolean>([
    ...flagsOf("product", newest.products),
    ...flagsOf("modifier", newest.modifiers),
  ]);
  const levels = new Map(
    newest.products.flatMap(({ id, priceLevels }) =>
      priceLevels.map((level) => [levelKey(id, level.id), level.isAvailable]),
    ),
  );
  const menu = withAvailability(held, (item) => flags.get(keyOf(item)) ?? false);
  let isSame = true;
  const products = menu.products.map((product) => {
    const priceLevels = product.priceLevels.map((level) => {
      const isAvailable = levels.get(levelKey(product.id, level.id)) ?? false;
      if (isAvailable === level.isAvailable) return level;
      isSame = false;
      return { ...level, isAvailable };
    });
    return { ...product, priceLevels };
  });
  return isSame ? menu : { ...menu, products };
}

function flagsOf(
  kind: AvailabilityItem["kind"],
  items: readonly { id: string; isAvailable: boolean }[],
): [string, boolean][] {
  return items.map(({ id, isAvailable }) => [keyOf({ kind, itemId: id }), isAvailable]);
}

function levelKey(productId: string, levelId: string): string {
  return JSON.stringify([productId, levelId]);
}
