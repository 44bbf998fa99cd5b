import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { _createCache, _createIntlFormatters } from "use-intl/core";
import formatText from "use-intl/format-message";
import { describe, expect, it } from "vitest";
import { compiledRoom } from "./compiled.ts";
import { en } from "./en/index.ts";
import formatMessage from "./format-message.ts";
import { intlLocales, type Language, messagesOf, type Room } from "./index.ts";

/** The API says messages by the library's parser, the admin says them compiled: nobody may see a difference. */
describe("a compiled message", () => {
  const cache = _createCache();
  const formatters = _createIntlFormatters(cache);
  const rooms = Object.keys(en).filter((name): name is Room => name in en);
  const languages: Language[] = ["en", "es", "en-XA"];

  it.each(languages.flatMap((language) => rooms.map((room) => [language, room] as const)))(
    "reads as the written one: %s %s",
    (language, room) => {
      const options = { cache, formatters, locale: intlLocales[language], timeZone: "UTC" };
      const compiled = leaves(compiledRoom(language, room));
      const written = leaves(messagesOf(language, room));
      for (const [key, message] of written) {
        for (const values of samples(parse(String(message)))) {
          const text = formatText(key, String(message), values, options);
          expect(formatMessage(key, compiled.get(key) ?? "", values, options)).toEqual(text);
          expect(formatMessage(key, String(message), values, options)).toEqual(text);
        }
      }
    },
  );
});

/** Every message by its path, written or compiled. */
function leaves(room: object, path = ""): Map<string, string | CompiledArray> {
  return new Map(
    Object.entries(room).flatMap(([key, value]) =>
      typeof value === "string" || Array.isArray(value)
        ? [[`${path}${key}`, value] as const]
        : [...leaves(value, `${path}${key}.`)],
    ),
  );
}
type CompiledArray = Exclude<Parameters<typeof formatMessage>[1], string>;

type Values = NonNullable<Parameters<typeof formatMessage>[2]>;

/** Values for a message: every choice, several numbers. */
function samples(elements: MessageFormatElement[]): Values[] {
  const choices = new Map<string, readonly Values[string][]>();
  collect(elements, choices);
  const most = Math.max(1, ...[...choices.values()].map((each) => each.length));
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries([...choices].map(([name, each]) => [name, each[at % each.length] ?? ""])),
  );
}

function collect(elements: MessageFormatElement[], choices: Map<string, readonly Values[string][]>): void {
  for (const element of elements) {
    switch (element.type) {
      case TYPE.literal:
      case TYPE.pound:
        break;
      case TYPE.tag:
        choices.set(element.value, [(chunks) => chunks]);
        collect(element.children, choices);
        break;
      case TYPE.select:
      case TYPE.plural:
        choices.set(
          element.value,
          element.type === TYPE.select ? Object.keys(element.options) : [0, 1, 2, 1234],
        );
        for (const option of Object.values(element.options)) collect(option.value, choices);
        break;
      default:
        if (!choices.has(element.value))
          choices.set(element.value, element.type === TYPE.argument ? ["x"] : [7]);
    }
  }
}
