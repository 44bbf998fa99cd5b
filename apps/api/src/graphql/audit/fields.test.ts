import { describe, expect, it } from "vitest";
import { fieldsOf, labelOf } from "./fields.ts";

/** What an entry's detail says is set out field by field, in words. */

const shown = (detail: unknown) => fieldsOf(detail).map(({ name, from, to }) => [name, from, to]);

describe("the fields of an entry", () => {
  it("are what was before and after, or what is told", () => {
    expect(shown({ name: { from: "A", to: null }, sessions: 2, hasNote: true })).toEqual([
      ["name", "A", null],
      ["sessions", null, "2"],
      ["hasNote", null, "true"],
    ]);
  });

  it("are one each for settings that are kept together, and only those that changed", () => {
    const from = { url: "https://a.example", class: "D", store: "1" };
    expect(
      shown({ posSettings: { from, to: { url: "https://a.example", class: "A", store: null } } }),
    ).toEqual([
      ["posSettings.class", "D", "A"],
      ["posSettings.store", "1", null],
    ]);
    expect(shown({ switches: { jwt_key: "first10" } })).toEqual([["switches.jwt_key", null, "first10"]]);
    expect(shown({ switches: {} })).toEqual([]);
  });

  it("list what is a list, items by their ids", () => {
    expect(
      shown({ kinds: ["pos", "menu"], items: [{ kind: "product", itemId: "taco" }], members: [] }),
    ).toEqual([
      ["kinds", null, "pos, menu"],
      ["items", null, "taco"],
      ["members", null, null],
    ]);
  });

  it("are nothing of a detail that is none", () => {
    for (const detail of [null, undefined, "text", 7]) expect(Array.isArray(fieldsOf(detail))).toBe(true);
    expect(fieldsOf(null)).toEqual([]);
  });
});

describe("what a field is called", () => {
  it("is in the reader's language", () => {
    expect(labelOf("pausedAt", "en")).toBe("Paused since");
    expect(labelOf("pausedAt", "es")).toBe("En pausa desde");
    expect(labelOf("switches.jwt_key", "en")).toBe("Switch · jwt_key");
  });

  it("is its own name, word by word, where nobody has named it", () => {
    expect(labelOf("someThing_else", "en")).toBe("some thing else");
  });
});
