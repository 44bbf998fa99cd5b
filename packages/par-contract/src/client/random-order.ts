import type { ParMenuModifier, ParModifierGroup, ParProduct } from "../menu/menu-model.ts";
import { type ChosenLine, chooseModifiers, fillUp, type MenuIndex, type Pick } from "./choice.ts";

/** A whole number from `min` to `max`. */
export function between(random: () => number, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

/** One of some values; null of none. */
export function oneOf<T>(random: () => number, values: readonly T[]): T | null {
  return values[Math.floor(random() * values.length)] ?? null;
}

/** What a guest would order: can be had now, and is no test item. */
export function ordinaryProducts(index: MenuIndex): ParProduct[] {
  return [...index.products.values()].filter(({ id, isAvailable }) => isAvailable && !id.startsWith("sim-"));
}

function randomPicks(
  random: () => number,
  group: ParModifierGroup,
  members: readonly ParMenuModifier[],
): readonly Pick[] {
  const available = members.filter(({ isAvailable }) => isAvailable);
  const most = Math.min(group.maxSelected, available.length);
  const count =
    most < group.minSelected ? 0 : between(random, group.minSelected, Math.min(most, group.minSelected + 2));
  const shuffled = available
    .map((modifier) => ({ modifier, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, count)
    .map(({ modifier }) => ({ modifier, quantity: 1 }));
  return fillUp(group, members, shuffled);
}

/** One line that a guest might order, by the rules of the menu. */
export function randomLine(random: () => number, index: MenuIndex): ChosenLine | null {
  const product = oneOf(random, ordinaryProducts(index));
  if (product === null) return null;
  const level = oneOf(
    random,
    product.priceLevels.filter(({ isAvailable }) => isAvailable),
  );
  return {
    itemId: product.id,
    name: product.name,
    priceLevelId: level?.id ?? null,
    quantity: random() < 0.7 ? 1 : between(random, 2, 4),
    unitPriceCents: level?.priceCents ?? product.priceCents,
    taxIds: product.taxIds,
    modifiers: chooseModifiers(index, product.modifierGroupIds, (group, members) =>
      randomPicks(random, group, members),
    ),
  };
}

/** One to five such lines. */
export function randomLines(random: () => number, index: MenuIndex): ChosenLine[] {
  const count = between(random, 1, 5);
  return Array.from({ length: count }, () => randomLine(random, index)).filter((line) => line !== null);
}
