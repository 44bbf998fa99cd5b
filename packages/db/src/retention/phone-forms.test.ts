import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayBeOne } from "./phone-forms.ts";

describe("two numbers", () => {
  it.each([
    ["12135550199", "2135550199"],
    ["2135550199", "0012135550199"],
    ["2135550199", "01112135550199"],
    ["49301234567", "0301234567"],
    ["49301234567", "0049301234567"],
    ["49301234567", "490301234567"],
    ["0301234567", "490301234567"],
    ["4712345678", "12345678"],
    ["3545551234", "5551234"],
    ["2135550199", "2135550199"],
  ])("%s and %s may be one", (one, other) => {
    expect([mayBeOne(one, other), mayBeOne(other, one)]).toEqual([true, true]);
  });

  it.each([
    ["12135550199", "3105550199"],
    ["12135550199", "5550199"],
    ["49301234567", "4401234567"],
    ["49301234567", "43301234567"],
    ["2135550199", "2135550198"],
    ["550199", "550199"],
  ])("%s and %s are two", (one, other) => {
    expect([mayBeOne(one, other), mayBeOne(other, one)]).toEqual([false, false]);
  });

  it("may be one in every way of writing a number with its country's code and without", () => {
    const digits = (min: number, max: number) =>
      fc.stringMatching(new RegExp(`^[1-9][0-9]{${min - 1},${max - 1}}$`));
    fc.assert(
      fc.property(digits(1, 3), digits(7, 11), (code, national) => {
        const forms = [
          national,
          `0${national}`,
          code + national,
          `00${code}${national}`,
          `${code}0${national}`,
        ];
        for (const one of forms)
          for (const other of forms) expect(mayBeOne(one, other), `${one} ${other}`).toBe(true);
      }),
    );
  });
});
