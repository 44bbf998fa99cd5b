import { describe, expect, it } from "vitest";
import { badRuns } from "./bad-runs.ts";
import { brokenSets, check, SET_NAMES } from "./check.ts";
import { goodRuns } from "./good-runs.ts";

/**
 * Each set gets sound histories and one for each way to break its promise, and must find only the broken
 * ones: a finding in a second set would mislead the reader.
 */

describe("a sound test run", () => {
  it.each(Object.entries(goodRuns))("%s: thirteen empty sets", (_name, story) => {
    const { sets, isClean } = check(story().input());
    expect(sets).toEqual(Object.fromEntries(SET_NAMES.map((name) => [name, []])));
    expect(isClean).toBe(true);
  });
});

describe.each(SET_NAMES)("%s", (name) => {
  it.each(Object.entries(badRuns[name]))("%s: found there and only there", (_way, story) => {
    expect(brokenSets(check(story().input()))).toEqual([name]);
  });
});
