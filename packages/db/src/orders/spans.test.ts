import fc from "fast-check";
import { expect, it } from "vitest";
import { spansOf } from "./spans.ts";

const NOW = Date.parse("2026-11-29T03:00:00Z");
const DAY_MS = 86_400_000;

/** The times that the element of `search_spans` stands for. */
function timeOf(span: number): [from: number, until: number] {
  const unit = 2 ** (12 + 2 * (span % 8)) * 1000;
  const number = Math.floor(span / 8);
  return [number * unit, (number + 1) * unit];
}

it("covers a time without gap and without overlap, in steps that grow", () => {
  const moment = fc.integer({ min: Date.parse("1999-01-01"), max: Date.parse("2100-01-01") });
  fc.assert(
    fc.property(moment, fc.constantFrom("older" as const, "newer" as const), (at, direction) => {
      const spans = spansOf({ from: new Date(at), until: new Date(at) }, direction);
      expect(spans.isAll).toBe(true);
      const whole = spansOf(
        direction === "older"
          ? { from: new Date(at - 5000 * DAY_MS), until: new Date(at) }
          : { from: new Date(at), until: new Date(at + 5000 * DAY_MS) },
        direction,
      );
      expect(whole.isAll).toBe(false);
      const times = whole.steps.flat().map(timeOf);
      if (direction === "older") times.reverse();
      for (const [n, [from]] of times.entries()) {
        if (n > 0) expect(from).toBe(times[n - 1]?.[1]);
      }
      expect([times[0]?.[0], times.at(-1)?.[1]]).toEqual([whole.from.getTime(), whole.until.getTime()]);
      expect(whole.from.getTime()).toBeLessThanOrEqual(at);
      expect(whole.until.getTime()).toBeGreaterThan(at);
      expect((whole.until.getTime() - whole.from.getTime()) / DAY_MS).toBeGreaterThan(190);
      for (const step of whole.steps) expect(step.length).toBeLessThanOrEqual(8);
    }),
  );
});

it("stops where nothing more is asked for", () => {
  const day = spansOf({ from: new Date(NOW - DAY_MS), until: new Date(NOW) }, "older");
  expect([day.isAll, day.steps.length]).toEqual([true, 3]);
  const year = spansOf({ from: new Date(NOW - 365 * DAY_MS), until: new Date(NOW) }, "older");
  expect(year.steps).toHaveLength(7);
});
