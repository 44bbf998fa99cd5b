import { expect, it } from "vitest";
import { understoodAs } from "./search-words.ts";

const plain = { isTogether: false, isSimilar: false, isPartial: false, hidesGuests: false };

it("says as what a term was looked up", () => {
  const readings = [
    { kind: "ID", value: "0142" },
    { kind: "PHONE", value: "0142" },
    { kind: "AMOUNT", value: "142" },
  ] as const;
  expect(understoodAs({ ...plain, understoodAs: [...readings] })).toEqual([
    "Looked up as an id (0142), the end of a phone number (0142), an amount (142).",
  ]);
});

it("says that names are only similar, and that masked guests were not searched", () => {
  const search = {
    understoodAs: [{ kind: "NAME" as const, value: "Margarete" }],
    isTogether: false,
    isSimilar: true,
    isPartial: false,
    hidesGuests: true,
  };
  expect(understoodAs(search).slice(1)).toEqual([
    expect.stringContaining("spelled much like it"),
    expect.stringContaining("were not searched"),
  ]);
});

it("says that orders have the name and a number together", () => {
  const readings = [
    { kind: "AMOUNT", value: "29.10" },
    { kind: "NAME", value: "Smith" },
  ] as const;
  expect(understoodAs({ ...plain, understoodAs: [...readings], isTogether: true })).toEqual([
    "These have a name (Smith), and an amount (29.10).",
  ]);
});

it("says that others fit where not all were looked at", () => {
  const search = { ...plain, understoodAs: [{ kind: "NAME" as const, value: "Smith" }], isPartial: true };
  expect(understoodAs(search)[1]).toContain("others are not shown: add a store or a time");
});

it("says that nothing in a term can be looked for", () => {
  expect(understoodAs({ ...plain, understoodAs: [] })).toEqual(["Nothing in this can be looked for."]);
});
