/** The order types of the contract. */
export const ORDER_TYPES = ["dine_in", "table_service", "takeout", "delivery", "curbside"] as const;

const known: ReadonlySet<string> = new Set(ORDER_TYPES);

/**
 * The contract's word for an order type in any letter case and with any separator; another word as it is.
 *
 * @example
 * ```ts
 * foldOrderType("DineIn"); // "dine_in"
 * foldOrderType("drone"); // "drone"
 * ```
 */
export function foldOrderType(sent: string): string {
  if (known.has(sent)) return sent;
  const letters = lettersOf(sent);
  return ORDER_TYPES.find((word) => lettersOf(word) === letters) ?? sent;
}

function lettersOf(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, "");
}
