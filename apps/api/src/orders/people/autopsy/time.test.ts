import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { age, clock, seconds } from "./time.ts";

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

it.each([
  ["en", "less than 0.1 s"],
  ["es", "menos de 0.1 s"],
] as const)("says in words what is too short for a figure: %s", (language, words) => {
  const say = wordsIn(language)("autopsy");
  expect([-20, 0, 49].map((ms) => seconds(ms, say))).toEqual([words, words, words]);
  expect([50, 400, 12_000, 180_000].map((ms) => seconds(ms, say))).toEqual([
    "0.1 s",
    "0.4 s",
    "12 s",
    "3 min",
  ]);
  expect(age(new Date(40), new Date(60), say)).toBe(words);
});
