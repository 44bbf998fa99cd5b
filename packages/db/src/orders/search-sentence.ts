import { MONEY_WORDS } from "./search-text.ts";

// What is in a sentence that a caller says or a chat shows: "order 12345678 for Smith never came".

/** The parts of a sentence that orders are looked for by. */
export interface Sentence {
  /** Numbers of any kind: ids, phones, amounts. At least one. */
  numbers: string[];
  /** What is left without the words that people say around it; null where that is no name. */
  name: string | null;
  /** Words that are neither, and not what people say around them. */
  others: string[];
}

const NUMBERS_MAX = 4;
/** More words than these are no name but a story. */
const NAME_WORDS_MAX = 4;
/** A short number is one that is looked for only behind a word for it. */
const DIGITS_MIN = 4;

/** An amount with its currency or its hundredths, which may be a word of its own. */
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\d.,])(?:(?:[A-Z]{3}|(?:US|CA|AU|NZ|HK|MX)?\p{Sc})\s?\d[\d.,']*\d|(?:[A-Z]{3}|\p{Sc})\s?\d|\d[\d.,']*(?:\d\s?(?:\p{Sc}|(?:[A-Z]{3}|${MONEY_WORDS})\b)|[.,]\d{2}(?![.,]?\d)))`,
  "gu",
);
/** Digits as a phone number groups them. */
const PHONE = /(?<![\p{L}\d])\+?\(?\d{1,4}\)?(?:[\s./-]{1,3}\(?\d{2,4}\)?){2,5}(?![\p{L}\d])/gu;
/** An id: letters and digits, and what joins them. */
const ID = /#?[\p{L}\d]+(?:[-_/.][\p{L}\d]+)*/gu;
const BEFORE_SHORT =
  /(?:#|\b(?:order|ticket|check|receipt|confirmation|number|num|no|nr|ref|reference)\b)[.:#=\s]*$/i;

/** Words around a name: whose it is, what happened, when. In lower case. */
const SAID = new Set(
  `a about after again ago all already also am an and any are as at back be been before but by call called caller calls
  came can cancelled card cash charge charged check cold come comes confirmation could customer day days delivered
  delivery did didn't do does doesn't dollars bucks euros in the evening fee for food from get gets got gone guest had has
  hasn't have he hello help her here hey hi him his hour hours how i i'd i'm id is isn't it it's its just last late
  left looking lunch dinner made me min mins minute minutes missing morning my name named near never new night no not now
  number nothing of off ok on once one online only or order ordered ordering orders our out paid pay payment phone pick
  picked pickup please pounds price receipt received ref reference refund said same says sent she should since so some
  spent still store sum tax ten than thanks that their them then there they this ticket till time tip to today
  tonight total two three four five twenty thirty fifteen twice under until up us waiting want wants was wasn't we week
  were what when where which who whose will with wrong yen yesterday yet you your
  algo ayer con cobraron cobró cuenta cuándo desde después dice dijo dólar dólares entre es esta este favor fue hace hola
  hora horas hoy importe libras llama llamó llegó lo llegado más menos mi minutos monto nada noche nombre nunca número
  orden pago pagó pagué para pedido pedí pero pesos por porque que quiere recibió se señor señora sin su sus tarde tarjeta
  tiene todavía un una unos unas y ya`.split(/\s+/),
);

/** The numbers and the name in a sentence; null where it has no number beside other words. */
export function readSentence(text: string): Sentence | null {
  if (!/\s/.test(text)) return null;
  const numbers: string[] = [];
  let rest = text;
  const take = (pattern: RegExp, isWanted: (found: string, offset: number) => boolean) => {
    rest = rest.replace(pattern, (found, ...args) => {
      const offset = args.findLast((arg) => typeof arg === "number");
      if (!isWanted(found, offset ?? 0)) return found;
      numbers.push(found.trim());
      return " ".repeat(found.length);
    });
  };
  take(AMOUNT, () => true);
  take(PHONE, (found) => found.replace(/\D/g, "").length >= 7);
  take(ID, (found, offset) => {
    const digits = found.replace(/\D/g, "").length;
    const isLong = digits > 0 && found.length >= DIGITS_MIN && !/^\d+(?:st|nd|rd|th|am|pm)$/i.test(found);
    return isLong || (digits > 0 && (found.startsWith("#") || BEFORE_SHORT.test(text.slice(0, offset))));
  });
  if (numbers.length === 0 || numbers.length > NUMBERS_MAX || numbers[0] === text.trim()) return null;
  return { numbers, ...nameAmong(rest) };
}

/** The name in what is left of a sentence, and the words that are neither a name nor what people say around one. */
export function nameAmong(rest: string): Omit<Sentence, "numbers"> {
  const words = rest
    .split(/[\s,;:!?()"]+/)
    .map((word) => word.replace(/^['.-]+|['.-]+$|['\u2019]s$/g, ""))
    .filter((word) => /[\p{L}\d]/u.test(word) && !SAID.has(word.toLowerCase()));
  const names = namesAmong(words);
  return {
    name: names.length === 0 ? null : names.join(" "),
    others: words.filter((word) => !names.includes(word)),
  };
}

function namesAmong(words: readonly string[]): string[] {
  const letters = words.filter((word) => !/\d/.test(word));
  // In a story the names are those with a capital.
  const names = letters.length > NAME_WORDS_MAX ? letters.filter((word) => /^\p{Lu}/u.test(word)) : letters;
  return names.length > NAME_WORDS_MAX ? [] : names;
}
