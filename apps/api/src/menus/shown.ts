import { ORDER_TYPES } from "@parley/par-contract";
import type { Menu } from "../pos/menu.ts";
import { indexMenu, isOffered, servingAt } from "../pricing/price-order.ts";

/** What a guest is shown of a menu: for orders of one type, at one moment. */
export interface ShownMenu {
  /** The cards that are offered for the order type, in the menu's order, whether they are served at that moment or not. */
  cards: ShownCard[];
  /** The headings that the cards that are served lead to, each once and in the order of a page. */
  categories: ShownCategory[];
}

export interface ShownCard {
  menuId: string;
  isServed: boolean;
  /** When it stops being served, or begins to be; null where that never changes. */
  changesAt: Date | null;
}

export interface ShownCategory {
  categoryId: string;
  /** Only what the menu has: an id that leads nowhere is left out. */
  productIds: string[];
}

/**
 * What a guest sees. By the rule that orders are judged by, so what is shown is never refused for its hour or its
 * order type, and what is not shown always is. Sold-out items are shown, as sold out.
 */
export function shownMenu(
  menu: Menu,
  { orderType, at, timezone }: { orderType: string; at: Date; timezone: string },
): ShownMenu {
  const index = indexMenu(menu);
  const cards: ShownCard[] = [];
  const categories = new Map(menu.categories.map((category) => [category.id, category]));
  const shown = new Map<string, ShownCategory>();
  for (const [position, section] of menu.menus.entries()) {
    const card = index.cards[position];
    if (card === undefined || !isOffered(card, orderType)) continue;
    const serving = servingAt(card, at, timezone);
    cards.push({ menuId: section.id, ...serving });
    if (!serving.isServed) continue;
    const ordered = section.categoryIds
      .flatMap((id) => categories.get(id) ?? [])
      .toSorted((one, other) => one.sortOrder - other.sortOrder);
    for (const { id, productIds } of ordered) {
      shown.set(id, { categoryId: id, productIds: productIds.filter((each) => index.products.has(each)) });
    }
  }
  return { cards, categories: [...shown.values()].filter(({ productIds }) => productIds.length > 0) };
}

/** The order types that some card of the menu is offered for, as guests mostly use them. */
export function orderTypesOf(menu: Menu): string[] {
  const { cards } = indexMenu(menu);
  const usual = ["takeout", "delivery", "curbside", "dine_in", "table_service"];
  return [...ORDER_TYPES]
    .sort((one, other) => usual.indexOf(one) - usual.indexOf(other))
    .filter((type) => cards.some((card) => isOffered(card, type)));
}
