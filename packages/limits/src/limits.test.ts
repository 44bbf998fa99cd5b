import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText } from "./index.ts";

describe("cutText", () => {
  it("leaves what fits, and marks what it cut", () => {
    expect(cutText("Taco", 4)).toBe("Taco");
    expect(cutText("Tacos", 4)).toBe("Tac…");
    expect(cutText("🌮🌮🌮", 4)).toBe("🌮…");
  });

  it("never exceeds the bound, and never splits a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cut = cutText(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(/\p{Cs}/u.test(cut)).toBe(false);
      }),
    );
  });
});
