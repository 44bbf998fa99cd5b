import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant } from "./time.ts";

describe("parseInstant", () => {
  it.each([
    ["2026-01-15T12:34:56.789Z", 1_768_480_496, "documented"],
    ["2026-01-15T12:34:56Z", 1_768_480_496, "other_fraction"],
    ["2026-01-15T12:34:56.9999999Z", 1_768_480_496, "other_fraction"],
    ["2026-01-15T12:34:56.789+00:00", 1_768_480_496, "offset"],
    ["2026-01-15T18:04:56.999+05:30", 1_768_480_496, "offset"],
    ["2026-01-15T04:34:56-08:00", 1_768_480_496, "offset"],
    ["1970-01-01T00:00:00.000Z", 0, "documented"],
    ["1969-12-31T23:59:59.999Z", -1, "documented"],
    ["0001-01-01T00:00:00.000Z", -62_135_596_800, "documented"],
    ["9999-12-31T23:59:59.999Z", 253_402_300_799, "documented"],
    ["2024-02-29T00:00:00.000Z", 1_709_164_800, "documented"],
  ])("B15: reads %s", (text, seconds, form) => {
    expect(parseInstant(text)).toMatchObject({ seconds, form });
  });

  it.each([
    "2026-02-30T00:00:00.000Z",
    "2026-02-29T00:00:00.000Z",
    "1900-02-29T00:00:00.000Z",
    "2026-06-31T00:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "2026-00-01T00:00:00.000Z",
    "2026-01-15T24:00:00.000Z",
    "2026-12-31T23:59:60.000Z",
    "2026-01-15T12:34:56.12345678Z",
    "2026-01-15T12:34:56.Z",
    "2026-01-15T12:34:56",
    "2026-01-15T12:34Z",
    "2026-01-15 12:34:56Z",
    "2026-01-15t12:34:56z",
    "01/15/2026 12:34:56",
    "2026-01-15T12:34:56+0530",
    "2026-01-15T12:34:56+15:00",
    "2026-01-15T12:34:56+05:60",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "+12026-01-15T12:34:56Z",
    " 2026-01-15T12:34:56Z",
    "2026-01-15T12:34:56Z\n",
    "٢٠٢٦-01-15T12:34:56Z",
    "not-a-date",
    "",
    "2026-01-15T12:34:56.".padEnd(50_000, "1"),
  ])("B15: does not read %s", (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it("reads every instant that a Date can print", () => {
    const date = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59.999Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (at) => {
        expect(parseInstant(at.toISOString())).toMatchObject({
          milliseconds: at.getTime(),
          seconds: Math.floor(at.getTime() / 1_000),
        });
      }),
    );
  });
});
