import { currencyExponent } from "./currency.ts";

/**
 * Cents, the currency's minor unit, as money in the reader's notation: `formatMoney(2910, "USD")` is `$29.10`,
 * `formatMoney(1200, "JPY")` is `¥1,200`. `currency` is an ISO 4217 code; one that Intl does not know is printed as
 * it stands (`29.10 XXQ9`), because an operator must still see what PAR sent.
 */
export function formatMoney(cents: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const amount = cents / 10 ** exponent;
  const formatter = formatterFor(currency, exponent);
  return formatter === null ? `${amount.toFixed(exponent)} ${currency}` : formatter.format(amount);
}

/** Hundredths, whatever the currency, as money; without a currency as a plain number: `29.10`. */
export function formatHundredths(hundredths: number, currency: string | null): string {
  if (currency === null) return (hundredths / 100).toFixed(2);
  return formatMoney(currencyExponent(currency) === 0 ? hundredths / 100 : hundredths, currency);
}

const AMOUNT = /^-?\d{1,12}(\.\d{1,3})?$/;

/** An amount as a program writes it, in whole units: `formatAmount("5.25", "USD")` is `$5.25`. Any other text as it stands. */
export function formatAmount(text: string, currency: string): string {
  return AMOUNT.test(text)
    ? formatMoney(Math.round(Number(text) * 10 ** currencyExponent(currency)), currency)
    : text;
}

const formatters = new Map<string, Intl.NumberFormat | null>();

function formatterFor(currency: string, exponent: number): Intl.NumberFormat | null {
  const known = formatters.get(currency);
  if (known !== undefined) return known;
  const isCode = /^[A-Z]{3}$/.test(currency);
  // Intl's own digits are those of display, which round a sum in HUF or IDR to whole units.
  const digits = { minimumFractionDigits: exponent, maximumFractionDigits: exponent };
  const formatter = isCode
    ? new Intl.NumberFormat("en-US", { style: "currency", currency, ...digits })
    : null;
  formatters.set(currency, formatter);
  return formatter;
}
