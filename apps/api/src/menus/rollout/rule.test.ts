import { describe, expect, it } from "vitest";
import { stopOf } from "./rule.ts";
import { problemOfWaves, usualWaves } from "./waves.ts";

const counts = (refused: number, calls: number, refusedBefore = 0, callsBefore = 100) => ({
  ...{ calls, refused, callsBefore, refusedBefore },
});
const quiet = { counts: counts(0, 0, 0, 0), rise: 5, changed: 0, withFindings: 0 };

describe("a rollout stops", () => {
  it.each([
    ["not where nobody ordered", quiet, null],
    ["not below five rejects, whatever their share", { ...quiet, counts: counts(4, 4) }, null],
    ["at five rejects that are more than before", { ...quiet, counts: counts(5, 20) }, "rejects"],
    ["not at exactly the points that it may rise", { ...quiet, counts: counts(5, 100) }, null],
    ["at the first reject above them", { ...quiet, counts: counts(6, 100) }, "rejects"],
    ["not where it was as bad before", { ...quiet, counts: counts(20, 100, 16, 100) }, null],
    ["where there was no call before", { ...quiet, counts: counts(6, 100, 0, 0) }, "rejects"],
    ["not where more may rise", { ...quiet, rise: 10, counts: counts(10, 100) }, null],
    ["at findings that keep guests from ordering", { ...quiet, withFindings: 1 }, "findings"],
    ["where another version came into force", { ...quiet, changed: 1 }, "not_in_force"],
  ])("%s", (_when, seen, stop) => expect(stopOf(seen)).toBe(stop));
});

describe("waves", () => {
  it.each([
    [1, [1]],
    [2, [1, 1]],
    [3, [1, 1, 1]],
    [25, [1, 3, 21]],
    [500, [1, 50, 449]],
  ])("of %i stores are, unless told otherwise, one, a tenth and the rest", (stores, waves) => {
    expect(usualWaves(stores)).toEqual(waves);
    expect(problemOfWaves(waves, stores)).toBeNull();
  });

  it.each([
    [[], "none"],
    [[0, 5], "none"],
    [[2.5, 2.5], "none"],
    [[1, 3], "sum"],
    [Array.from({ length: 5 }, () => 2), "sum"],
  ])("%j are not five stores", (waves, problem) => expect(problemOfWaves(waves, 5)).toBe(problem));
});
