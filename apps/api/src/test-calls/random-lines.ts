import { type ChosenModifier, indexMenu, randomLines, type Wish } from "@parley/par-contract";
import { toParMenu } from "../menus/par-menu.ts";
import type { Menu } from "../pos/menu.ts";

/** Lines that a guest might order: what is on sale, with what each item requires. */
export function randomTestOrder(
  menu: Menu,
): Pick<Wish, "itemId" | "priceLevelId" | "quantity" | "modifiers">[] {
  return randomLines(Math.random, indexMenu(toParMenu(menu))).map((line) => {
    const { itemId, priceLevelId, quantity, modifiers } = line;
    return { itemId, priceLevelId, quantity, modifiers: modifiers.flatMap(wished) };
  });
}

function wished({ modifier, quantity, modifiers }: ChosenModifier): { id: string; quantity: number }[] {
  return [{ id: modifier.id, quantity }, ...modifiers.flatMap(wished)];
}
