import { withParams } from "@/navigation/search-params.ts";
import type { SearchInfo } from "./submit-row.ts";

type Amounts = NonNullable<SearchInfo["amounts"]>;

/** What the address of the orders says to narrow them to these amounts, in place of what was typed. */
export function amountFilter({ minHundredths, maxHundredths, name }: Amounts) {
  return { q: name, min: typed(minHundredths), max: typed(maxHundredths) };
}

/** The orders of these amounts. */
export function amountsPath(amounts: Amounts): string {
  return withParams("/orders", amountFilter(amounts));
}

/** As a filter's box takes it, and as one reads it: `11.00`. */
function typed(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
