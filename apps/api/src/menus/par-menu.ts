import { type ParMenu, toHundredths } from "@parley/par-contract";
import type { Menu } from "../pos/menu.ts";

/**
 * The menu as PAR gets it (contract.md 3.4), in its hundredths. With an order type only the cards offered for it
 * are told, with what they lead to; sold-out products stay, since a vanished id breaks PAR's mapping.
 */
export function toParMenu(menu: Menu, orderType: string | null = null): ParMenu {
  const priced = <Node extends { priceCents: number }>(node: Node): Node => {
    return { ...node, priceCents: toHundredths(node.priceCents, menu.currency) };
  };
  const { menus, categories, modifierGroups, taxes } = menu;
  const products = menu.products.map((product) => {
    return { ...priced(product), priceLevels: product.priceLevels.map(priced) };
  });
  const modifiers = menu.modifiers.map(priced);
  if (orderType === null) return { menus, categories, products, modifierGroups, modifiers, taxes };

  const offered = menus.filter(({ orderTypes }) => orderTypes.length === 0 || orderTypes.includes(orderType));
  const kept = keptIds(menu, offered);
  return {
    menus: offered,
    categories: categories.filter((category) => kept.categories.has(category.id)),
    products: products.filter((product) => kept.products.has(product.id)),
    modifierGroups: modifierGroups.filter((group) => kept.groups.has(group.id)),
    modifiers: modifiers.filter((modifier) => kept.modifiers.has(modifier.id)),
    taxes,
  };
}

/** Everything that the offered cards lead to, however deep. */
function keptIds(menu: Menu, offered: Menu["menus"]) {
  const categories = new Set(offered.flatMap((card) => card.categoryIds));
  const products = new Set(
    menu.categories.filter(({ id }) => categories.has(id)).flatMap(({ productIds }) => productIds),
  );
  const groupById = new Map(menu.modifierGroups.map((group) => [group.id, group]));
  const modifierById = new Map(menu.modifiers.map((modifier) => [modifier.id, modifier]));
  const groups = new Set<string>();
  const modifiers = new Set<string>();
  const open = menu.products
    .filter(({ id }) => products.has(id))
    .flatMap((product) => product.modifierGroupIds);
  for (let groupId = open.pop(); groupId !== undefined; groupId = open.pop()) {
    if (groups.has(groupId)) continue;
    groups.add(groupId);
    for (const modifierId of groupById.get(groupId)?.modifierIds ?? []) {
      modifiers.add(modifierId);
      open.push(...(modifierById.get(modifierId)?.modifierGroupIds ?? []));
    }
  }
  return { categories, products, groups, modifiers };
}
