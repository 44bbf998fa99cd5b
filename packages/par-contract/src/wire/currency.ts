import { WITHOUT_DECIMALS } from "@parley/limits";

/**
 * What a currency's amounts look like. The minor units are those of ISO 4217, list one (the maintenance agency's
 * table at six-group.com, 2026). `Intl` must not be asked: it gives CLDR's digits for display, which are 0 for
 * HUF, IDR and LAK and 0 for IQD, where ISO has 2 and 3.
 *
 * Two units of money meet in the gateway. *Cents* are the currency's own minor unit: a cent, a yen. *Hundredths*
 * are PAR's amount times 100, which is what it signs, whatever the currency: 1,200 JPY are 1,200 cents and 120,000
 * hundredths. Everything in this package counts in hundredths, save what is named here.
 */

/** A minor unit of a hundredth. ANG and BGN have been withdrawn since 2025, and stores may still have them. */
const WITH_TWO_DECIMALS = words(`
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
  CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
  JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK
  NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
  TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`);

/** Two decimals, but a thousand units or more are worth less than a US dollar or two. */
const OF_LITTLE_WORTH = words("ARS CDF COP IDR IRR KHR LAK LBP MMK MNT MWK NGN SSP SYP TZS UZS");

/** Why ISO 4217 has a code that no store can count in. */
const REFUSED: ReadonlyMap<string, string> = new Map([
  ...because("BHD IQD JOD KWD LYD OMR TND", "has three decimals, and PAR has not said how it signs them"),
  ...because("CLF UYW", "has four decimals, and PAR has not said how it signs them"),
  ...because("MGA MRU", "is counted in fifths, and PAR signs hundredths"),
  ...because("BOV CHE CHW COU MXV USN UYI XAD XDR XSU XUA", "is a unit of account that no guest pays in"),
  ...because("XAG XAU XBA XBB XBC XBD XPD XPT", "is a bond or a metal that no guest pays in"),
  ...because("XTS XXX", "is no currency, by ISO 4217"),
]);

const LIMIT = 1_000_000_000;
/** The ledger's columns hold 2,147,483,647 at most. */
const LARGE_LIMIT = 2_000_000_000;

/** Below this many hundredths is every amount of every currency; see `amountLimitCents`. */
export const HUNDREDTHS_LIMIT = LARGE_LIMIT * 100;

/**
 * Why a store cannot count in a currency, as a sentence without its final stop; null where it can.
 *
 * @example
 * ```ts
 * currencyProblem("KWD"); // "KWD has three decimals, and PAR has not said how it signs them"
 * ```
 */
export function currencyProblem(code: string): string | null {
  if (WITHOUT_DECIMALS.has(code) || WITH_TWO_DECIMALS.has(code)) return null;
  const why = REFUSED.get(code);
  return why === undefined ? `"${code.slice(0, 20)}" is no currency code of ISO 4217` : `${code} ${why}`;
}

/**
 * How many decimals an amount of this currency has. A code that no store can have counts as having two: such
 * amounts are in the ledger since before codes were judged.
 */
export function currencyExponent(code: string): 0 | 2 {
  return WITHOUT_DECIMALS.has(code) ? 0 : 2;
}

/**
 * Every amount of the currency stays below this many cents: 10,000,000.00 in most, 2,000,000,000 in those without
 * decimals, 20,000,000.00 in those of little worth.
 */
export function amountLimitCents(code: string): number {
  return currencyExponent(code) === 0 || OF_LITTLE_WORTH.has(code) ? LARGE_LIMIT : LIMIT;
}

/** Cents as PAR's hundredths. */
export function toHundredths(cents: number, currency: string): number {
  return cents * hundredthsPerCent(currency);
}

/** PAR's hundredths as cents; null where the currency has no unit that small, such as half a yen. */
export function fromHundredths(hundredths: number, currency: string): number | null {
  const cents = hundredths / hundredthsPerCent(currency);
  return Number.isInteger(cents) ? cents : null;
}

/** PAR's hundredths in one cent of the currency. */
export function hundredthsPerCent(currency: string): number {
  return 10 ** (2 - currencyExponent(currency));
}

/**
 * Cents as the decimal text that people read, without the currency's name.
 *
 * @example
 * ```ts
 * amountText(2910, "USD"); // "29.10"
 * amountText(1200, "JPY"); // "1200"
 * ```
 */
export function amountText(cents: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(cents)).padStart(exponent + 1, "0");
  const point = digits.length - exponent;
  const sign = cents < 0 ? "-" : "";
  return `${sign}${digits.slice(0, point)}${exponent === 0 ? "" : `.${digits.slice(point)}`}`;
}

/** Cents as a JSON number of major units, the double whose shortest text has the right decimals. */
export function amountNumber(cents: number, currency: string): number {
  return cents / 10 ** currencyExponent(currency);
}

/**
 * Cents of a decimal text without sign or grouping; null where it is none, or is finer than the currency.
 *
 * @example
 * ```ts
 * parseAmount("29.1", "USD"); // 2910
 * parseAmount("1200.00", "JPY"); // 1200
 * parseAmount("1200.5", "JPY"); // null
 * ```
 */
export function parseAmount(text: string, currency: string): number | null {
  const match = /^(\d{1,13})(?:\.(\d{1,20}))?$/.exec(text);
  if (match === null) return null;
  const [, whole = "", fraction = ""] = match;
  const exponent = currencyExponent(currency);
  if (/[1-9]/.test(fraction.slice(exponent))) return null;
  return Number(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

function because(codes: string, why: string): [code: string, why: string][] {
  return codes.split(" ").map((code) => [code, why]);
}
