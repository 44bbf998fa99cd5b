import { currencyExponent } from "@parley/par-contract";

/**
 * Cents, the currency's minor unit, as money for people: `$29.10`, `¥1,200`. Alike in every language of ours: the
 * restaurants are American. A currency that `Intl` does not know stands behind its amount.
 */
export function moneyText(cents: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const amount = cents / 10 ** exponent;
  if (!/^[A-Z]{3}$/.test(currency)) return `${amount.toFixed(exponent)} ${currency}`;
  return formatterFor(currency, exponent).format(amount);
}

/** PAR's hundredths as money, which may be a part of the currency's smallest coin. */
export function parMoneyText(hundredths: number, currency: string): string {
  if (currencyExponent(currency) === 2) return moneyText(hundredths, currency);
  const isWhole = hundredths % 100 === 0;
  return isWhole ? moneyText(hundredths / 100, currency) : `${(hundredths / 100).toFixed(2)} ${currency}`;
}

const formatters = new Map<string, Intl.NumberFormat>();

function formatterFor(currency: string, exponent: number): Intl.NumberFormat {
  const known = formatters.get(currency);
  if (known !== undefined) return known;
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const made = new Intl.NumberFormat("en-US", { style: "currency", currency, ...digits });
  formatters.set(currency, made);
  return made;
}
