import type {
  ParMenu,
  ParMenuModifier,
  ParMenuTax,
  ParModifierGroup,
  ParProduct,
} from "../menu/menu-model.ts";

/** A line that the menu does not allow. The message is for the person who wished it. */
export class ChoiceError extends Error {
  override readonly name = "ChoiceError";
}

/** A line of an order as somebody wishes it. */
export interface Wish {
  readonly itemId: string;
  readonly priceLevelId: string | null;
  readonly quantity: number;
  /** Sent instead of the menu's price, to try the refusal of a price or of an item that no menu has. */
  readonly unitPriceCents: number | null;
  readonly modifiers: readonly { readonly id: string; readonly quantity: number }[];
}

/** A menu with its nodes by id. */
export interface MenuIndex {
  readonly products: ReadonlyMap<string, ParProduct>;
  readonly groups: ReadonlyMap<string, ParModifierGroup>;
  readonly modifiers: ReadonlyMap<string, ParMenuModifier>;
  readonly taxes: ReadonlyMap<string, ParMenuTax>;
}

/** One line of an order, chosen from the menu; it has no price yet. */
export interface ChosenLine {
  readonly itemId: string;
  readonly name: string;
  readonly priceLevelId: string | null;
  readonly quantity: number;
  readonly unitPriceCents: number;
  readonly taxIds: readonly string[];
  readonly modifiers: readonly ChosenModifier[];
}

export interface ChosenModifier {
  readonly modifier: ParMenuModifier;
  readonly group: ParModifierGroup;
  /** Per one parent. */
  readonly quantity: number;
  readonly modifiers: readonly ChosenModifier[];
}

/** What is taken from one group. */
export interface Pick {
  readonly modifier: ParMenuModifier;
  readonly quantity: number;
}

/** Chooses what to take from a group; `members` are the group's modifiers. */
export type Picker = (group: ParModifierGroup, members: readonly ParMenuModifier[]) => readonly Pick[];

/** Groups may lead to each other in a circle; deeper than this nothing more is chosen. */
const DEPTH_MAX = 6;

/** Puts a menu's nodes under their ids. */
export function indexMenu(menu: ParMenu): MenuIndex {
  const byId = <T extends { readonly id: string }>(nodes: readonly T[]) =>
    new Map(nodes.map((node) => [node.id, node]));
  return {
    products: byId(menu.products),
    groups: byId(menu.modifierGroups),
    modifiers: byId(menu.modifiers),
    taxes: byId(menu.taxes),
  };
}

/** Goes through groups and the groups below what was picked, in the menu's order. */
export function chooseModifiers(
  index: MenuIndex,
  groupIds: readonly string[],
  picker: Picker,
  depth = 0,
): ChosenModifier[] {
  if (depth >= DEPTH_MAX) return [];
  return groupIds.flatMap((groupId) => {
    const group = index.groups.get(groupId);
    if (group === undefined) return [];
    const members = group.modifierIds.flatMap((id) => index.modifiers.get(id) ?? []);
    return picker(group, members).map(({ modifier, quantity }) => ({
      modifier,
      group,
      quantity,
      modifiers: chooseModifiers(index, modifier.modifierGroupIds, picker, depth + 1),
    }));
  });
}

/** Adds the fewest units that a group's minimum still asks for: what is preselected first, then in menu order. */
export function fillUp(
  group: ParModifierGroup,
  members: readonly ParMenuModifier[],
  picked: readonly Pick[],
): readonly Pick[] {
  let lacking = group.minSelected - picked.reduce((sum, { quantity }) => sum + quantity, 0);
  const added: Pick[] = [];
  const taken = new Set(picked.map(({ modifier }) => modifier.id));
  const candidates = members
    .filter(({ id, isAvailable }) => isAvailable && !taken.has(id))
    .sort((a, b) => Math.min(1, b.defaultQuantity) - Math.min(1, a.defaultQuantity));
  for (const modifier of candidates) {
    if (lacking <= 0) break;
    const quantity = Math.min(lacking, Math.max(1, modifier.maxQuantity));
    added.push({ modifier, quantity });
    lacking -= quantity;
  }
  return [...picked, ...added];
}

function suggestion(index: MenuIndex): string {
  const some = [...index.products.keys()].slice(0, 8).join(", ");
  return some === "" ? "The menu is empty." : `It has ${some}, ....`;
}

/**
 * Chooses the wished line from the menu, and adds the modifiers that the item also requires.
 *
 * @throws ChoiceError when the menu has no such item, level or modifier (an item with a price of its own may be
 * unknown to the menu, so that its refusal can be tried).
 */
export function chooseLine(index: MenuIndex, wish: Wish): ChosenLine {
  const product = index.products.get(wish.itemId);
  if (product === undefined) {
    if (wish.unitPriceCents === null)
      throw new ChoiceError(`The menu has no item "${wish.itemId}". ${suggestion(index)}`);
    const unknown = { itemId: wish.itemId, name: wish.itemId, priceLevelId: wish.priceLevelId, taxIds: [] };
    return { ...unknown, quantity: wish.quantity, unitPriceCents: wish.unitPriceCents, modifiers: [] };
  }
  const level = product.priceLevels.find(({ id }) => id === wish.priceLevelId);
  if (wish.priceLevelId !== null && level === undefined) {
    const levels = product.priceLevels.map(({ id }) => id).join(", ") || "none";
    throw new ChoiceError(`${product.id} has no price level "${wish.priceLevelId}"; it has ${levels}.`);
  }
  const wanted = new Map(wish.modifiers.map(({ id, quantity }) => [id, quantity]));
  const modifiers = chooseModifiers(index, product.modifierGroupIds, (group, members) => {
    const picked = members.flatMap((modifier) => {
      const quantity = wanted.get(modifier.id);
      wanted.delete(modifier.id);
      return quantity === undefined ? [] : [{ modifier, quantity }];
    });
    return fillUp(group, members, picked);
  });
  const [unplaced] = wanted.keys();
  if (unplaced !== undefined) {
    throw new ChoiceError(
      `${product.id} takes no modifier "${unplaced}" here; one that is nested needs its parent too.`,
    );
  }
  return {
    itemId: product.id,
    name: product.name,
    priceLevelId: wish.priceLevelId,
    quantity: wish.quantity,
    unitPriceCents: wish.unitPriceCents ?? level?.priceCents ?? product.priceCents,
    taxIds: product.taxIds,
    modifiers,
  };
}
