import { readFileSync } from "node:fs";

/**
 * Whether a secret that a person made up is among the first that somebody else would try: a common one, whatever
 * stands around it, or one made of names that are known.
 */

/** Of this product, of its demo, and what stands for a password in texts about passwords. */
const OWN_WORDS = [
  ..."parley posnext punchh ordering restaurant gateway demo example sample test shared sharedid".split(" "),
  ..."password passwort secret admin administrator changeme default letmein welcome iloveyou qwerty abc".split(
    " ",
  ),
];

/** Fingers that walk: along rows and columns of a keyboard, the alphabet, the digits. */
const WALKS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "azertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "yxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
];
const WALK_MIN = 4;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
};

/** Fewer letters than this tell nothing. */
const LETTERS_MIN = 3;
/** A listed password that is shorter may stand by chance in a random one. */
const LISTED_MIN = 4;

let listed: ReadonlySet<string> | null = null;

function isListed(text: string): boolean {
  listed ??= new Set(
    readFileSync(new URL("common-passwords.txt", import.meta.url), "utf8")
      .split("\n")
      .filter((line) => line.length >= LISTED_MIN && !line.startsWith("#")),
  );
  return listed.has(text);
}

/** One form for all ways to write a text: no case, no accents, no compatibility forms. */
function fold(text: string): string {
  return text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replace(/\p{M}/gu, "");
}

const reverse = (text: string) => [...text].reverse().join("");

/** The words of a text that are long enough to be recognised. */
function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= LETTERS_MIN);
}

/** The ways to read a password: without its signs, without its digits as well, and with digits as letters. */
function readingsOf(password: string): string[] {
  const folded = fold(password);
  const core = folded.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  const asLetters = [...core].map((sign) => LOOK_ALIKES[sign] ?? sign).join("");
  const plain = folded.replace(/[^\p{L}\p{N}]+/gu, "");
  return [
    plain,
    plain.replace(/^\p{N}+|\p{N}+$/gu, ""),
    folded.replace(/[^\p{L}]+/gu, ""),
    asLetters.replace(/[^\p{L}]+/gu, ""),
  ];
}

function withoutWalks(text: string): string {
  const isWalk = (piece: string) =>
    WALKS.some((walk) => walk.includes(piece) || walk.includes(reverse(piece)));
  let rest = "";
  for (let at = 0; at < text.length; ) {
    let length = 0;
    for (let next = WALK_MIN; at + next <= text.length && isWalk(text.slice(at, at + next)); next += 1)
      length = next;
    if (length === 0) rest += text[at];
    at += Math.max(1, length);
  }
  return rest;
}

/** What is repeated, where a text is nothing but one piece again and again. */
const unitOf = (text: string) => /^(.+?)\1*$/su.exec(text)?.[1] ?? text;

/** A listed password, also backwards, repeated, or with digits around it that are no part of it. */
function isCommon(text: string): boolean {
  const [, before = "", middle = "", after = ""] = /^(\p{N}*)(.*?)(\p{N}*)$/su.exec(text) ?? [];
  const digits = [...Array(Math.min(after.length, 8) + 1).keys()].map((count) => after.slice(0, count));
  return [...digits.map((some) => middle + some), ...digits.map((some) => before + middle + some)]
    .map(unitOf)
    .some((unit) => isListed(unit) || isListed(reverse(unit)));
}

/**
 * Whether a password, or a key that is used as one, is easy to guess.
 * @param names what is known about whoever uses it: a person's name and e-mail address, a brand
 */
export function isGuessable(password: string, names: readonly string[]): boolean {
  const known = [...new Set([...names.flatMap(wordsOf), ...OWN_WORDS])].sort((a, b) => b.length - a.length);
  return readingsOf(password).some((reading) => {
    if (isCommon(reading)) return true;
    let rest = reading;
    for (const word of known) rest = rest.replaceAll(word, "").replaceAll(reverse(word), "");
    rest = withoutWalks(rest);
    return rest.replace(/\p{N}+/gu, "").length < LETTERS_MIN || isCommon(rest);
  });
}
