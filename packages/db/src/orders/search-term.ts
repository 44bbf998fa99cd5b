import { emailIn, nameOf, timesOf, withoutLabel } from "./search-phrase.ts";
import { readSentence, type Sentence } from "./search-sentence.ts";
import { MONEY_WORDS, plain, TERM_MAX, unquote } from "./search-text.ts";

/**
 * One way to understand what was typed or pasted into a search. A term has all the readings that it may have:
 * `0142` is an id, the end of a phone number, a till's number and an amount, and is looked up as each.
 */
export type Reading =
  /** Our own order id. */
  | { kind: "order"; value: string }
  /** A recorded call. */
  | { kind: "exchange"; value: string }
  /** The digest of a request, in hex. */
  | { kind: "digest"; value: string }
  /** Anybody's id, folded by `searchId`: request uid, online order id, POS order id, PAR location id. */
  | { kind: "id"; value: string }
  /** The last four to six characters of an order number, or of a group of it or of a request uid. */
  | { kind: "id_end"; value: string }
  /** Our reference at the POS, or the eight hex digits of it that are printed on the ticket. */
  | { kind: "reference"; value: string }
  /** The number at the end of a POS order id, as a till shows it. */
  | { kind: "till_number"; value: string }
  /** The digits of a phone number, or its last four to six. */
  | { kind: "phone"; value: string }
  | { kind: "email"; value: string }
  /** In hundredths; a whole amount is meant in currencies without them, too. */
  | { kind: "amount"; value: string; hundredths: number; isWhole: boolean; currency: string | null }
  /** A minute or a day, in UTC. */
  | { kind: "time"; value: string }
  /** A guest's name, or a part of one. */
  | { kind: "name"; value: string };

export type ReadingKind = Reading["kind"];

/** What a viewer sees masked, so that they cannot search by it either. */
const GUEST_KINDS: ReadonlySet<ReadingKind> = new Set(["phone", "email", "name"]);

/** Whether a reading looks at what is masked for viewers. */
export function isAboutGuest({ kind }: { kind: ReadingKind }): boolean {
  return GUEST_KINDS.has(kind);
}

const PHONE_DIGITS_MIN = 4;
const PHONE_DIGITS_MAX = 20;
/** From so many digits on it is a number, whose leading zeros are prefixes, and no ending of one. */
const PHONE_DIGITS_WHOLE = 7;
// People type a number with or without its country code and trunk zero; the last nine digits are what the
// spellings share.
const PHONE_DIGITS_COMPARED = 9;
const AMOUNT_DIGITS_MAX = 11;

const SYMBOL_CURRENCY: Readonly<Record<string, string | null>> = {
  "€": "EUR",
  euro: "EUR",
  euros: "EUR",
  pound: "GBP",
  pounds: "GBP",
  libra: "GBP",
  libras: "GBP",
  yen: "JPY",
  yenes: "JPY",
  "£": "GBP",
  "₩": "KRW",
  "₫": "VND",
};

/** The readings of a search term, by its shape alone; none where nothing in it can be looked for. */
export function readSearchTerm(text: string): Reading[] {
  const whole = plain(text);
  const named = ours(whole) ?? fromUuid(whole) ?? fromDigest(whole);
  if (named !== null) return named;
  const query = queryOf(whole);
  if (query !== null) return readSearchTerm(query);
  const term = unquote(whole.slice(0, TERM_MAX));
  const email = emailIn(term);
  if (email !== null) return [{ kind: "email", value: email }];
  const said = withoutLabel(term);
  // What is left of a phrase is a number of any kind; the name is looked for in the phrase.
  const labelled = said === null ? [] : numberReadings(said);
  return distinct([...numberReadings(term), ...labelled, ...nameReading(term)]);
}

/** The readings of the numbers in a sentence, and of the name in it. */
export interface SentenceReadings {
  numbers: Reading[];
  name: Reading | null;
}

/** The readings of a term's parts; null where it is no sentence with a number in it. */
export function readSentenceTerm(text: string): SentenceReadings | null {
  const sentence = sentenceOf(text);
  if (sentence === null) return null;
  return {
    numbers: distinct(sentence.numbers.flatMap(readingsIn)),
    name: sentence.name === null ? null : { kind: "name", value: sentence.name },
  };
}

/** The words of a sentence that none of these readings came from; none where the term was read as a whole. */
export function wordsLeftOut(text: string, readings: readonly Reading[]): string[] {
  const sentence = sentenceOf(text);
  const has = (one: Reading) => readings.some(({ kind, value }) => kind === one.kind && value === one.value);
  if (sentence === null || readSearchTerm(text).some(has)) return [];
  const { numbers, name, others } = sentence;
  return [
    ...numbers.filter((number) => !readingsIn(number).some(has)),
    ...(name === null || has({ kind: "name", value: name }) ? [] : name.split(" ")),
    ...others,
  ];
}

function sentenceOf(text: string): Sentence | null {
  const whole = plain(text);
  if ((ours(whole) ?? fromUuid(whole) ?? fromDigest(whole) ?? queryOf(whole)) !== null) return null;
  const term = unquote(whole.slice(0, TERM_MAX));
  return emailIn(term) === null ? readSentence(term) : null;
}

function readingsIn(number: string): Reading[] {
  const amount = amountReading(number);
  // What has a currency or hundredths is nothing else.
  return amount.length > 0 && !/^\d+$/.test(number) ? amount : numberReadings(number);
}

function numberReadings(term: string): Reading[] {
  return [...idReadings(term), ...phoneReading(term), ...amountReading(term), ...timeReadings(term)];
}

/** Without those that say the same as one before. */
export function distinct(readings: readonly Reading[]): Reading[] {
  return [...new Map(readings.map((reading) => [`${reading.kind} ${reading.value}`, reading])).values()];
}

function ours(whole: string): Reading[] | null {
  const found = /\b(ord|exc)_([0-9a-f]{32})\b/i.exec(whole);
  if (found === null) return null;
  const [, prefix = "", digits = ""] = found;
  const value = `${prefix}_${digits}`.toLowerCase();
  return [prefix.toLowerCase() === "ord" ? { kind: "order", value } : { kind: "exchange", value }];
}

function fromUuid(whole: string): Reading[] | null {
  const uuid = /(?<![0-9a-f])[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}(?![0-9a-f])/i.exec(whole)?.[0];
  if (uuid === undefined) return null;
  const value = searchId(uuid);
  return [
    { kind: "id", value },
    { kind: "reference", value },
  ];
}

function fromDigest(whole: string): Reading[] | null {
  const digest = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i.exec(whole)?.[0].toLowerCase();
  return digest === undefined
    ? null
    : [
        { kind: "digest", value: digest },
        { kind: "id", value: digest },
      ];
}

/** What the address of one of the admin's lists searches for, else the last part of its path. */
function queryOf(whole: string): string | null {
  if (!/^https?:\/\//i.test(whole) || !URL.canParse(whole)) return null;
  const { searchParams, pathname } = new URL(whole);
  const last = searchParams.get("q") ?? pathname.split("/").findLast((part) => part !== "") ?? "";
  return decodeSafely(last);
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign of its own.
    return text;
  }
}

/** How ids are compared: `search_id` of the database does the same to what is stored. */
export function searchId(text: string): string {
  return plain(text)
    .replace(/[ -/:-@[-`{-\u00bf\u02b0-\u02ff\u2000-\u206f\u2212\u3000-\u303f]/g, "")
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function idReadings(term: string): Reading[] {
  const value = searchId(term);
  if (value === "") return [];
  const mark = /^(?:parley[\s:]*)?([0-9a-f]{4})[-\s]?([0-9a-f]{4})$/i.exec(term);
  const number = /^(?:#|no\.?|nr\.?|order|ticket|check)?[\s#]*(\d{1,6})$/i.exec(term)?.[1];
  return [
    { kind: "id", value },
    ...(isIdEnd(term, value) ? [{ kind: "id_end", value } as const] : []),
    ...(mark === null ? [] : [{ kind: "reference", value: `${mark[1]}${mark[2]}`.toLowerCase() } as const]),
    ...(number === undefined ? [] : [{ kind: "till_number", value: String(Number(number)) } as const]),
  ];
}

/** Whether a term may be the end of an id: what has no digit is a name too often. */
function isIdEnd(term: string, value: string): boolean {
  return /^#?[0-9a-z]+(?:-[0-9a-z]+)*$/i.test(term) && /^(?=.*\d)(?:[0-9a-z]{4,6}|[0-9a-f]{12})$/.test(value);
}

/** How chats and receipts show the end of a number. */
const MASKED_PHONE = /^\+?[\sx*\u2022\u00b7.()-]*[x*\u2022\u00b7.][\sx*\u2022\u00b7.()-]*(\d{4})$/i;
const PHONE_KIND = /\s*\(?\b(?:mobile|cell|home|work|office)\)?$/i;
const EXTENSION = /(?:[;,]?\s*(?:extension|extn|ext|x)[.:=\s]*|#\s*)\d{1,7}\s*$/i;

function phoneReading(term: string): Reading[] {
  const masked = MASKED_PHONE.exec(term)?.[1];
  if (masked !== undefined) return [{ kind: "phone", value: masked }];
  const bare = term
    .replace(/^(?:tel|sms|phone):\s*/i, "")
    .replace(PHONE_KIND, "")
    .replace(EXTENSION, "");
  const digits = bare.replace(/\D/g, "");
  const isPhone =
    /^[+\d\s().\-/]+$/.test(bare) &&
    digits.length >= PHONE_DIGITS_MIN &&
    digits.length <= PHONE_DIGITS_MAX &&
    !/^\d{1,3}(?:[.]\d{1,2})?$/.test(bare);
  return isPhone ? [{ kind: "phone", value: digits }] : [];
}

/** The digits of a phone number that are compared, last one first: an ending becomes a beginning. */
export function phoneSearchKey(digits: string): string {
  const number = digits.length < PHONE_DIGITS_WHOLE ? digits : digits.replace(/^0+(?=\d{4})/, "");
  return [...number.slice(-PHONE_DIGITS_COMPARED)].reverse().join("");
}

const AMOUNT = new RegExp(
  String.raw`^(?:([A-Z]{3}|(?:US|CA|AU|NZ|HK|MX)?[\p{Sc}])\s*)?(\d[\d.,' ]*)(?:\s*([A-Z]{3}|\p{Sc}|${MONEY_WORDS}))?$`,
  "u",
);

function amountReading(term: string): Reading[] {
  const [, before, number, after] = AMOUNT.exec(term) ?? [];
  if (number === undefined) return [];
  // The last separator with one or two digits behind it is the decimal one; all others group thousands.
  const [, whole = "", cents = ""] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(number.trim()) ?? [];
  const isGrouped = /^\d+$|^\d{1,3}([.,' ]\d{3})+$/.test(whole);
  const mark = before ?? after;
  // What has neither a currency nor hundredths may be a number of any kind: long ones are no order's total.
  if (
    !isGrouped ||
    whole.length > AMOUNT_DIGITS_MAX ||
    (mark === undefined && cents === "" && /^0|^\d{7}/.test(whole))
  )
    return [];
  const hundredths = Number(whole.replace(/\D/g, "")) * 100 + Number(cents.padEnd(2, "0"));
  const currency =
    mark === undefined ? null : (SYMBOL_CURRENCY[mark] ?? (/^[A-Z]{3}$/.test(mark) ? mark : null));
  const isWhole = cents === "" && mark?.endsWith("$") !== true;
  const value = (hundredths / 100).toFixed(hundredths % 100 === 0 && cents === "" ? 0 : 2);
  return [
    {
      kind: "amount",
      value: currency === null ? value : `${value} ${currency}`,
      hundredths,
      isWhole,
      currency,
    },
  ];
}

function timeReadings(term: string): Reading[] {
  return timesOf(term).map((value) => ({ kind: "time", value }));
}

function nameReading(term: string): Reading[] {
  const name = nameOf(term);
  return /\p{L}/u.test(name) ? [{ kind: "name", value: name }] : [];
}
