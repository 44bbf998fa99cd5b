import { expect, it } from "vitest";
import { isPausedAt } from "./pause.ts";

const at = (time: string) => new Date(`2026-11-30T${time}:00Z`);

it.each([
  ["never paused", null, null, false],
  ["with the end of a pause that was ended", null, at("13:00"), false],
  ["until somebody resumes it", at("11:00"), null, true],
  ["until later", at("11:00"), at("12:01"), true],
  ["until now", at("11:00"), at("12:00"), false],
  ["until earlier", at("11:00"), at("11:30"), false],
  ["again, with the end of an earlier pause left behind", at("11:00"), at("10:30"), true],
])("a store %s", (_what, pausedAt, pauseUntil, isPaused) => {
  expect(isPausedAt({ pausedAt, pauseUntil }, at("12:00"))).toBe(isPaused);
});
