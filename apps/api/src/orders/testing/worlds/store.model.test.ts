import { describe, expect, it } from "vitest";
import { choose, exploreStore, type StorePolicy } from "./store.ts";

/**
 * Visits every reachable world of a healthy store with poisoned orders among good ones (A). *Starved*: an order waits
 * for more trials of others than twice those that waited before it, and one. *Blamed*: the store is left alone although
 * fewer than five different orders failed in a row. *Stuck*: no way leads to a world in which no good order waits.
 */

const LEFT = { good: 3, poisoned: 8 };
/** Enough for a broken rule. */
const FEW = { good: 2, poisoned: 7 };
const SHIPPED: StorePolicy = { poison: "failed", choose, countsRepeats: false };

describe("every world of a healthy store under the shipped policy", () => {
  it.each(["failed", "unanswered"] as const)("has nothing bad in it where the poison is %s", (poison) => {
    const { bad, worlds } = exploreStore({ ...SHIPPED, poison }, LEFT);
    expect(bad).toEqual([]);
    expect(worlds).toBeGreaterThan(1_000);
  });
});

describe("every world of a healthy store when the gateway", () => {
  it.each([
    [
      "risks an order that failed before first",
      { choose: (w) => (w.failed > 0 ? "failed" : choose(w)) },
      ["starved", "stuck"],
    ],
    ["risks the newest order alone", { choose: (w) => choose({ ...w, turn: "newest" }) }, ["starved"]],
    ["counts each try of an order", { countsRepeats: true }, ["blamed"]],
  ] as const satisfies readonly [string, Partial<StorePolicy>, readonly string[]][])(
    "%s has just this bad in it",
    (_does, change, expected) => {
      expect(exploreStore({ ...SHIPPED, ...change }, FEW).bad).toEqual(expected);
    },
  );
});
