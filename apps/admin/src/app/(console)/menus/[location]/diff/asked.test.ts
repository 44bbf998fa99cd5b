import { describe, expect, it } from "vitest";
import { sidesAsked } from "./asked.ts";

const version = (id: string, isInForce = false) => ({
  id,
  version: id,
  fetchedAt: "2026-11-30T12:00:00Z",
  isInForce,
  isNewest: false,
});
const mine = [version("c"), version("b", true), version("a")];
const others = [version("x", true)];

describe("sidesAsked", () => {
  it("compares what is in force with the version before it where the address says nothing", () => {
    expect(sidesAsked({ from: null, to: null }, { mine, others: mine, isSameStore: true })).toEqual({
      from: "a",
      to: "b",
    });
  });

  it("compares what is in force with the newer version that waits, unless the address names one", () => {
    const held = [{ ...version("c"), isNewest: true }, ...mine.slice(1)];
    const of = { mine: held, others: held, isSameStore: true };
    expect(sidesAsked({ from: null, to: null }, of)).toEqual({ from: "b", to: "c" });
    expect(sidesAsked({ from: null, to: "b" }, of)).toEqual({ from: "a", to: "b" });
    expect(sidesAsked({ from: null, to: null }, { mine: held, others, isSameStore: false })).toEqual({
      from: "x",
      to: "b",
    });
  });

  it("compares another store's menu in force with this store's", () => {
    expect(sidesAsked({ from: "a", to: "c" }, { mine, others, isSameStore: false })).toEqual({
      from: "x",
      to: "c",
    });
  });

  it("takes the versions of the address, and the only one twice where there is no other", () => {
    expect(sidesAsked({ from: "c", to: "a" }, { mine, others: mine, isSameStore: true })).toEqual({
      from: "c",
      to: "a",
    });
    expect(sidesAsked({ from: null, to: null }, { mine: others, others, isSameStore: true })).toEqual({
      from: "x",
      to: "x",
    });
    expect(sidesAsked({ from: null, to: null }, { mine: [], others: [], isSameStore: true })).toEqual({
      from: null,
      to: null,
    });
  });
});
