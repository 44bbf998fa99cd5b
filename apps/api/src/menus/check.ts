import { amountLimitCents, amountText, currencyProblem } from "@parley/par-contract";
import type { Menu } from "../pos/menu.ts";
import { indexMenu } from "../pricing/price-order.ts";

/**
 * Why a pulled menu cannot be put in force, or null. Adapters have seen to its ids; here is what needs the
 * store: orders must be priced in its currency, and every tax must have a rate that can be counted with.
 */
export function problemOf(menu: Menu, store: { currency: string }): string | null {
  const { currency } = store;
  if (menu.currency !== currency) {
    const problem = currencyProblem(menu.currency);
    const more = problem === null ? "" : `; ${problem}`;
    return `menu_currency: the menu is in ${menu.currency}, the store counts in ${currency}${more}`;
  }
  const problem = currencyProblem(currency);
  if (problem !== null) return `menu_currency: ${problem}`;
  const costly = tooCostly(menu);
  if (costly !== null) return `menu_price: ${costly}`;
  if (menu.menus.length === 0) return "menu_empty: nothing is offered for any order type";
  try {
    indexMenu(menu);
    return null;
  } catch (error) {
    if (error instanceof RangeError) return `menu_tax: ${error.message}`;
    throw error;
  }
}

/** The first price that no amount of the menu's currency can be. */
function tooCostly({ currency, products, modifiers, fees }: Menu): string | null {
  const limitCents = amountLimitCents(currency);
  const prices = [
    ...products.map(({ id, priceCents }) => ({ what: `product ${id}`, cents: priceCents })),
    ...products.flatMap(({ id, priceLevels }) =>
      priceLevels.map((level) => ({ what: `level ${level.id} of product ${id}`, cents: level.priceCents })),
    ),
    ...modifiers.map(({ id, priceCents }) => ({ what: `modifier ${id}`, cents: priceCents })),
    ...fees.map(({ id, amountCents }) => ({ what: `fee ${id}`, cents: amountCents ?? 0 })),
  ];
  const found = prices.find(({ cents }) => cents >= limitCents);
  return found === undefined
    ? null
    : `${found.what} costs ${amountText(limitCents, currency)} ${currency} or more`;
}
