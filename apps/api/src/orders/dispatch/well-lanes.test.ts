import { describe, expect, it } from "vitest";
import type { Entry } from "./lane.ts";
import { createLanes } from "./lanes.ts";
import { type LaneNews, ownLanes } from "./shared-lanes.ts";
import { watchLanes } from "./well-lanes.ts";

const STORE = { lane: "loc_1" as const, pos: { policy: { slots: 4 } } };
const PASSED = { end: "passed" as const, isFirst: true };
const SILENT = { end: "unreachable" as const, isFirst: true };

function watched() {
  const news: LaneNews = { onFree: () => {}, onBack: () => {} };
  const log = { info: () => {}, warn: () => {} } as never;
  const timings = { breakerOpenMs: 1_000, breakerOpenMaxMs: 8_000, breakerRiskMs: 500 };
  const inner = createLanes({ now: () => new Date(0), random: () => 0.5, timings, log, ...news });
  return { inner, lanes: watchLanes(ownLanes(inner)) };
}

const enter = (lanes: ReturnType<typeof watched>["lanes"]): Promise<Entry> =>
  lanes.enter(STORE, "con_1", "new");

describe("whether a store's POS is known to be well", () => {
  it("is not said before it has placed or refused an order, and is with the first", () => {
    const { lanes } = watched();
    expect(lanes.isWell("loc_1")).toBe(false);
    lanes.report("loc_1", PASSED);
    expect([lanes.isWell("loc_1"), lanes.isWell("loc_2")]).toEqual([true, false]);
  });

  it("is over with any other end of a call, and with a place that was asked for in vain", () => {
    const { lanes } = watched();
    for (const spoil of [() => lanes.report("loc_1", SILENT), () => lanes.doubt("loc_1")]) {
      lanes.report("loc_1", PASSED);
      spoil();
      expect(lanes.isWell("loc_1")).toBe(false);
    }
  });

  it("is over where another process has found it out, which the next to ask for a place is told", async () => {
    const { inner, lanes } = watched();
    lanes.report("loc_1", PASSED);
    for (let tries = 0; tries < 5; tries++) inner.report("loc_1", SILENT);
    expect((await enter(lanes)).kind).toBe("down");
    expect(lanes.isWell("loc_1")).toBe(false);
  });

  it("goes on while places are merely taken", async () => {
    const { lanes } = watched();
    lanes.report("loc_1", PASSED);
    const entries = [];
    for (let count = 0; count < 5; count++) entries.push((await enter(lanes)).kind);
    expect(entries.at(-1)).toBe("busy");
    expect(lanes.isWell("loc_1")).toBe(true);
  });
});
