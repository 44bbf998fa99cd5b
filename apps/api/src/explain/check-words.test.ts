import { readFileSync } from "node:fs";
import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { checkWords } from "./check-words.ts";

const [english, spanish] = [wordsIn("en"), wordsIn("es")];

it.each([
  ["none, as it should be", "ninguna, como debe ser"],
  ["over 7d0c|PAR-LOC-1|0|1999|435|17684", "sobre 7d0c|PAR-LOC-1|0|1999|435|17684"],
  ["differs in request_uid, location_id", "difiere en request_uid, location_id"],
  ["a menu answer of the contract, 37 products", "una respuesta de menú del contrato, 37 productos"],
  ["rejected without errors", "rejected sin errores"],
])("says what PAR checks in Spanish: %s", (detail, words) => {
  expect(checkWords(detail, spanish)).toBe(words);
  expect(checkWords(detail, english)).toBe(detail);
});

it("leaves data as it is", () => {
  for (const detail of ["200", "application/json; charset=utf-8", "placed", "rejected: item_unavailable"])
    expect(checkWords(detail, spanish)).toBe(detail);
});

it("knows every clause that the contract's client writes", () => {
  const code = readFileSync(
    new URL("../../../../packages/par-contract/src/client/checks.ts", import.meta.url),
    "utf8",
  );
  const texts = [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => text ?? "");
  const clauses = texts.filter((text) => /^[a-z]+ [a-z]/i.test(text));
  expect(clauses.length).toBeGreaterThan(8);
  const unknown = clauses.filter((text) => checkWords(text, spanish) === text);
  expect(unknown).toEqual([]);
});
