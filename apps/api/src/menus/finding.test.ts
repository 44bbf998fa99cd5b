import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { deriveAvailability } from "../pricing/derived-availability.ts";
import { blockerWords, type Found, findingWords } from "./finding.ts";
import { teaRoomMenu } from "./testing/stored-menu.ts";

const spanish = wordsIn("es")("findings");

/** One of each code, and of each way that it is told. */
const FOUND: readonly Found[] = [
  { code: "text_cleaned", what: "name" },
  { code: "text_cleaned", what: "description" },
  { code: "name_blank" },
  { code: "image_left_out" },
  { code: "name_cut", length: 300 },
  { code: "description_cut", length: 3_000 },
  { code: "calories_left_out", calories: 99_999_999 },
  { code: "order_changed", place: -7 },
  { code: "group_never_filled", fault: { kind: "without_options" } },
  { code: "group_never_filled", fault: { kind: "allows_less", least: 3, most: 2 } },
  { code: "group_never_filled", fault: { kind: "options_blocked", least: 1 } },
  { code: "zero_price", size: null },
  { code: "zero_price", size: "Large" },
  { code: "no_tax", taxed: 31 },
  { code: "duplicate_name", other: "tea", within: "Hot drinks" },
  { code: "item_never_ordered", blocker: { kind: "too_deep", because: "" } },
];

describe("a finding", () => {
  it.each(FOUND)("is a sentence of its own in each language: %j", (found) => {
    const [english, other] = [findingWords(found), findingWords(found, spanish)];
    for (const text of [english, other]) expect(text).toMatch(/^[A-ZÁ-Ú\d][^{}]+\.$/);
    expect(other).not.toBe(english);
  });

  it("counts in the digits that the menu itself has", () => {
    expect(findingWords({ code: "description_cut", length: 3_000 }, spanish)).toContain("3000 caracteres");
  });
});

describe("what keeps an item from being ordered", () => {
  it("is told by the group's name, in the words that PAR is told in English", () => {
    const menu = teaRoomMenu();
    const modifiers = menu.modifiers.map((one) => ({ ...one, isAvailable: false }));
    const required = menu.modifierGroups.map((group) => ({ ...group, minSelected: 1 }));
    const derived = deriveAvailability({ ...menu, modifiers, modifierGroups: required });
    const blockers = menu.products.flatMap(({ id }) => derived.blockerOf("product", id) ?? []);
    expect(blockers.length).toBeGreaterThan(0);
    for (const blocker of blockers) expect(blockerWords(blocker)).toBe(blocker.because);
    expect(blockers.map((one) => blockerWords(one, spanish))[0]).toMatch(/^no queda ninguna opción en \S/);
  });
});
