import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amountLimitCents,
  amountNumber,
  amountText,
  currencyExponent,
  currencyProblem,
  fromHundredths,
  HUNDREDTHS_LIMIT,
  parseAmount,
  toHundredths,
} from "./currency.ts";

const INT4_MAX = 2_147_483_647;
const USABLE = Intl.supportedValuesOf("currency").filter((code) => currencyProblem(code) === null);

describe("which currencies a store can count in (F)", () => {
  it.each(["USD", "EUR", "JPY", "KRW", "VND", "ISK", "XAF", "HUF", "IDR", "TWD", "ZWG", "XCG"])(
    "takes %s",
    (code) => {
      expect(currencyProblem(code)).toBeNull();
    },
  );

  it.each([
    ["BHD IQD JOD KWD LYD OMR TND", /^... has three decimals, and PAR has not said how it signs them$/],
    ["CLF UYW", /^... has four decimals/],
    ["MGA MRU", /^... is counted in fifths/],
    ["XDR CHE USN UYI", /^... is a unit of account/],
    ["XAU XPT", /^... is a bond or a metal/],
    ["XXX XTS", /^... is no currency/],
    ["DEM TAC usd US €", /^".+" is no currency code of ISO 4217$/],
  ])("refuses %s with the reason", (codes, reason) => {
    for (const code of codes.split(" ")) expect(currencyProblem(code)).toMatch(reason);
  });

  it("has ISO 4217's decimals, where the platform has those of display", () => {
    expect(["JPY", "KRW", "CLP", "XOF", "UGX"].map(currencyExponent)).toEqual([0, 0, 0, 0, 0]);
    // CLDR displays these without decimals.
    expect(["HUF", "IDR", "COP", "LAK", "PKR", "TWD"].map(currencyExponent)).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

describe("amounts by currency (F)", () => {
  it("are read from texts, and are null where the currency has no unit that small", () => {
    expect(
      ["1200", "1200.0", "1200.00", "1200.5", "1200.01"].map((text) => parseAmount(text, "JPY")),
    ).toEqual([1200, 1200, 1200, null, null]);
    expect(["29.1", "29.10", "29.100", "29.105", "29."].map((text) => parseAmount(text, "USD"))).toEqual([
      2910,
      2910,
      2910,
      null,
      null,
    ]);
    for (const text of ["", "-1", "1,200", "1e3", " 1", "¥1200", "9".repeat(14)])
      expect(parseAmount(text, "JPY")).toBeNull();
  });

  it("are written with the currency's decimals", () => {
    expect([0, 5, 50, 2910, -5].map((cents) => amountText(cents, "USD"))).toEqual([
      "0.00",
      "0.05",
      "0.50",
      "29.10",
      "-0.05",
    ]);
    expect([0, 5, 1200, -1200].map((cents) => amountText(cents, "JPY"))).toEqual(["0", "5", "1200", "-1200"]);
    expect([amountNumber(2910, "USD"), amountNumber(1200, "JPY")]).toEqual([29.1, 1200]);
  });

  it("are PAR's amount times 100 in hundredths, whatever the currency", () => {
    expect([toHundredths(1200, "JPY"), toHundredths(2910, "USD")]).toEqual([120_000, 2910]);
    expect([
      fromHundredths(120_000, "JPY"),
      fromHundredths(120_050, "JPY"),
      fromHundredths(0, "JPY"),
    ]).toEqual([1200, null, 0]);
  });

  it("go to hundredths, text and number and back unchanged, and fit the ledger's columns", () => {
    const amount = fc
      .constantFrom(...USABLE)
      .chain((code) => fc.tuple(fc.constant(code), fc.integer({ min: 0, max: amountLimitCents(code) - 1 })));
    fc.assert(
      fc.property(amount, ([code, cents]) => {
        expect(cents).toBeLessThanOrEqual(INT4_MAX);
        expect(toHundredths(cents, code)).toBeLessThan(HUNDREDTHS_LIMIT);
        expect(fromHundredths(toHundredths(cents, code), code)).toBe(cents);
        expect(parseAmount(amountText(cents, code), code)).toBe(cents);
        expect(parseAmount(String(amountNumber(cents, code)), code)).toBe(cents);
      }),
      { numRuns: 5_000 },
    );
  });
});
