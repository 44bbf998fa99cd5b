import { describe, expect, it } from "vitest";
import { readRetryAfterMs } from "./retry-after.ts";

const now = new Date("2026-01-15T12:00:00Z");

describe("readRetryAfterMs", () => {
  it.each([
    ["2", 2_000],
    ["0", 0],
    ["120", 120_000],
    ["1000000000", 120_000],
    ["Thu, 15 Jan 2026 12:00:07 GMT", 7_000],
    ["Thu, 15 Jan 2026 11:00:00 GMT", 0],
    ["Fri, 16 Jan 2026 12:00:00 GMT", 120_000],
    ["-1", null],
    ["1.5", null],
    ["soon", null],
    ["Thu, 99 Xxx 2026 12:00:07 GMT", null],
    ["2026-01-15", null],
    ["", null],
    [undefined, null],
  ])("reads %j as %s ms (H18)", (header, ms) => {
    expect(readRetryAfterMs(header, now)).toBe(ms);
  });

  it("reads nothing from a header that was sent twice", () => {
    expect(readRetryAfterMs(["1", "2"], now)).toBeNull();
  });
});
