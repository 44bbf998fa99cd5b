import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { resultWords, settleActs, wordsOf } from "./settle-words.ts";

const say = wordsIn("en")("settle");

const at = (adapterClass: string) => ({ name: "WEB-1", store: "Nosuch Place", adapterClass });

describe("the words of settling an order", () => {
  it.each(settleActs)("say for %s what PAR hears, and name order and store before it is done", (act) => {
    const words = wordsOf(say, act, at("D"), "TILL-7");
    expect(words.effect).toContain("PAR");
    expect(words.question).toContain("WEB-1");
    expect(words.question).toContain("Nosuch Place");
  });

  it.each(["C", "D", "X", "a class of tomorrow"])("warn of a second ticket at a POS of class %s", (name) => {
    expect(wordsOf(say, "resend", at(name), "")).toMatchObject({
      isRisky: true,
      effect: expect.stringContaining("twice"),
    });
  });

  it.each(["A", "B"])("promise one ticket at a POS of class %s", (name) => {
    expect(wordsOf(say, "resend", at(name), "")).toMatchObject({ isRisky: false });
  });

  it("say before and after a number is taken over which order loses it", () => {
    const words = wordsOf(say, "placed", at("A"), "TILL-7", "WEB-2");
    expect(words.question).toBe(
      "Tell PAR that WEB-1 is placed at Nosuch Place as TILL-7, a number that WEB-2 has until now?",
    );
    expect(words.effect).toContain("WEB-2 loses this number and is disputed");
    expect(words.button).toContain("take the number over");
    const order = { state: "PLACED", posOrderId: "TILL-7" };
    expect(resultWords(say, order, "WEB-2")).toContain("WEB-2 is disputed now");
    for (const plain of [
      JSON.stringify(wordsOf(say, "placed", at("A"), "TILL-7")),
      resultWords(say, order),
    ]) {
      expect(plain).not.toContain("disputed");
    }
  });

  it("never call an order settled that is not", () => {
    const of = (state: string) =>
      resultWords(say, { state, posOrderId: state === "PLACED" ? "TILL-7" : null });
    expect(of("PLACED")).toContain("placed as TILL-7");
    expect(of("ERRORED")).toContain("errored");
    for (const state of ["UNKNOWN", "ATTENTION", "DISPATCHING", "RECEIVED"]) {
      expect(of(state)).not.toContain("Done");
    }
  });
});
