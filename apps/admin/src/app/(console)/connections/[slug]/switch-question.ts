import { type Catalogue, messagesOf, type Words } from "@parley/words";

const KNOWN = messagesOf("en", "connections").question;

/** The question that a switch leaves open, for the reader; that of a switch of another version as it came. */
export function questionOf(name: string, asked: string, say: Words<"connections">): string {
  return isKnown(name) ? say(`question.${name}`) : asked;
}

function isKnown(name: string): name is keyof Catalogue["connections"]["question"] {
  return Object.hasOwn(KNOWN, name);
}
