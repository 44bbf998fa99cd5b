import { describe, expect, it } from "vitest";
import { formatMoney } from "./money.ts";

describe("formatMoney", () => {
  it("prints cents in the currency's notation", () => {
    expect(formatMoney(2910, "USD")).toBe("$29.10");
    expect(formatMoney(123456789, "USD")).toBe("$1,234,567.89");
    expect(formatMoney(0, "EUR")).toBe("€0.00");
  });

  it("prints the decimals that the currency has by ISO 4217 (F)", () => {
    expect(formatMoney(1200, "JPY")).toBe("¥1,200");
    expect(formatMoney(45_000, "KRW")).toBe("₩45,000");
    // Intl would print these two without decimals.
    expect(formatMoney(123_456, "HUF")).toBe("HUF\u00a01,234.56");
    expect(formatMoney(1_500_050, "IDR")).toBe("IDR\u00a015,000.50");
  });

  it("keeps the sign of a discount", () => {
    expect(formatMoney(-250, "USD")).toBe("-$2.50");
  });

  it("prints what it does not know rather than failing", () => {
    expect(formatMoney(2910, "us dollars")).toBe("29.10 us dollars");
  });
});
