import { describe, expect, it } from "vitest";
import { idProblem, idText, refProblem, sharedIdProblem } from "./ids.ts";

describe("idProblem", () => {
  it.each([
    "order-12345",
    "Café-№7",
    "Cafe\u0301-№7",
    "オーダー42",
    "a b",
    "0",
    ".a",
    "...",
    "x".repeat(128),
    "🌮",
  ])("keeps %s", (id) => {
    expect(idProblem(id)).toBeNull();
  });

  it.each([
    "",
    " ",
    "a|b",
    "a/b",
    "a\\b",
    ".",
    "..",
    " a",
    "a ",
    "a\u00a0",
    "\u2028a",
    "a\nb",
    "a\0b",
    "a\u007fb",
    "a\u200bb",
    "a\u202eb",
    "\ufeffa",
    "a\ud800",
    "\udc00a",
    "x".repeat(129),
  ])("B09: refuses %j", (id) => {
    expect(idProblem(id)).not.toBeNull();
  });
});

describe("refProblem", () => {
  it("allows the pipes and slashes that a POS may use, and nothing invisible", () => {
    expect(["SKU/12|b", "a\\b", "."].map(refProblem)).toEqual([null, null, null]);
    expect(["", " a", "a\n", "a\u200b", "x".repeat(129)].map(refProblem)).not.toContain(null);
  });
});

describe("idText", () => {
  it("takes texts and safe integers, and nothing else", () => {
    expect(["a", 12, 0, -3].map(idText)).toEqual(["a", "12", "0", "-3"]);
    for (const value of [1.5, 2 ** 53, Number.NaN, true, null, {}, ["a"]]) expect(idText(value)).toBeNull();
  });
});

describe("sharedIdProblem", () => {
  it("allows printable ASCII of ten characters or more", () => {
    expect(["0123456789", "SharedSecret-2026-PAR", "with blank in it"].map(sharedIdProblem)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it.each([
    "012345678",
    "0123456789\0",
    "ключ-секрет-2026",
    "pass-word🔑xyz",
    " 0123456789",
    "x".repeat(513),
  ])("A11, B21: refuses %j", (sharedId) => {
    expect(sharedIdProblem(sharedId)).not.toBeNull();
  });
});
