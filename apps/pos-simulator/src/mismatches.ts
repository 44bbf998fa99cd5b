import type { BridgeMenu } from "@parley/bridge-contract";

/** In what a till can differ from the menu that it tells, on purpose. */
export const MISMATCHES = ["price", "id", "off", "choices"] as const;
export type Mismatch = (typeof MISMATCHES)[number];

/** What the till asks more for an item of another price. */
const MORE_CENTS = 25;

/** The group of choices that the till alone requires. */
const TILL_GROUP: BridgeMenu["modifier_groups"][number] = {
  id: "sim-till-choice",
  name: "Choice at the till",
  min_selected: 1,
  max_selected: 1,
  free_quantity: 0,
  modifier_ids: [],
};

/** The menu that a till counts with, by the one that it tells and where it is to differ. */
export function withMismatches(menu: BridgeMenu, mismatches: ReadonlyMap<string, Mismatch>): BridgeMenu {
  if (mismatches.size === 0) return menu;
  return {
    ...menu,
    modifier_groups: [...menu.modifier_groups, TILL_GROUP],
    products: menu.products.flatMap((product) => differing(product, mismatches.get(product.id))),
  };
}

function differing(
  product: BridgeMenu["products"][number],
  mismatch: Mismatch | undefined,
): BridgeMenu["products"] {
  switch (mismatch) {
    case undefined:
      return [product];
    case "id":
      return [];
    case "off":
      return [{ ...product, is_available: false }];
    case "choices":
      return [{ ...product, modifier_group_ids: [...product.modifier_group_ids, TILL_GROUP.id] }];
    case "price": {
      const dearer = <Priced extends { price_cents: number }>(priced: Priced): Priced => {
        return { ...priced, price_cents: priced.price_cents + MORE_CENTS };
      };
      return [{ ...dearer(product), price_levels: product.price_levels.map(dearer) }];
    }
  }
}
