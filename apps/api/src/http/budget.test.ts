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
