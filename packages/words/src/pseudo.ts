import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { printAST } from "@formatjs/icu-messageformat-parser/printer.js";

/** Around every text of the pseudo-language: what stands outside was not taken from the catalogue. */
export const pseudoBrackets = ["⟦", "⟧"] as const;

/**
 * An English message made strange and a third longer, with its arguments as they were:
 * `pseudo("Hello {name}")` is `⟦Ĥéļļó {name} ~~⟧`. It shows texts that bypass the catalogue and places too narrow
 * for a longer language.
 */
export function pseudo(message: string): string {
  const padding = "~".repeat(Math.ceil(message.length * 0.3));
  return `${pseudoBrackets[0]}${printAST(accented(parse(message)))} ${padding}${pseudoBrackets[1]}`;
}

/** A whole room in the pseudo-language. */
export function pseudoRoom<Room extends object>(room: Room): Room;
export function pseudoRoom(room: object): object {
  return Object.fromEntries(
    Object.entries(room).map(([key, value]) => [
      key,
      typeof value === "string" ? pseudo(value) : pseudoRoom(value),
    ]),
  );
}

function accented(elements: MessageFormatElement[]): MessageFormatElement[] {
  return elements.map((element) => {
    switch (element.type) {
      case TYPE.literal:
        return {
          ...element,
          value: element.value.replace(/[A-Za-z]/g, (letter) => accents[letter] ?? letter),
        };
      case TYPE.tag:
        return { ...element, children: accented(element.children) };
      case TYPE.plural:
      case TYPE.select: {
        const options = Object.fromEntries(
          Object.entries(element.options).map(([name, { value }]) => [name, { value: accented(value) }]),
        );
        return { ...element, options };
      }
      default:
        return element;
    }
  });
}

const plain = "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz";
const strange = "ÅåÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÓóŔŕŠšŢţÛûŴŵÝýŽž";
const accents: Readonly<Record<string, string>> = Object.fromEntries(
  [...plain].map((letter, at) => [letter, [...strange][at] ?? letter]),
);
