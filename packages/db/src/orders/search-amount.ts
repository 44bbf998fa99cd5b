import { nameAmong } from "./search-sentence.ts";
import { MONEY_WORDS, plain, TERM_MAX, unquote } from "./search-text.ts";

/**
 * An amount that somebody knows only about: `$11`, `11-12`, "about 11". Between its ends are more orders than a search
 * can look through, so nothing is searched by it: a list is narrowed to it.
 */
export interface AmountPointer {
  /** In hundredths whatever the currency; both ends are meant. */
  minHundredths: number;
  maxHundredths: number;
  /** The name that was said beside it, to go on searching for; null for none. */
  name: string | null;
}

/** PAR's amounts are integers of the database and of GraphQL. */
const HUNDREDTHS_MAX = 2 ** 31 - 1;
/** About an amount is one more or less, and of a large one a twentieth. */
const ABOUT_HUNDREDTHS = 100;
const ABOUT_PART = 20;
/** A bare number is an order's or a till's as often; with more digits than these it is hardly a total. */
const BARE_DIGITS_MAX = 3;

const CODES = new Set(Intl.supportedValuesOf("currency"));
/** Any currency: which one matters to no range, as amounts are compared in hundredths. */
const ANY_CURRENCY = "\u00a4";

const BEFORE = String.raw`(?:(?:US|CA|AU|NZ|HK|MX)?\p{Sc}\s*)`;
const AFTER = String.raw`(?:\s*(?:\p{Sc}|(?:${MONEY_WORDS})(?![\p{L}\d])))`;
const NUMBER = String.raw`(?:\d{1,3}(?:[,.']\d{3})+|\d{1,6})(?:[.,]\d{1,2})?`;
/** What comes before or behind a number that is a time, a date, a count, or a part of something longer. */
const NOT_BEHIND = String.raw`(?<![\p{L}\d#.,:/_-])(?<!-\s)`;
const NOT_BEFORE = String.raw`(?![\p{L}\d_/:%#-])(?![.,]\d)(?!\s*(?:[ap]\.?m\b|o'?clock|h\b|hrs?\b|hours?|horas?|min|sec|seg|days?\b|d[i\u00ed]as?|weeks?|semanas?|months?|mes(?:es)?\b|times?\b|veces|items?\b|art[i\u00ed]culos?|people|personas?))`;

const amount = (name: string) => `(?<${name}>${BEFORE}?${NUMBER}${AFTER}?)`;
const TO = String.raw`(?:\s*(?:-|to|till?|until|through|a|hasta)\s*)`;
const BETWEEN = String.raw`(?:between|entre)\s+${amount("from")}\s*(?:-|and|to|y|a)\s*${amount("to")}`;
const SPAN = String.raw`(?:(?:from|de|desde)\s+)?${amount("from")}${TO}${amount("to")}`;
const ABOUT = String.raw`(?:~|\u2248|(?:about|around|approx(?:imately|\.)?|roughly|nearly|almost|close to|circa|like|unos|unas|como|cerca de|alrededor de|aproximadamente|aprox\.?|casi|m[a\u00e1]s o menos)\s)\s*${amount("about")}`;
const OR_SO = String.raw`${amount("about")}\s*(?:or so|more or less|m[a\u00e1]s o menos|aprox(?:imadamente)?\b)`;
const ALONE = amount("alone");

const anywhere = (form: string) => new RegExp(`${NOT_BEHIND}(?:${form})${NOT_BEFORE}`, "iu");
/** Words around an amount that stands for itself. */
const MONEY_SAID = String.raw`(?:(?:the|a|it|was|is|for|of|total|amount|sum|price|paid|pays|charged?|bill|el|la|un|una|fue|es|era|por|de|monto|importe|precio|suma|pag\u00f3|pagu\u00e9|cobr\u00f3|cobraron|cuenta)[\s:]+)*`;
const whole = (form: string) =>
  new RegExp(`^${MONEY_SAID}(?:${form})${NOT_BEFORE}(?:\\s+(?:total|please|por favor))?[.!?]*$`, "iu");

/** What says by itself that it is an amount, or that it is only about one. */
const LED = [BETWEEN, ABOUT, OR_SO].map(anywhere);
/** What says so where it has a currency, or where it is all that there is. */
const PLAIN = [SPAN, ALONE];
const HAS_CURRENCY = new RegExp(`\\p{Sc}|(?:${MONEY_WORDS})`, "iu");
/** A currency that has no cents: the whole amount is the exact one, and searched. */
const NO_CENTS = /[\u00a5\u20a9\u20ab]|yen/i;

/** The range of amounts that a search term may mean; null where it names none, or an exact one. */
export function amountPointerIn(typed: string): AmountPointer | null {
  const text = withAnyCurrency(unquote(plain(typed).slice(0, TERM_MAX)));
  for (const form of LED) {
    const found = form.exec(text);
    if (found !== null) return pointerOf(found, text);
  }
  for (const form of PLAIN) {
    const found = anywhere(form).exec(text);
    if (found !== null && HAS_CURRENCY.test(found[0])) return pointerOf(found, text);
    const alone = whole(form).exec(text);
    if (alone !== null && isBareAmount(alone)) return pointerOf(alone, null);
  }
  return null;
}

/** The codes of currencies, as long as they were, as a sign: then no other word of three letters is one. */
function withAnyCurrency(text: string): string {
  const sign = (code: string, at: "before" | "after") =>
    CODES.has(code) ? (at === "before" ? `  ${ANY_CURRENCY}` : `${ANY_CURRENCY}  `) : code;
  return text
    .replace(/(?<![\p{L}\d])[A-Z]{3}(?=\s*\d)/gu, (code) => sign(code, "before"))
    .replace(/(?<=\d\s*)[A-Z]{3}(?![\p{L}\d])/gu, (code) => sign(code, "after"));
}

/** Numbers without a currency are no longer than an order's total is, and have no zeros before them. */
function isBareAmount({ groups }: RegExpExecArray): boolean {
  return Object.values(groups ?? {}).every(
    (number) =>
      number === undefined ||
      (/^(?:0|[1-9]\d*)(?:[.,]\d{1,2})?$/.test(number) && wholeOf(number).length <= BARE_DIGITS_MAX),
  );
}

function wholeOf(number: string): string {
  return number.replace(/[.,]\d{1,2}$/, "");
}

function pointerOf(found: RegExpExecArray, text: string | null): AmountPointer | null {
  const range = rangeOf(found.groups ?? {});
  if (range === null || range.maxHundredths > HUNDREDTHS_MAX) return null;
  const rest =
    text === null ? "" : `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
  return { ...range, name: nameAmong(rest).name };
}

function rangeOf({ from, to, about, alone }: Partial<Record<string, string>>) {
  if (from !== undefined && to !== undefined) {
    const ends = [hundredthsOf(from), hundredthsOf(to)];
    const [minHundredths, maxHundredths] = [Math.min(...ends), Math.max(...ends)];
    return minHundredths === maxHundredths ? null : { minHundredths, maxHundredths };
  }
  if (about !== undefined) {
    const cents = hundredthsOf(about);
    const part = Math.ceil(cents / ABOUT_PART / 100) * 100;
    const off = Math.max(ABOUT_HUNDREDTHS, part);
    return { minHundredths: Math.max(0, cents - off), maxHundredths: cents + off };
  }
  if (alone === undefined || NO_CENTS.test(alone) || /\d[.,]\d{1,2}(?!\d)/.test(alone)) return null;
  const cents = hundredthsOf(alone);
  return cents === 0 ? null : { minHundredths: cents, maxHundredths: cents + 99 };
}

function hundredthsOf(amountSaid: string): number {
  const [number = ""] = /\d(?:[\d.,']*\d)?/.exec(amountSaid) ?? [];
  const [, units = "", cents = ""] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(number) ?? [];
  return Number(units.replace(/\D/g, "")) * 100 + Number(cents.padEnd(2, "0"));
}
