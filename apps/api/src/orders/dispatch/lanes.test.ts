import type { LocationId } from "@parley/db";
import { beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { FAILURES_TO_OPEN } from "./breaker.ts";
import { CALLS_MAX, createLanes, type Entry, type Lanes, QUEUE_MAX } from "./lanes.ts";

const timings = { breakerOpenMs: 5_000, breakerOpenMaxMs: 60_000 };

let atMs: number;
let news: string[];
let lanes: Lanes;

beforeEach(() => {
  atMs = 1_000_000;
  news = [];
  lanes = createLanes({
    now: () => new Date(atMs),
    random: () => 0.5,
    timings,
    log: createLogger("silent"),
    onFree: () => news.push("free"),
    onBack: (locationId) => news.push(`back ${locationId}`),
  });
});

const store = (locationId: LocationId, slots = 2) => ({
  locationId,
  pos: { policy: { slots, whenUnreachable: "hold" as const } },
});

function enter(
  locationId: LocationId,
  options: { slots?: number; connection?: string; mayProbe?: boolean } = {},
) {
  const { slots, connection = "con", mayProbe = false } = options;
  return lanes.enter(store(locationId, slots), connection, { mayProbe });
}

function leave(entry: Entry) {
  if (entry.kind !== "entered") throw new Error(`Nobody entered: ${entry.kind}`);
  entry.leave();
}

function breakDown(locationId: LocationId) {
  for (let n = 0; n < FAILURES_TO_OPEN; n++) lanes.report(locationId, false);
}

describe("a lane", () => {
  it("has as many places as its store's settings say, and a full one leaves the others alone", () => {
    expect([enter("loc_a").kind, enter("loc_a").kind, enter("loc_a").kind]).toEqual([
      "entered",
      "entered",
      "busy",
    ]);
    expect([lanes.count("loc_a").calls, enter("loc_b").kind]).toEqual([2, "entered"]);
  });

  it("tells when a place is free that somebody was turned away from, and only then", () => {
    const [first, second] = [enter("loc_a"), enter("loc_a")];
    leave(first);
    expect(news).toEqual([]);
    enter("loc_a");
    expect(enter("loc_a").kind).toBe("busy");
    leave(second);
    expect(news).toEqual(["free"]);
  });

  it("counts one leaving once", () => {
    const [first] = [enter("loc_a"), enter("loc_a")];
    leave(first);
    leave(first);
    expect(lanes.count("loc_a").calls).toBe(1);
  });

  it("holds only so many callers in line", () => {
    const places = Array.from({ length: QUEUE_MAX + 1 }, () => lanes.queue("loc_a"));
    expect([places.at(-2) === null, places.at(-1)]).toEqual([false, null]);
    places[0]?.();
    expect(lanes.count("loc_a").queued).toBe(QUEUE_MAX - 1);
    expect(lanes.queue("loc_a")).not.toBeNull();
  });

  it("is told to the sweep by what it has left", () => {
    enter("loc_a");
    enter("loc_b", { slots: 1 });
    const { freePlaces, limit } = lanes.capacity();
    expect([...freePlaces]).toEqual([
      ["loc_a", 1],
      ["loc_b", 0],
    ]);
    expect(limit).toBeGreaterThan(0);
  });
});

describe("a POS that does not answer", () => {
  it("is left alone for a while, then given to one probe at a time", () => {
    breakDown("loc_a");
    expect(enter("loc_a", { mayProbe: true })).toEqual({ kind: "down", retryInMs: 5_000 });
    atMs += 5_000;
    const probe = enter("loc_a", { mayProbe: true });
    expect(probe).toMatchObject({ kind: "entered", isProbe: true });
    expect(enter("loc_a", { mayProbe: true }).kind).toBe("down");
    leave(probe);
    expect(enter("loc_a", { mayProbe: true })).toMatchObject({ isProbe: true });
  });

  it("is not tried out with an order that PAR is waiting for", () => {
    breakDown("loc_a");
    atMs += 5_000;
    expect(enter("loc_a", { mayProbe: false }).kind).toBe("down");
  });

  it("is open to all with its first word, and that is told once", () => {
    breakDown("loc_a");
    lanes.report("loc_a", true);
    lanes.report("loc_a", true);
    expect([enter("loc_a").kind, news]).toEqual(["entered", ["back loc_a"]]);
  });

  it("says nothing about any other store", () => {
    breakDown("loc_a");
    expect(enter("loc_b").kind).toBe("entered");
  });
});

describe("a connection's share of the process", () => {
  it("leaves a half to whoever comes next, and shrinks as others come", () => {
    const many = Array.from({ length: CALLS_MAX }, (_, n) => enter(`loc_${n}`, { connection: "greedy" }));
    expect(many.filter((entry) => entry.kind === "entered")).toHaveLength(CALLS_MAX / 2);
    expect(enter("loc_other", { connection: "modest" }).kind).toBe("entered");
    expect(lanes.capacity().fullConnections).toEqual(["greedy"]);
  });

  it("is never more than the process has", () => {
    const entries = Array.from({ length: 4 * CALLS_MAX }, (_, n) =>
      enter(`loc_${n}`, { connection: `c${n % 300}` }),
    );
    expect(entries.filter((entry) => entry.kind === "entered").length).toBeLessThanOrEqual(CALLS_MAX);
  });
});
