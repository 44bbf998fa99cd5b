import { type Catalogue, messagesOf, type WordsOf } from "@parley/words";
import { sentencesOf } from "./known-sentences.ts";

const ENGLISH = messagesOf("en", "checks");
const find = sentencesOf("checks", (text): text is keyof Catalogue["checks"] => Object.hasOwn(ENGLISH, text));

/** What a check of an answer found, in the reader's language; ids, codes and digests stay as they are. */
export function checkWords(detail: string, words: WordsOf): string {
  const known = find(detail);
  return known === null ? detail : words("checks")(known.key, { ...NO_VALUES, ...known.values });
}

/** What messages of the room may name; each takes those that it does name. */
const NO_VALUES = {
  count: "",
  expected: "",
  fields: "",
  operation: "",
  path: "",
  sent: "",
  status: "",
  text: "",
  uid: "",
};
