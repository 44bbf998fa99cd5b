import type { Menu } from "../../pos/menu.ts";
import type { MenuNode } from "./changes.ts";

/** Everything of a menu that can be told apart, by kind and id, in the menu's order. */
export function nodesOf(menu: Menu): Map<string, MenuNode> {
  const named = (nodes: readonly { id: string; name: string }[]) =>
    new Map(nodes.map(({ id, name }) => [id, name]));
  const names = {
    category: named(menu.categories),
    product: named(menu.products),
    group: named(menu.modifierGroups),
    modifier: named(menu.modifiers),
    tax: named(menu.taxes),
  };
  const listed = (ids: readonly string[], of: ReadonlyMap<string, string>) =>
    new Map(ids.map((id) => [id, of.get(id) ?? id]));
  const flag = (is: boolean) => (is ? "yes" : "no");
  const nodes: MenuNode[] = [
    ...menu.products.flatMap((product): MenuNode[] => [
      {
        ...of("product", product),
        priceCents: product.priceCents,
        values: {
          available: flag(product.isAvailable),
          description: product.description ?? "",
          picture: product.imageUrl ?? "",
          calories: String(product.calories ?? ""),
          type: product.type,
          plu: product.plu ?? "",
        },
        lists: {
          groups: listed(product.modifierGroupIds, names.group),
          taxes: listed(product.taxIds, names.tax),
        },
      },
      ...product.priceLevels.map(
        (level): MenuNode => ({
          ...of("price_level", level),
          productId: product.id,
          label: `${product.name}, ${level.name}`,
          priceCents: level.priceCents,
          values: { available: flag(level.isAvailable) },
        }),
      ),
    ]),
    ...menu.modifiers.map(
      (modifier): MenuNode => ({
        ...of("modifier", modifier),
        priceCents: modifier.priceCents,
        values: {
          available: flag(modifier.isAvailable),
          most: String(modifier.maxQuantity),
          chosen: String(modifier.defaultQuantity),
        },
        lists: {
          groups: listed(modifier.modifierGroupIds, names.group),
          taxes: listed(modifier.taxIds, names.tax),
        },
      }),
    ),
    ...menu.modifierGroups.map(
      (group): MenuNode => ({
        ...of("modifier_group", group),
        values: {
          min: String(group.minSelected),
          max: String(group.maxSelected),
          free: String(group.freeQuantity),
        },
        lists: { options: listed(group.modifierIds, names.modifier) },
      }),
    ),
    ...menu.categories.map(
      (category): MenuNode => ({
        ...of("category", category),
        values: { description: category.description ?? "", place: String(category.sortOrder) },
        lists: { products: listed(category.productIds, names.product) },
      }),
    ),
    ...menu.menus.map(
      (section): MenuNode => ({
        ...of("menu", section),
        values: { served: servedText(section.servingTimes) },
        lists: {
          order_types: listed(section.orderTypes, new Map()),
          categories: listed(section.categoryIds, names.category),
        },
      }),
    ),
    ...menu.taxes.map(
      (tax): MenuNode => ({
        ...of("tax", tax),
        values: { rate: tax.ratePercent, inclusive: flag(tax.inclusive) },
      }),
    ),
    ...menu.fees.map(
      (fee): MenuNode => ({
        ...of("fee", fee),
        priceCents: fee.amountCents,
        lists: { taxes: listed(fee.taxIds, names.tax) },
      }),
    ),
  ];
  return new Map(nodes.map((node) => [keyOfNode(node), node]));
}

/** One text for one thing of a menu. */
export function keyOfNode({ kind, productId, id }: Pick<MenuNode, "kind" | "productId" | "id">): string {
  return JSON.stringify([kind, productId, id]);
}

function of(kind: MenuNode["kind"], { id, name }: { id: string; name: string }): MenuNode {
  return { kind, id, productId: null, name, label: name, priceCents: null, values: {}, lists: {} };
}

/** `12345 10:30-14:00`, one after the other; empty where it is always served. */
function servedText(times: Menu["menus"][number]["servingTimes"]): string {
  return times
    .map(({ days, from, to }) => `${[...days].sort().join("")} ${from}-${to}`)
    .sort()
    .join("; ");
}
