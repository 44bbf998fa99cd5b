import { describe, expect, it } from "vitest";
import {
  centsFromNumber,
  centsText,
  fractionToPercent,
  hasSubCents,
  majorUnits,
  percentToFraction,
} from "./money.ts";

describe("centsText", () => {
  it.each([
    ["1.005", "101", "100", "100", "100"],
    ["0.125", "13", "12", "12", "12"],
    ["0.135", "14", "14", "13", "13"],
    ["0.1250001", "13", "13", "12", "12"],
    ["19.99", "1999", "1999", "1999", "1998"],
    ["-19.99", "-1999", "-1999", "-1999", "-1998"],
    ["-0.125", "-13", "-12", "-12", "-12"],
    ["7", "700", "700", "700", "700"],
    ["1e3", "100000", "100000", "100000", "100000"],
    ["1.5e-7", "0", "0", "0", "0"],
    [
      "1e+21",
      "100000000000000000000000",
      "100000000000000000000000",
      "100000000000000000000000",
      "99999999999999991611392",
    ],
  ])("reads %s as R %s, E %s, T %s, X %s", (text, r, e, t, x) => {
    expect([centsText(text, "R"), centsText(text, "E"), centsText(text, "T"), centsText(text, "X")]).toEqual([
      r,
      e,
      t,
      x,
    ]);
  });

  it("reads one cent low under X for 4,586 of the amounts up to 1000.00, and never under R", () => {
    let low = 0;
    for (let cents = 0; cents <= 100_000; cents++) {
      const text = String(majorUnits(cents));
      if (centsText(text, "X") === String(cents - 1)) low++;
      if (centsText(text, "R") !== String(cents)) throw new Error(text);
    }
    expect(low).toBe(4_586);
  });

  it.each(["", "x", "1.", "0x10", "1e99999", " 1"])("refuses %j", (text) => {
    expect(() => centsText(text, "R")).toThrow(RangeError);
  });
});

describe("centsFromNumber", () => {
  it.each([
    [0.29, 29],
    [1.15, 115],
    [64.1, 6410],
    [8.2, 820],
    [1_234_567.89, 123_456_789],
    [1.005, 101],
    [0.1 + 0.2, 30],
    [9_999_999.99, 999_999_999],
  ])("reads %d as %d cents", (amount, cents) => {
    expect(centsFromNumber(amount)).toBe(cents);
  });
});

describe("hasSubCents", () => {
  it("looks only at non-zero digits after the second decimal", () => {
    expect(["1", "1.10", "1.1000", "1e-2"].map(hasSubCents)).toEqual([false, false, false, false]);
    expect(["1.001", "1e-3", "0.30000000000000004"].map(hasSubCents)).toEqual([true, true, true]);
  });
});

describe("rates", () => {
  it.each([
    ["8.75", "0.0875"],
    ["10", "0.1"],
    ["0", "0"],
    ["0.5", "0.005"],
    ["100", "1"],
  ])("writes %s percent as the fraction %s, and back", (percent, fraction) => {
    expect(percentToFraction(percent)).toBe(fraction);
    expect(fractionToPercent(fraction)).toBe(percent);
  });
});
