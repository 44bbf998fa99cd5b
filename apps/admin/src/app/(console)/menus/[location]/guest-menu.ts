import type { Words } from "@parley/words";
import type { Menu } from "./menu.graphql.ts";

type Product = Menu["products"][number];
type Group = Menu["modifierGroups"][number];
type Modifier = Menu["modifiers"][number];
type Section = Menu["menus"][number];

/** A product with its choices resolved, as a guest meets it. */
export interface GuestProduct {
  product: Product;
  groups: GuestGroup[];
  taxes: Menu["taxes"];
}

export interface GuestGroup {
  group: Group;
  choices: GuestChoice[];
}

export interface GuestChoice {
  modifier: Modifier;
  groups: GuestGroup[];
}

export interface GuestCategory {
  category: Menu["categories"][number];
  /** The menus that show it, by name. */
  menuNames: string[];
  products: GuestProduct[];
}

/** Menus may nest to 4; one that names itself must not be followed for ever. */
const depthMax = 6;

/** Every order type that any menu is offered for, in PAR's usual order. */
export function orderTypesOf(menus: readonly Section[]): string[] {
  const known = ["takeout", "delivery", "curbside", "dine_in", "table_service"];
  const types = new Set(menus.flatMap((menu) => menu.orderTypes));
  return [
    ...known.filter((type) => types.has(type)),
    ...[...types].filter((type) => !known.includes(type)).toSorted(),
  ];
}

/** The order type that an address asks for, where any of these menus is offered for it; null for every type. */
export function orderTypeAsked(menus: readonly Section[], asked: string | null): string | null {
  return orderTypesOf(menus).find((type) => type === asked) ?? null;
}

/** The menus offered for `orderType`; null means all of them. One that names no type is offered for every one. */
export function menusFor(menus: readonly Section[], orderType: string | null): Section[] {
  return menus.filter(
    ({ orderTypes }) => orderType === null || orderTypes.length === 0 || orderTypes.includes(orderType),
  );
}

/**
 * What a guest sees for `orderType`: categories in the menus' order, each once, with products and their choices.
 * An id that the menu names but does not contain is left out, as it is for PAR.
 */
export function guestMenu(menu: Menu, orderType: string | null): GuestCategory[] {
  const products = byId(menu.products);
  const categories = byId(menu.categories);
  const look = {
    groups: byId(menu.modifierGroups),
    modifiers: byId(menu.modifiers),
    taxes: byId(menu.taxes),
  };
  const shown = new Map<string, GuestCategory>();
  for (const section of menusFor(menu.menus, orderType)) {
    const ordered = section.categoryIds
      .flatMap((id) => categories.get(id) ?? [])
      .toSorted((a, b) => a.sortOrder - b.sortOrder);
    for (const category of ordered) {
      const known = shown.get(category.id);
      if (known) known.menuNames.push(section.name);
      else {
        shown.set(category.id, {
          category,
          menuNames: [section.name],
          products: category.productIds
            .flatMap((id) => products.get(id) ?? [])
            .map((product) => ({
              product,
              groups: groupsOf(product.modifierGroupIds, look, 1),
              taxes: product.taxIds.flatMap((id) => look.taxes.get(id) ?? []),
            })),
        });
      }
    }
  }
  return [...shown.values()];
}

interface Look {
  groups: Map<string, Group>;
  modifiers: Map<string, Modifier>;
}

function groupsOf(ids: readonly string[], look: Look, depth: number): GuestGroup[] {
  if (depth > depthMax) return [];
  return ids
    .flatMap((id) => look.groups.get(id) ?? [])
    .map((group) => ({
      group,
      choices: group.modifierIds
        .flatMap((id) => look.modifiers.get(id) ?? [])
        .map((modifier) => ({ modifier, groups: groupsOf(modifier.modifierGroupIds, look, depth + 1) })),
    }));
}

function byId<T extends { id: string }>(all: readonly T[]): Map<string, T> {
  return new Map(all.map((each) => [each.id, each]));
}

/** A group's rule as a guest reads it: `Choose 1`, `Choose 1 to 2`, `Up to 3, the first free`. */
export function ruleInWords(
  group: Pick<Group, "minSelected" | "maxSelected" | "freeQuantity">,
  say: Words<"menu">,
): string {
  const { minSelected: least, maxSelected: most, freeQuantity: free } = group;
  const rule =
    least === 0
      ? say("rule.upTo", { most })
      : least === most
        ? say("rule.exactly", { most })
        : say("rule.between", { least, most });
  return free === 0 ? rule : say("rule.withFree", { rule, free });
}

/** The price as a guest sees it: the product's own, or from the cheapest level on. */
export function priceRange({
  priceCents,
  priceLevels,
}: Pick<Product, "priceCents" | "priceLevels">): [number, number] {
  const prices = priceLevels.length === 0 ? [priceCents] : priceLevels.map((level) => level.priceCents);
  return [Math.min(...prices), Math.max(...prices)];
}
