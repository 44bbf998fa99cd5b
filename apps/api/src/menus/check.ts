import type { Menu } from "../pos/menu.ts";
import { indexMenu } from "../pricing/price-order.ts";

/**
 * Why a pulled menu cannot be put in force, or null. Adapters have seen to its ids; here is what needs the
 * store: orders must be priced in its currency, and every tax must have a rate that can be counted with.
 */
export function problemOf(menu: Menu, store: { currency: string }): string | null {
  if (menu.currency !== store.currency) {
    return `menu_currency: the menu is in ${menu.currency}, the store counts in ${store.currency}`;
  }
  if (menu.menus.length === 0) return "menu_empty: nothing is offered for any order type";
  try {
    indexMenu(menu);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return `menu_tax: ${error.message}`;
    throw error;
  }
}
