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

  it("has plain words for every switch, and values that are what can be set", () => {
    const shown = explainSwitches({});
    expect(Object.keys(messagesOf("en", "switches").what).sort()).toEqual(
      shown.map(({ name }) => name).sort(),
    );
    const of = (name: string) => shown.find((row) => row.name === name);
    expect(of("jwt_key")).toMatchObject({
      choices: ["full", "first10"],
      defaultValue: "full",
      topic: "token",
    });
    expect(of("require_exp")).toMatchObject({ choices: ["true", "false"], min: null });
    expect(of("unmapped_status")).toMatchObject({ choices: ["422", "404", "200"] });
    expect(of("clock_skew_s")).toMatchObject({ choices: null, min: 0, max: 600 });
    expect(of("issuer")).toMatchObject({ choices: null, min: null, defaultValue: "none" });
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
