import { WITHOUT_DECIMALS } from "@parley/limits";

/** How many decimals an amount of this currency has: of those that a store can have, none or two. */
export function currencyExponent(code: string): 0 | 2 {
  return WITHOUT_DECIMALS.has(code) ? 0 : 2;
}
