import type { Menu } from "../pos/menu.ts";

/** A menu as orders of one type see it: the cards that are offered for it, with all that they lead to. */
export function menuOfOrderType(menu: Menu, orderType: string): Menu {
  const offered = menu.menus.filter(
    ({ orderTypes }) => orderTypes.length === 0 || orderTypes.includes(orderType),
  );
  const kept = keptIds(menu, offered);
  return {
    ...menu,
    menus: offered,
    categories: menu.categories.filter((category) => kept.categories.has(category.id)),
    products: menu.products.filter((product) => kept.products.has(product.id)),
    modifierGroups: menu.modifierGroups.filter((group) => kept.groups.has(group.id)),
    modifiers: menu.modifiers.filter((modifier) => kept.modifiers.has(modifier.id)),
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
