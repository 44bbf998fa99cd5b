import { describe, expect, it } from "vitest";
import { languageOf, wordsIn } from "./index.ts";
import { pseudo } from "./pseudo.ts";

describe("languageOf", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["es", "es"],
    ["es-MX,es;q=0.9,en;q=0.8", "es"],
    ["de-DE,de;q=0.9,es;q=0.5,en;q=0.8", "en"],
    ["ES-us", "es"],
    ["es;q=0, en", "en"],
    ["*", "en"],
    ["en-XA", "en-XA"],
    [";;;q=,,,", "en"],
    [`${"x,".repeat(5000)}es`, "en"],
  ])("takes %s as %s", (accept, language) => {
    expect(languageOf(accept)).toBe(language);
  });
});

describe("wordsIn", () => {
  it("says a text in the language asked for", () => {
    expect(wordsIn("en")("shell")("account.language")).toBe("Language");
    expect(wordsIn("es")("shell")("account.language")).toBe("Idioma");
    expect(wordsIn("en-XA")("shell")("account.language")).toMatch(/^⟦.*⟧$/);
  });

  it("makes the words of a room once", () => {
    expect(wordsIn("es")("shell")).toBe(wordsIn("es")("shell"));
  });

  it("knows the values of each text to the compiler", () => {
    const say = wordsIn("en")("shell");
    expect(say("act.loading", { what: "Orders" })).toBe("Loading Orders…");
    expect(say("account.role", { role: "SUPPORT" })).toBe("Support");
    expect(say("account.role", { role: "OF_TOMORROW" })).toBe("Operator");
    const either = [true, false].map((isTime) =>
      say(isTime ? "time.tomorrow" : "act.loading", { time: "04:00", what: "Orders" }),
    );
    expect(either).toEqual(["04:00 tomorrow", "Loading Orders…"]);
    // @ts-expect-error: a value is missing
    const unsaid = () => say("act.loading");
    // @ts-expect-error: this text has no such value
    const unknown = () => say("act.loading", { whom: "Orders" });
    // @ts-expect-error: there is no such text
    const absent = () => say("act.juggle");
    expect([unsaid, unknown, absent]).toHaveLength(3);
  });
});

describe("pseudo", () => {
  it("keeps arguments, choices and tags", () => {
    const message =
      "<b>{name}</b> has {count, plural, one {# order} other {# orders}} {kind, select, a {A} other {B}}";
    const said = pseudo(message);
    expect(said).toMatch(/^⟦<b>\{name\}<\/b> ĥåš \{count,\s*plural,\s*one\{# óŕðéŕ\}\s*other\{# óŕðéŕš\}\}/);
  });

  it("is longer by a third, and no letter stays as it was", () => {
    expect(pseudo("Sign out")).toBe("⟦Šîĝñ óûţ ~~~⟧");
  });
});
