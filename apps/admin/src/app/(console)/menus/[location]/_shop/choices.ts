import type { ShopGroup, ShopModifier, ShopProduct } from "./shop.graphql.ts";

/** What a guest chooses of a product, and what that costs by pricing's rules. All of it pure. */

/** The parts of a menu that choices are made of, by their ids. */
export interface ChoiceIndex {
  groups: ReadonlyMap<string, ShopGroup>;
  modifiers: ReadonlyMap<string, ShopModifier>;
}

/** One chosen thing, with what is chosen below it. */
export interface Chosen {
  groupId: string;
  modifierId: string;
  quantity: number;
  below: readonly Chosen[];
}

/** A product as a guest chose it. */
export interface ChosenLine {
  itemId: string;
  priceLevelId: string | null;
  quantity: number;
  choices: readonly Chosen[];
}

/** Menus may nest to 4; one that names itself must not be followed for ever. */
const DEPTH_MAX = 6;

/** What a product begins with: what its POS preselects, all the way down. */
export function defaultsOf(index: ChoiceIndex, groupIds: readonly string[], depth = 0): Chosen[] {
  if (depth >= DEPTH_MAX) return [];
  return groupIds.flatMap((groupId) =>
    optionsOf(index, groupId)
      .filter(({ isAvailable, defaultQuantity }) => isAvailable && defaultQuantity > 0)
      .map((modifier) => chosenOf(index, groupId, modifier, modifier.defaultQuantity, depth)),
  );
}

/** One thing as it is when it is chosen: with what comes with it from the start. */
export function chosenOf(
  index: ChoiceIndex,
  groupId: string,
  { id, modifierGroupIds }: Pick<ShopModifier, "id" | "modifierGroupIds">,
  quantity: number,
  depth = 0,
): Chosen {
  return { groupId, modifierId: id, quantity, below: defaultsOf(index, modifierGroupIds, depth + 1) };
}

/** A group's options in the menu's order; an id that leads nowhere is left out, as it is for PAR. */
export function optionsOf({ groups, modifiers }: ChoiceIndex, groupId: string): ShopModifier[] {
  return (groups.get(groupId)?.modifierIds ?? []).flatMap((id) => modifiers.get(id) ?? []);
}

/** The choices with so many of one; none takes it out. */
export function withQuantity(
  index: ChoiceIndex,
  choices: readonly Chosen[],
  groupId: string,
  modifier: ShopModifier,
  quantity: number,
): Chosen[] {
  const isIt = (chosen: Chosen) => chosen.groupId === groupId && chosen.modifierId === modifier.id;
  if (quantity <= 0) return choices.filter((chosen) => !isIt(chosen));
  if (choices.some(isIt)) return choices.map((chosen) => (isIt(chosen) ? { ...chosen, quantity } : chosen));
  return [...choices, chosenOf(index, groupId, modifier, quantity)];
}

export interface Fault {
  kind: "missing" | "too_many";
  group: ShopGroup;
  /** How many are missing. */
  count: number;
}

/** What the rules of the groups still ask for, in the order in which they are shown. */
export function faultsOf(
  index: ChoiceIndex,
  groupIds: readonly string[],
  choices: readonly Chosen[],
): Fault[] {
  return groupIds.flatMap((groupId) => {
    const group = index.groups.get(groupId);
    if (group === undefined) return [];
    const ours = choices.filter((chosen) => chosen.groupId === groupId);
    const count = ours.reduce((sum, { quantity }) => sum + quantity, 0);
    const own: Fault[] =
      count < group.minSelected
        ? [{ kind: "missing", group, count: group.minSelected - count }]
        : count > group.maxSelected
          ? [{ kind: "too_many", group, count: count - group.maxSelected }]
          : [];
    const below = ours.flatMap(({ modifierId, below: nested }) =>
      faultsOf(index, index.modifiers.get(modifierId)?.modifierGroupIds ?? [], nested),
    );
    return [...own, ...below];
  });
}

/** What the choices of one parent cost: free units go to the first of each group, nested quantities multiply. */
export function choicesCents(index: ChoiceIndex, choices: readonly Chosen[]): number {
  const freeLeft = new Map<string, number>();
  let cents = 0;
  for (const { groupId, modifierId, quantity, below } of choices) {
    const left = freeLeft.get(groupId) ?? index.groups.get(groupId)?.freeQuantity ?? 0;
    const free = Math.min(left, quantity);
    freeLeft.set(groupId, left - free);
    const price = index.modifiers.get(modifierId)?.priceCents ?? 0;
    cents += (quantity - free) * price + quantity * choicesCents(index, below);
  }
  return cents;
}

/** What a line costs, without tax. */
export function lineCents(
  index: ChoiceIndex,
  product: Pick<ShopProduct, "priceCents" | "priceLevels">,
  { priceLevelId, quantity, choices }: Omit<ChosenLine, "itemId">,
): number {
  const level = product.priceLevels.find(({ id }) => id === priceLevelId);
  return quantity * ((level?.priceCents ?? product.priceCents) + choicesCents(index, choices));
}

interface BasketChoice {
  groupId: string;
  modifierId: string;
  quantity: number;
  under: number | null;
}

/** The choices in one list, each with the place of the one that it belongs to: as the API takes them. */
export function flatChoices(choices: readonly Chosen[]): BasketChoice[] {
  const flat: BasketChoice[] = [];
  const add = (chosen: readonly Chosen[], under: number | null): void => {
    for (const { below, ...choice } of chosen) {
      flat.push({ ...choice, under });
      add(below, flat.length - 1);
    }
  };
  add(choices, null);
  return flat;
}
