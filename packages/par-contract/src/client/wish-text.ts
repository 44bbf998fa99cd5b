import { ChoiceError, type Wish } from "./choice.ts";

const headPattern = /^([^:*@+]+)(?::([^:*@+]+))?(?:\*(\d{1,3}))?(?:@(\d{1,7})(?:\.(\d{1,2}))?)?$/;
const modifierPattern = /^([^:*@+]+)(?:\*(\d{1,3}))?$/;

/** How an item is written at a shell. */
export const WISH_FORM = "ITEM[:LEVEL][*QUANTITY][@PRICE][+MODIFIER[*QUANTITY]...]";

/**
 * Reads an item as it is written at a shell.
 *
 * @throws ChoiceError when it is not of that form.
 *
 * @example
 * ```ts
 * parseWish("burrito:large*2+carnitas"); // two large burritos, each with carnitas
 * ```
 */
export function parseWish(text: string): Wish {
  const [head = "", ...rest] = text.split("+").map((part) => part.trim());
  const match = headPattern.exec(head);
  if (match === null) throw new ChoiceError(`"${text}" is not of the form ${WISH_FORM}`);
  const [, itemId = "", level, quantity = "1", whole, fraction = ""] = match;
  return {
    itemId,
    priceLevelId: level ?? null,
    quantity: Number(quantity),
    unitPriceCents: whole === undefined ? null : Number(whole) * 100 + Number(fraction.padEnd(2, "0")),
    modifiers: rest.map((part) => {
      const modifier = modifierPattern.exec(part);
      if (modifier === null)
        throw new ChoiceError(`"${part}" in "${text}" is not of the form MODIFIER[*QUANTITY]`);
      return { id: modifier[1] ?? "", quantity: Number(modifier[2] ?? "1") };
    }),
  };
}
