import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { formatAge, formatDateTime, formatDuration, formatTimeOfDay, formatUntil, zoneName } from "./time.ts";

const now = new Date("2026-01-15T12:00:00.000Z");
function before(ms: number): Date {
  return new Date(now.getTime() - ms);
}

describe("formatAge", () => {
  it.each([
    [-3000, null],
    [4999, null],
    [5000, "5 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [3_599_999, "59 min"],
    [3_600_000, "1 h"],
    [86_399_999, "23 h"],
    [86_400_000, "1 d"],
  ])("says %i ms as %s", (ms, text) => {
    expect(formatAge(before(ms), now)).toBe(text);
  });
});

describe("formatDuration", () => {
  it.each([
    [0, "< 0.1 ms"],
    [0.04, "< 0.1 ms"],
    [0.42, "0.4 ms"],
    [9.96, "10 ms"],
    [212.4, "212 ms"],
    [999.6, "1.00 s"],
    [1250, "1.25 s"],
    [12_345, "12.3 s"],
    [200_000, "3 min 20 s"],
    [3_660_000, "1 h 1 min"],
  ])("says %d ms as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe("a moment in the store's zone", () => {
  it("names the zone in force on that day", () => {
    expect(formatDateTime(now, "America/Los_Angeles")).toBe("Jan 15, 04:00:00 PST");
    expect(formatDateTime(new Date("2026-07-15T12:00:00Z"), "America/Los_Angeles", "minute")).toBe(
      "Jul 15, 05:00 PDT",
    );
    expect(zoneName(now, "America/Los_Angeles")).toBe("PST");
  });

  it("shows midnight as 00", () => {
    expect(formatTimeOfDay(new Date("2026-01-15T08:00:00.007Z"), "America/Los_Angeles", "millisecond")).toBe(
      "00:00:00.007",
    );
  });

  it("falls back to UTC for a zone that does not exist", () => {
    expect(formatDateTime(now, "Mars/Olympus")).toBe("Jan 15, 12:00:00 UTC");
  });
});

describe("formatUntil", () => {
  it.each([
    ["2026-01-15T23:30:00Z", "America/Los_Angeles", "15:30"],
    ["2026-01-16T12:00:00Z", "America/Los_Angeles", "04:00 tomorrow"],
    ["2026-01-15T15:30:00Z", "Asia/Tokyo", "00:30 tomorrow"],
    ["2026-01-17T12:00:00Z", "America/Los_Angeles", "Jan 17, 04:00"],
    ["2027-01-15T12:00:00Z", "UTC", "Jan 15, 12:00"],
    ["2026-01-15T13:00:00Z", "no such zone", "13:00"],
  ])("says %s in %s as %s", (at, zone, text) => {
    expect(formatUntil(new Date(at), { zone, now }, { language: "en", frame: wordsIn("en")("shell") })).toBe(
      text,
    );
  });

  it("says it in the reader's language", () => {
    const spanish = { language: "es" as const, frame: wordsIn("es")("shell") };
    const place = { zone: "America/Los_Angeles", now };
    expect(formatUntil(new Date("2026-01-16T12:00:00Z"), place, spanish)).toBe("mañana a las 04:00");
    expect(formatUntil(new Date("2026-01-17T12:00:00Z"), place, spanish)).toBe("17 ene, 04:00");
  });
});
