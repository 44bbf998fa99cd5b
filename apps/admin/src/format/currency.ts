/** Currencies that have no minor unit by ISO 4217: their cents are whole units. A test holds the lists together. */
const WITHOUT_DECIMALS = new Set(
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "),
);

/** How many decimals an amount of this currency has: of those that a store can have, none or two. */
export function currencyExponent(code: string): 0 | 2 {
  return WITHOUT_DECIMALS.has(code) ? 0 : 2;
}
