/**
 * Cents as money in the reader's notation: `formatMoney(2910, "USD")` is `$29.10`.
 * `currency` is an ISO 4217 code; one that Intl does not know is printed as it stands (`29.10 XXQ9`), because an
 * operator must still see what PAR sent.
 */
export function formatMoney(cents: number, currency: string): string {
  const formatter = formatterFor(currency);
  if (formatter === null) return `${(cents / 100).toFixed(2)} ${currency}`;
  // Cents are hundredths by PAR's contract, also for a currency that has no minor unit of its own.
  return formatter.format(cents / 100);
}

const formatters = new Map<string, Intl.NumberFormat | null>();

function formatterFor(currency: string): Intl.NumberFormat | null {
  const known = formatters.get(currency);
  if (known !== undefined) return known;
  const isCode = /^[A-Z]{3}$/.test(currency);
  const formatter = isCode ? new Intl.NumberFormat("en-US", { style: "currency", currency }) : null;
  formatters.set(currency, formatter);
  return formatter;
}
