import { createTranslator } from "use-intl/core";
import { en } from "./en/index.ts";
import { es } from "./es/index.ts";
import { intlLocales, type Language, pseudoLanguage } from "./language.ts";
import { pseudoRoom } from "./pseudo.ts";
import type { Translation, WordsOfRoom } from "./typed.ts";

export * from "./language.ts";

export type Catalogue = typeof en;
export type Room = keyof Catalogue;

export type Words<R extends Room> = WordsOfRoom<Catalogue[R]>;

/** Gives the words of any room in the language of whoever asks; what a room of the API takes as an argument. */
export type WordsOf = <R extends Room>(room: R) => Words<R>;

/**
 * The words of a language, room by room. Each is made once per process, with its messages parsed as they are used.
 *
 * ```ts
 * const words = wordsIn("es")("shell");
 * words("language"); // "Idioma"
 * ```
 */
export function wordsIn(language: Language): WordsOf {
  const made = translators[language];
  function wordsOf<R extends Room>(room: R): Words<R>;
  function wordsOf(room: Room) {
    const known = made.get(room);
    if (known !== undefined) return known;
    const words = createTranslator({
      locale: intlLocales[language],
      messages: messagesOf(language, room),
      timeZone: "UTC",
    });
    made.set(room, words);
    return words;
  }
  return wordsOf;
}

/** The messages of a room as they are written, to be sent to a browser. */
export function messagesOf<R extends Room>(language: Language, room: R): Catalogue[R];
export function messagesOf(language: Language, room: Room): Translation<Catalogue[Room]> {
  if (language === pseudoLanguage) return pseudoRoom(en[room]);
  return language === "es" ? es[room] : en[room];
}

const translators: Record<Language, Map<Room, unknown>> = {
  en: new Map(),
  es: new Map(),
  [pseudoLanguage]: new Map(),
};
