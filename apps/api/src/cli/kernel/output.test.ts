import { expect, it } from "vitest";
import { money } from "./output.ts";

it("writes amounts with the decimals of their currency (F)", () => {
  expect([money(2910, "USD"), money(-5, "EUR"), money(2910, "JPY"), money(0, "KRW")]).toEqual([
    "29.10 USD",
    "-0.05 EUR",
    "2910 JPY",
    "0 KRW",
  ]);
});
