import { expect, it } from "vitest";
import { clock } from "./time.ts";

it.each([
  ["America/Los_Angeles", "6:05 PM PST"],
  ["Europe/Berlin", "3:05 AM GMT+1"],
  ["Asia/Kolkata", "7:35 AM GMT+5:30"],
  ["UTC", "2:05 AM UTC"],
  ["Nowhere/Land", "2:05 AM UTC"],
])("a time on the clock of a store in %s names its zone", (zone, text) => {
  expect(clock(new Date("2026-01-15T02:05:00Z"), zone)).toBe(text);
});

it("tells apart the hour that a clock shows twice", () => {
  const twice = ["2026-11-01T08:30:00Z", "2026-11-01T09:30:00Z"].map((at) => new Date(at));
  expect(twice.map((at) => clock(at, "America/Los_Angeles"))).toEqual(["1:30 AM PDT", "1:30 AM PST"]);
});
