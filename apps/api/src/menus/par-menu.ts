import { type ParMenu, toHundredths } from "@parley/par-contract";
import type { Menu } from "../pos/menu.ts";
import { menuOfOrderType } from "./of-order-type.ts";

/**
 * The menu as PAR gets it (contract.md 3.4), in its hundredths. With an order type only the cards offered for it
 * are told, with what they lead to; sold-out products stay, since a vanished id breaks PAR's mapping.
 */
export function toParMenu(whole: Menu, orderType: string | null = null): ParMenu {
  const menu = orderType === null ? whole : menuOfOrderType(whole, orderType);
  const priced = <Node extends { priceCents: number }>(node: Node): Node => {
    return { ...node, priceCents: toHundredths(node.priceCents, menu.currency) };
  };
  const { menus, categories, modifierGroups, taxes } = menu;
  const products = menu.products.map((product) => {
    return { ...priced(product), priceLevels: product.priceLevels.map(priced) };
  });
  return { menus, categories, products, modifierGroups, modifiers: menu.modifiers.map(priced), taxes };
}
