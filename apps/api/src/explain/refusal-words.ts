import { type Catalogue, messagesOf, type WordsOf } from "@parley/words";
import { sentencesOf } from "./known-sentences.ts";

const ENGLISH = messagesOf("en", "refusals");
const find = sentencesOf("refusals", (text): text is keyof Catalogue["refusals"] =>
  Object.hasOwn(ENGLISH, text),
);

/**
 * A reason that PAR was told, for people: a sentence of ours in the reader's language, whatever a POS wrote as it is.
 * The record keeps the English of the wire, so the sentence is known again by its form.
 */
export function refusalWords(message: string, words: WordsOf): string {
  const known = find(message);
  return known === null ? message : words("refusals")(known.key, { ...NO_VALUES, ...known.values });
}

/** What messages of the room may name; each takes those that it does name. */
const NO_VALUES = {
  amount: "",
  count: "",
  currency: "",
  due: "",
  group: "",
  id: "",
  item: "",
  level: "",
  line: "",
  paid: "",
  type: "",
  zone: "",
};
