import type { ChosenLine, ChosenModifier, MenuIndex } from "@parley/par-contract";
import type { Words } from "@parley/words";

/** One thing that was chosen with an item. A flat list, so that no nesting has to be bounded before it is read. */
export interface BasketChoice {
  groupId: string;
  modifierId: string;
  /** For one of what it is chosen with. */
  quantity: number;
  /** The place in the list of the earlier choice that it belongs to; null for the item itself. */
  under: number | null;
}

export interface BasketLine {
  itemId: string;
  priceLevelId: string | null;
  quantity: number;
  choices: readonly BasketChoice[];
}

export const LINES_MAX = 50;
export const CHOICES_MAX = 100;
const QUANTITY_MAX = 99;

/**
 * The lines with what the menu says of them. Nothing is added or put right: what is missing or too much is for the
 * judgement to tell. Only what the menu does not have at all cannot be written as an order.
 */
export function chosenLines(
  index: MenuIndex,
  lines: readonly BasketLine[],
  say: Words<"shop">,
): { kind: "chosen"; lines: ChosenLine[] } | { kind: "invalid"; message: string } {
  const invalid = (message: string) => ({ kind: "invalid" as const, message });
  if (lines.length === 0) return invalid(say("refused.empty"));
  if (lines.length > LINES_MAX) return invalid(say("refused.lines", { max: String(LINES_MAX) }));
  const chosen: ChosenLine[] = [];
  for (const line of lines) {
    const { choices, itemId } = line;
    if (choices.length > CHOICES_MAX) return invalid(say("refused.choices", { max: String(CHOICES_MAX) }));
    if (![line, ...choices].every(({ quantity }) => isCountable(quantity)))
      return invalid(say("refused.quantity", { max: String(QUANTITY_MAX) }));
    const product = index.products.get(itemId);
    const modifiers = product === undefined ? null : treeOf(index, choices);
    if (product === undefined || modifiers === null) return invalid(say("refused.gone"));
    const level = product.priceLevels.find(({ id }) => id === line.priceLevelId);
    chosen.push({
      itemId,
      name: product.name,
      priceLevelId: line.priceLevelId,
      quantity: line.quantity,
      unitPriceCents: level?.priceCents ?? product.priceCents,
      taxIds: product.taxIds,
      modifiers,
    });
  }
  return { kind: "chosen", lines: chosen };
}

/** A line that was chosen elsewhere, as a basket has it. */
export function basketLineOf({ itemId, priceLevelId, quantity, modifiers }: ChosenLine): BasketLine {
  const choices: BasketChoice[] = [];
  const add = (chosen: readonly ChosenModifier[], under: number | null): void => {
    for (const { modifier, group, quantity: count, modifiers: below } of chosen) {
      choices.push({ groupId: group.id, modifierId: modifier.id, quantity: count, under });
      add(below, choices.length - 1);
    }
  };
  add(modifiers, null);
  return { itemId, priceLevelId, quantity, choices };
}

/** The choices as a tree; null where the menu lacks one, or one belongs to none before it. */
function treeOf(index: MenuIndex, choices: readonly BasketChoice[]): ChosenModifier[] | null {
  const roots: ChosenModifier[] = [];
  const below: ChosenModifier[][] = [];
  for (const { groupId, modifierId, quantity, under } of choices) {
    const group = index.groups.get(groupId);
    const modifier = index.modifiers.get(modifierId);
    const siblings = under === null ? roots : below[under];
    if (group === undefined || modifier === undefined || siblings === undefined) return null;
    const modifiers: ChosenModifier[] = [];
    siblings.push({ group, modifier, quantity, modifiers });
    below.push(modifiers);
  }
  return roots;
}

function isCountable(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= QUANTITY_MAX;
}
