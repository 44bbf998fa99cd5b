import { readdirSync, readFileSync } from "node:fs";
import { messagesOf, wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { refusalWords } from "./refusal-words.ts";

const english = wordsIn("en");
const spanish = wordsIn("es");

describe("a reason that PAR was told", () => {
  it.each([
    ["Taco Trio is sold out", "Taco Trio está agotado"],
    ["Taco, small is sold out", "Taco, small está agotado"],
    ["The grand total is 10.33", "El total es 10.33"],
    ["The order comes to 100000.00 or more", "El pedido suma 100000.00 o más"],
    ["City tax comes to 0.83", "City tax suma 0.83"],
    [
      "Burrito cannot be ordered: no option is left in Size",
      "Burrito no se puede pedir: no queda ninguna opción en Size",
    ],
    ['Taco offers no modifier "m1" in its group "g1"', "Taco no ofrece el modificador «m1» en su grupo «g1»"],
    ["Taco takes at most 2 of Salsa", "Taco admite como máximo 2 de Salsa"],
  ])("is read in Spanish: %s", (message, words) => {
    expect(refusalWords(message, spanish)).toBe(words);
  });

  it("stays as it came in English, and where a POS wrote it", () => {
    for (const message of ["Taco Trio is sold out", "Out of masa (kitchen 2) [x]", "", "{item} is fine"]) {
      expect(refusalWords(message, english)).toBe(message);
    }
    expect(refusalWords("Out of masa", spanish)).toBe("Out of masa");
  });

  it("is found again by every sentence of the catalogue", () => {
    const wrong = Object.entries(messagesOf("en", "refusals")).filter(([key, text]) => {
      const translated =
        Object.entries(messagesOf("es", "refusals")).find(([other]) => other === key)?.[1] ?? "";
      const fill = (message: string) => message.replace(/\{(\w+)\}/g, (_all, name) => `<${name}>`);
      return refusalWords(fill(text), spanish) !== fill(translated);
    });
    expect(wrong).toEqual([]);
  });
});

/** What pricing puts together of more than one part, and what may come of it. Names of fields are for engineers. */
const COMPOSED: Readonly<Record<string, readonly string[]>> = {
  "${known.product.name} ${reason}": ["Taco is sold out", "Taco is not served at that time"],
  'is not offered for ${order.orderType.replace("_", " ")}': ["Taco is not offered for dine in"],
  "cannot be ordered: ${blocker.because}": [
    "Taco cannot be ordered: no option is left in Size",
    "Taco cannot be ordered: too few options are left in Size",
    "Taco cannot be ordered: all of its sizes are sold out",
    "Taco cannot be ordered: it needs more choices than an order can list",
    "Taco cannot be ordered: its choices nest deeper than an order can",
  ],
  "${modifier.name} ${why}": ["Salsa is not available", "Salsa cannot be chosen: no option is left in Heat"],
  '${parentName} offers no modifier "${entry.modifierId}"${where}': [
    'Taco offers no modifier "m1"',
    'Taco offers no modifier "m1" in its group "g1"',
  ],
  'The ${field.replace("_", " ")} is ${issues.text(expected)}': [
    ...["subtotal", "discount total", "tax total", "fee total", "tip total", "grand total"].map(
      (field) => `The ${field} is 10.33`,
    ),
  ],
  "The ${what} to ${issues.text(issues.limitCents)} or more": [
    "The items come to 100000.00 or more",
    "The order comes to 100000.00 or more",
  ],
  "${field} ${problem}": [],
  "The store cannot take orders: ${problem}": [],
};

it("is in the catalogue for whatever pricing writes", () => {
  const folder = new URL("../pricing/", import.meta.url);
  const files = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name));
  const texts = files.flatMap((name) => {
    const code = readFileSync(new URL(name, folder), "utf8");
    const found = code.matchAll(
      /(?:message(?::| =)|refuse\(|return) (?:"(The [^"]+|An? [^"]+|Table [^"]+)"|`([^`]+)`)/g,
    );
    const refused = code.matchAll(/refuse\("([^"]+)"\)/g);
    return [...found, ...refused].map(([, plain, template]) => plain ?? template ?? "");
  });
  expect(texts.length).toBeGreaterThan(25);
  const sample = (text: string) => text.replace(/\$\{[^{}]*(?:"[^"]*"[^{}]*)*\}/g, "X1");
  const said = texts.flatMap((text) => COMPOSED[text] ?? [sample(text)]);
  const unknown = said.filter((text) => refusalWords(text, spanish) === text);
  expect(unknown).toEqual([]);
});
