import { describe, expect, it } from "vitest";
import { resultWords, settleActs, wordsOf } from "./settle-words.ts";

const at = (adapterClass: string) => ({ name: "WEB-1", store: "Nosuch Place", adapterClass });

describe("the words of settling an order", () => {
  it.each(settleActs)("say for %s what PAR hears, and name order and store before it is done", (act) => {
    const words = wordsOf(act, at("D"), "TILL-7");
    expect(words.effect).toContain("PAR");
    expect(words.question).toContain("WEB-1");
    expect(words.question).toContain("Nosuch Place");
  });

  it.each(["C", "D", "X", "a class of tomorrow"])("warn of a second ticket at a POS of class %s", (name) => {
    expect(wordsOf("resend", at(name), "")).toMatchObject({
      isRisky: true,
      effect: expect.stringContaining("twice"),
    });
  });

  it.each(["A", "B"])("promise one ticket at a POS of class %s", (name) => {
    expect(wordsOf("resend", at(name), "")).toMatchObject({ isRisky: false });
  });

  it("never call an order settled that is not", () => {
    const of = (state: string) => resultWords({ state, posOrderId: state === "PLACED" ? "TILL-7" : null });
    expect(of("PLACED")).toContain("placed as TILL-7");
    expect(of("ERRORED")).toContain("errored");
    for (const state of ["UNKNOWN", "ATTENTION", "DISPATCHING", "RECEIVED"]) {
      expect(of(state)).not.toContain("Done");
    }
  });
});
