import { expect, it } from "vitest";
import { atClock } from "./time.ts";

it.each([
  ["America/Los_Angeles", "at 6:05 PM PST"],
  ["Europe/Berlin", "at 3:05 AM GMT+1"],
  ["Asia/Kolkata", "at 7:35 AM GMT+5:30"],
  ["UTC", "at 2:05 AM UTC"],
  ["Nowhere/Land", "at 2:05 AM UTC"],
])("a time on the clock of a store in %s names its zone", (zone, text) => {
  expect(atClock(new Date("2026-01-15T02:05:00Z"), zone)).toBe(text);
});

it("tells apart the hour that a clock shows twice", () => {
  const twice = ["2026-11-01T08:30:00Z", "2026-11-01T09:30:00Z"].map((at) => new Date(at));
  expect(twice.map((at) => atClock(at, "America/Los_Angeles"))).toEqual(["at 1:30 AM PDT", "at 1:30 AM PST"]);
});
