import { describe, expect, it } from "vitest";
import { causes, disputes, parseCause, parseDispute } from "../schema/vocabulary.ts";
import { actorText, isPerson, parseActor } from "./actor.ts";

describe("a stored cause", () => {
  it.each(causes)("is read as it was written: %s", (cause) => {
    expect(parseCause(cause)).toBe(cause);
  });

  it.each([
    ["crossed_ack: 000042", "crossed_ack"],
    ["payment_not_sent: deadline", "pos_unclear"],
    ["status_404_not_found", "pos_unclear"],
    ["", "pos_unclear"],
  ])("of version 0.1 is read as a cause of the list: %s", (text, cause) => {
    expect(parseCause(text)).toBe(cause);
  });
});

describe("a stored dispute", () => {
  it.each(disputes)("is read as it was written: %s", (dispute) => {
    expect(parseDispute(dispute)).toBe(dispute);
  });

  it("for which there is no word here is read as one without a word", () => {
    expect(parseDispute("a_word_of_tomorrow")).toBe("unlisted");
  });
});

describe("a stored actor", () => {
  it.each([
    ["par", { kind: "par" }, false],
    ["pos", { kind: "pos" }, false],
    ["cli", { kind: "cli" }, true],
    ["opr_0197", { kind: "operator", id: "opr_0197" }, true],
    ["vm-19975-664a6d71", { kind: "worker", name: "vm-19975-664a6d71" }, false],
  ])("is read as who it was, and written as it was read: %s", (text, actor, person) => {
    const read = parseActor(text);
    expect(read).toEqual(actor);
    expect(actorText(read)).toBe(text);
    expect(isPerson(read)).toBe(person);
  });
});
