/**
 * How a decimal amount becomes hundredths, which PAR calls cents for every currency; the readings of contract 4.1.
 */
export type CentsReading = "R" | "E" | "T" | "X";

/** A connection's `cents_mode`: exact decimals, or PAR's sample with binary doubles. */
export type CentsMode = "exact" | "double_truncate";

const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;

interface Decimal {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function splitDecimal(text: string): Decimal | null {
  const match = decimalPattern.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponentText] = match;
  const exponent = exponentText === undefined ? 0 : Number(exponentText);
  if (exponent === 0) return { negative: sign === "-", whole, fraction };
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return { negative: sign === "-", whole: "0", fraction: "0".repeat(-point) + digits };
  const padded = digits.padEnd(point, "0");
  return { negative: sign === "-", whole: padded.slice(0, point), fraction: padded.slice(point) };
}

function roundsUp(reading: "R" | "E" | "T", cents: bigint, rest: string): boolean {
  if (reading === "T" || rest === "") return false;
  const first = rest.charCodeAt(0) - 48;
  if (first !== 5) return first > 5;
  if (reading === "R" || /[1-9]/.test(rest.slice(1))) return true;
  return cents % 2n === 1n;
}

/**
 * Cents of a decimal text under one reading, as decimal text (amounts of any size; no precision is lost).
 * R rounds half away from zero, E half to even, T truncates, X does what `(long)(x * 100)` does to a double.
 *
 * @throws RangeError when the text is no decimal number.
 *
 * @example
 * ```ts
 * centsText("19.99", "R"); // "1999"
 * centsText("19.99", "X"); // "1998"
 * ```
 */
export function centsText(text: string, reading: CentsReading): string {
  const decimal = splitDecimal(text);
  if (decimal === null) throw new RangeError("not a decimal number");
  if (reading === "X") {
    const product = Math.trunc(Number(text) * 100);
    return Number.isFinite(product) ? BigInt(product).toString() : "0";
  }
  const kept = decimal.fraction.slice(0, 2).padEnd(2, "0");
  let cents = BigInt(decimal.whole + kept);
  if (roundsUp(reading, cents, decimal.fraction.slice(2))) cents += 1n;
  return (decimal.negative ? -cents : cents).toString();
}

/** Whether a decimal text has a non-zero digit after the second decimal, so that readings can differ. */
export function hasSubCents(text: string): boolean {
  const decimal = splitDecimal(text);
  return decimal !== null && /[1-9]/.test(decimal.fraction.slice(2));
}

/**
 * Hundredths (reading R) of a JSON number of major units, from its shortest decimal text; never `n * 100`.
 *
 * @example
 * ```ts
 * centsFromNumber(64.1); // 6410
 * ```
 */
export function centsFromNumber(amount: number): number {
  // For amounts of at most two decimals below 1,000,000.00 Math.round(x * 100) is exact (contract 4.1), so
  // it only has to be shown that there are at most two: the quotient gives the very same double again.
  const quick = Math.round(amount * 100);
  if (quick >= 0 && quick <= 100_000_000 && quick / 100 === amount) return quick;
  return Number(centsText(String(amount), "R"));
}

/**
 * Major units of an amount in hundredths, as the double whose shortest text has the two right decimals.
 *
 * @example
 * ```ts
 * JSON.stringify(majorUnits(2910)); // "29.1"
 * ```
 */
export function majorUnits(hundredths: number): number {
  return hundredths / 100;
}

/**
 * Moves the decimal point of an exact decimal text two places to the left (a percentage as a fraction).
 *
 * @example
 * ```ts
 * percentToFraction("8.75"); // "0.0875"
 * ```
 */
export function percentToFraction(text: string): string {
  return shift(text, -2);
}

/** Moves the decimal point two places to the right: the inverse of `percentToFraction`. */
export function fractionToPercent(text: string): string {
  return shift(text, 2);
}

function shift(text: string, places: number): string {
  const decimal = splitDecimal(`${text}e${places}`) ?? splitDecimal(text);
  if (decimal === null) throw new RangeError("not a decimal number");
  const whole = decimal.whole.replace(/^0+(?=\d)/, "");
  const fraction = decimal.fraction.replace(/0+$/, "");
  return `${decimal.negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
