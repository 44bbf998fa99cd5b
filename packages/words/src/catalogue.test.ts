import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { en } from "./en/index.ts";
import { es } from "./es/index.ts";
import { pseudoRoom } from "./pseudo.ts";

describe("the catalogue", () => {
  const english = flat(en);
  const spanish = flat(es);
  const pseudo = flat(pseudoRoom(en));

  it("has the same keys in every language", () => {
    expect([...spanish.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it.each([...english.keys()])("asks for the same values in every language: %s", (key) => {
    expect(values(spanish.get(key))).toEqual(values(english.get(key)));
    expect(values(pseudo.get(key))).toEqual(values(english.get(key)));
  });

  it("addresses whoever reads Spanish as usted, everywhere", () => {
    const familiar =
      /(?<!\p{L})(tú|tus?|ti|te|contigo|tuy[oa]s?|\p{L}+[ai]ste|\p{L}*[áéíóú]\p{L}?tal[oa]s?)(?!\p{L})/iu;
    const isFamiliar = (text: string) => familiar.test(text.replace(/existe|consiste|insiste/g, ""));
    expect(["Solo para ti", "Lo encontraste", "Inténtalo", "No existe"].map(isFamiliar)).toEqual([
      ...[true, true, true],
      false,
    ]);
    expect([...spanish].filter(([, text]) => isFamiliar(text))).toEqual([]);
  });

  it("has no empty text", () => {
    expect([...english, ...spanish].filter(([, text]) => text.trim() === "")).toEqual([]);
  });
});

/** Every text by its path. */
function flat(room: object, path = ""): Map<string, string> {
  return new Map(
    Object.entries(room).flatMap(([key, value]) =>
      typeof value === "string" ? [[`${path}${key}`, value] as const] : [...flat(value, `${path}${key}.`)],
    ),
  );
}

/** What a message needs to be said: arguments with their kinds, choices with their names, tags. */
function values(message = ""): string[] {
  return [...new Set(parse(message).flatMap(valuesOf))].sort();
}

function valuesOf(element: MessageFormatElement): string[] {
  switch (element.type) {
    case TYPE.literal:
    case TYPE.pound:
      return [];
    case TYPE.tag:
      return [`<${element.value}>`, ...element.children.flatMap(valuesOf)];
    case TYPE.select: {
      const { value, options } = element;
      const names = Object.keys(options).sort().join("|");
      return [
        `${value}: ${names}`,
        ...Object.values(options).flatMap((option) => option.value.flatMap(valuesOf)),
      ];
    }
    case TYPE.plural:
      return [
        `${element.value}: number`,
        ...Object.values(element.options).flatMap((option) => option.value.flatMap(valuesOf)),
      ];
    case TYPE.argument:
      return [element.value];
    default:
      return [`${element.value}: ${TYPE[element.type]}`];
  }
}
