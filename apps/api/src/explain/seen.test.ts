import type { CallTrait } from "@parley/db/exchanges";
import { guesses } from "@parley/par-contract";
import { messagesOf } from "@parley/words";
import { describe, expect, it } from "vitest";
import { seenTraits } from "./seen.ts";

const seen = (trait: string, form: string, calls = 10): CallTrait => ({
  ...{ trait, form, calls },
  ...{ lastAt: new Date("2026-11-30T12:00:00Z"), lastExchangeId: "exc_1" },
});

describe("what PAR was seen to do", () => {
  it("suggests the spelling of most calls for our answers, until it is set", () => {
    const traits = [seen("request_spelling", "camel", 90), seen("request_spelling", "snake", 10)];
    const suggested = (switches: unknown) =>
      seenTraits(traits, switches).map(({ form, switchName, suggestedValue }) => [
        form,
        switchName,
        suggestedValue,
      ]);
    expect(suggested({})).toEqual([
      ["camel", "answer_spelling", "camel"],
      ["snake", "answer_spelling", null],
    ]);
    expect(suggested({ answer_spelling: "camel" }).map(([, , value]) => value)).toEqual([null, null]);
    expect(seenTraits([seen("request_spelling", "mixed")], {})).toMatchObject([{ switchName: null }]);
  });

  it.each([
    ["double_truncation", "cents_mode", "double_truncate"],
    ["no_expiry", "require_exp", "false"],
    ["life_too_long", "max_token_life_s", null],
    ["not_yet_valid", "clock_skew_s", null],
    ["issuer", "issuer", null],
  ])("says which switch refused calls for %s", (reason, switchName, suggestedValue) => {
    expect(seenTraits([seen("refused", reason)], {})).toMatchObject([
      { isUsual: false, switchName, suggestedValue },
    ]);
  });

  it("suggests to ask for no issuer where PAR names another than the one that is asked for", () => {
    expect(seenTraits([seen("refused", "issuer")], { issuer: "par" })).toMatchObject([
      { suggestedValue: "none" },
    ]);
  });

  it("tells the forms that are taken as they come, and what is no guess of the contract not at all", () => {
    const traits = [
      seen("id_form", "number"),
      seen("id_form", "text"),
      seen("refused", "expired"),
      seen("jwt_key", "x"),
    ];
    expect(seenTraits(traits, {}).map(({ form, isUsual }) => [form, isUsual])).toEqual([
      ["number", false],
      ["text", true],
    ]);
  });

  it("has words for every form", () => {
    const accepted = guesses.filter(({ kind }) => kind === "accepted");
    const forms = accepted.flatMap((guess) =>
      [guess.default, ...guess.alternatives].map((form) => `${guess.id}_${form}`.replaceAll("+", "_")),
    );
    const words = messagesOf("en", "seen");
    expect(Object.keys(words.what).sort()).toEqual(accepted.map(({ id }) => id).sort());
    expect(Object.keys(words.form).sort()).toEqual(forms.sort());
  });
});
