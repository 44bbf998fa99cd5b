import { describe, expect, it } from "vitest";
import { createBudget } from "./budget.ts";

// S10
describe("createBudget", () => {
  it("allows a burst, then a rate, and says when to come back", () => {
    let now = 0;
    const budget = createBudget({ burst: 3, perSecond: 2, nowMs: () => now });
    for (let i = 0; i < 3; i++) expect(budget.spend("a")).toEqual({ allowed: true });
    expect(budget.isSpent("a")).toBe(true);
    expect(budget.spend("a")).toEqual({ allowed: false, retryAfterSeconds: 1 });
    now = 500;
    expect(budget.spend("a")).toEqual({ allowed: true });
    expect(budget.spend("a").allowed).toBe(false);
    now = 60_000;
    for (let i = 0; i < 3; i++) expect(budget.spend("a").allowed).toBe(true);
    expect(budget.spend("a").allowed).toBe(false);
  });

  it("takes nothing from one key for another", () => {
    const budget = createBudget({ burst: 1, perSecond: 1, nowMs: () => 0 });
    for (let i = 0; i < 100; i++) budget.spend("a");
    expect(budget.spend("b").allowed).toBe(true);
  });

  it("M04: keeps a bounded number of keys", () => {
    const budget = createBudget({ burst: 1, perSecond: 1, nowMs: () => 0 });
    budget.spend("first");
    for (let i = 0; i < 20_000; i++) budget.spend(`key ${i}`);
    expect(budget.isSpent("first")).toBe(false);
    expect(budget.isSpent("key 19999")).toBe(true);
  });

  it("is not emptied by a clock that was put back", () => {
    let now = 10_000;
    const budget = createBudget({ burst: 2, perSecond: 1, nowMs: () => now });
    budget.spend("a");
    now = 0;
    expect(budget.spend("a").allowed).toBe(true);
  });
});

describe("a budget that processes share", () => {
  /** Two processes, and whatever one tells the other hears at once. */
  function pair(options: { burst: number; perSecond: number }) {
    const hearers: ((key: string, count: number) => void)[] = [];
    const told: number[] = [];
    const budgets = [0, 1].map((own) =>
      createBudget({
        ...options,
        nowMs: () => now,
        share: {
          processes: 2,
          tell(key, count) {
            told.push(count);
            hearers[1 - own]?.(key, count);
          },
          hear: (hear) => {
            hearers[own] = hear;
          },
        },
      }),
    );
    return { spend: (at: number, key: string) => budgets[at]?.spend(key).allowed === true, told };
  }
  let now = 0;

  it("is spent by all of them together, up to a quarter that is not told", () => {
    const { spend } = pair({ burst: 80, perSecond: 1 });
    const allowed = Array.from({ length: 400 }, (_, n) => spend(n % 2, "a")).filter(Boolean).length;
    expect(allowed).toBeGreaterThanOrEqual(80);
    expect(allowed).toBeLessThanOrEqual(100);
    expect(spend(1, "b")).toBe(true);
  });

  it("says nothing of whoever spends little", () => {
    const { spend, told } = pair({ burst: 80, perSecond: 10 });
    for (let n = 0; n < 50; n += 1) {
      now += 1_000;
      expect(spend(0, "a")).toBe(true);
    }
    expect(told).toEqual([]);
  });

  it("is there again for all after its time", () => {
    const { spend } = pair({ burst: 4, perSecond: 1 });
    for (let n = 0; n < 10; n += 1) spend(0, "a");
    expect(spend(1, "a")).toBe(false);
    now += 4_000;
    expect(spend(1, "a")).toBe(true);
  });
});
