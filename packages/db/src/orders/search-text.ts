// What was typed or pasted, in one spelling.

/** Longer ones are cut: no id, name or number is as long, and a pasted address or header is looked through first. */
export const TERM_MAX = 200;

/** Currencies as people say them, in English and Spanish; part of a pattern. */
export const MONEY_WORDS = "dollars?|bucks|euros?|pounds?|yen(?:es)?|d[o\u00f3]lar(?:es)?|pesos?|libras?";

const INVISIBLE = /[\p{Cf}\p{Cc}\p{Cs}\p{Co}\ufffd]|\u034f|[\ufe00-\ufe0f]/gu;
const DASHES = /[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]/g;
const QUOTES = /^["'`\u2018-\u201f\u00ab\u00bb<([{\s]+|["'`\u2018-\u201f\u00ab\u00bb>)\]},;\s]+$/g;

/** One spelling for what looks or reads the same: compatibility forms, digits of any script, dashes, nothing invisible. */
export function plain(text: string): string {
  return text
    .replace(/[\t\n\v\f\r]/g, " ")
    .replace(INVISIBLE, "")
    .normalize("NFKC")
    .replace(/(?![0-9])\p{Nd}/gu, digitOf)
    .replace(DASHES, "-")
    .trim();
}

/** Scripts have their ten digits in a row, from a zero on that follows something that is none. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** A term without what is around it in a sentence or a table. */
export function unquote(term: string): string {
  const bare = term.replace(QUOTES, "");
  // "(213) 555-0142": the bracket is the number's own.
  return /\d/.test(bare) && /^\(\s*\d/.test(term) ? term.replace(/[\s"'`,;]+$/, "") : bare;
}
