import { defaultSwitches } from "@parley/par-contract";
import { messagesOf } from "@parley/words";
import { describe, expect, it } from "vitest";
import { explainSwitches } from "./switches.ts";

describe("explainSwitches", () => {
  it("shows every switch, with the question that would settle it", () => {
    const shown = explainSwitches({});
    expect(shown.map(({ name }) => name).sort()).toEqual(Object.keys(defaultSwitches).sort());
    expect(shown.every(({ isDefault, question }) => isDefault && question.length > 10)).toBe(true);
  });

  it("asks what the catalogue has for the pages, to the letter", () => {
    const asked = Object.fromEntries(explainSwitches({}).map(({ name, question }) => [name, question]));
    expect(messagesOf("en", "connections").question).toEqual(asked);
  });

  it("marks what was changed", () => {
    const changed = explainSwitches({ cents_mode: "double_truncate", issuer: "par" }).filter(
      (row) => !row.isDefault,
    );
    expect(changed.map(({ name, value }) => [name, value])).toEqual(
      expect.arrayContaining([
        ["cents_mode", "double_truncate"],
        ["issuer", "par"],
      ]),
    );
    expect(changed).toHaveLength(2);
  });

  it("shows the defaults where what is stored cannot be read", () => {
    expect(explainSwitches({ no_such: 1 }).every(({ isDefault }) => isDefault)).toBe(true);
  });
});
