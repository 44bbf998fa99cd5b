import { beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { type CallEnd, FAILURES_TO_OPEN } from "./breaker.ts";
import type { Arrival, Entry, LaneId } from "./lane.ts";
import { createLanes, type Lanes, QUEUE_MAX } from "./lanes.ts";
import { CALLS_MAX } from "./process-calls.ts";

const timings = { breakerOpenMs: 5_000, breakerOpenMaxMs: 15_000, breakerRiskMs: 2_000 };

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

const store = (lane: LaneId, slots = 2) => ({
  lane,
  pos: { policy: { slots, whenUnreachable: "hold" as const } },
});

function enter(locationId: LaneId, options: { slots?: number; connection?: string; how?: Arrival } = {}) {
  const { slots, connection = "con", how = "new" } = options;
  return lanes.enter(store(locationId, slots), connection, how);
}

function leave(entry: Entry) {
  if (entry.kind !== "entered") throw new Error(`Nobody entered: ${entry.kind}`);
  entry.leave();
}

function fail(locationId: LaneId, end: CallEnd = "unanswered") {
  lanes.report(locationId, { end, isFirst: true });
}

function breakDown(locationId: LaneId, end: CallEnd = "unanswered") {
  for (let n = 0; n < FAILURES_TO_OPEN; n++) fail(locationId, end);
}

const entered = { kind: "entered", mustLook: false };
const down = { kind: "down", answers: false, isSilent: false };
const tried = { kind: "down", answers: true, isSilent: false };

describe("a spare turn", () => {
  it("is there where no order is under way or waiting, and takes no place", () => {
    expect([lanes.spare("loc_a"), lanes.spare("loc_a")]).toEqual(["free", "free"]);
    const entry = enter("loc_a", { slots: 1 });
    expect([entry.kind, lanes.spare("loc_a"), lanes.spare("loc_b")]).toEqual(["entered", "orders", "free"]);
    leave(entry);
    const leaveLine = lanes.queue("loc_a");
    expect(lanes.spare("loc_a")).toBe("orders");
    leaveLine?.();
    expect(lanes.spare("loc_a")).toBe("free");
  });

  it("is not there while the POS takes no orders", () => {
    breakDown("loc_a");
    expect(lanes.spare("loc_a")).toBe("pos");
  });
});

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

  it("says how things stand: what is under way, and since when the POS is left alone", () => {
    const idle = { breaker: "closed", since: null, calls: 0, queued: 0 };
    expect(lanes.stateOf("loc_a")).toMatchObject(idle);
    enter("loc_a");
    lanes.queue("loc_a");
    expect(lanes.stateOf("loc_a")).toEqual({ ...idle, calls: 1, queued: 1, slots: 2 });
    breakDown("loc_a");
    const opened = new Date(atMs);
    atMs += 1_000;
    fail("loc_a");
    expect(lanes.stateOf("loc_a")).toMatchObject({ breaker: "open", since: opened });
    lanes.looked("loc_a", true);
    expect(lanes.stateOf("loc_a")).toMatchObject({ breaker: "half_open", since: new Date(atMs) });
    lanes.report("loc_a", { end: "passed", isFirst: false });
    expect(lanes.stateOf("loc_a")).toMatchObject({ breaker: "closed", since: null });
    expect(lanes.stateOf("loc_b")).toMatchObject(idle);
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
  it("is left alone for a while, then asked one question at a time before an order is risked", () => {
    breakDown("loc_a");
    expect(enter("loc_a")).toEqual({ ...down, retryInMs: 5_000 });
    expect([enter("loc_a", { how: "chosen" }).kind, lanes.trials()]).toEqual(["down", []]);
    atMs += 5_000;
    expect(lanes.trials()).toEqual([{ locationId: "loc_a", turn: "newest" }]);
    const look = enter("loc_a", { how: "chosen" });
    expect(look).toMatchObject({ kind: "entered", mustLook: true });
    expect([enter("loc_a", { how: "chosen" }), enter("loc_a", { how: "question" })]).toMatchObject([
      down,
      down,
    ]);
    lanes.looked("loc_a", true);
    expect([lanes.mayRisk("loc_a"), lanes.mayRisk("loc_a")]).toEqual([true, false]);
    leave(look);
    fail("loc_a", "failed");
    atMs += 2_000;
    expect(enter("loc_a", { how: "chosen" })).toMatchObject(entered);
  });

  it("is asked later and later while it stays silent, and known to be silent from the first look on", () => {
    breakDown("loc_a");
    atMs += 5_000;
    const look = enter("loc_a", { how: "question" });
    lanes.looked("loc_a", false);
    leave(look);
    expect(lanes.mayRisk("loc_a")).toBe(false);
    expect(enter("loc_a")).toEqual({ kind: "down", retryInMs: 5_000, answers: false, isSilent: true });
  });

  it("lets PAR wait for the order that comes when its time is over, and tries the POS out with it", () => {
    breakDown("loc_a");
    atMs += 5_000;
    expect(enter("loc_a")).toEqual({ ...tried, retryInMs: 1 });
  });

  it("is open to all with the first order that passes, and that is told once", () => {
    breakDown("loc_a");
    lanes.report("loc_a", { end: "passed", isFirst: false });
    lanes.report("loc_a", { end: "passed", isFirst: true });
    expect([enter("loc_a").kind, news]).toEqual(["entered", ["back loc_a"]]);
  });

  it("says nothing about any other store", () => {
    breakDown("loc_a");
    expect(enter("loc_b").kind).toBe("entered");
  });
});

describe("a POS that answers, and fails every order (A)", () => {
  it("is given one order per interval, the newest and the oldest in turn", () => {
    breakDown("loc_a", "failed");
    expect(enter("loc_a")).toEqual({ ...tried, retryInMs: 2_000 });
    atMs += 2_000;
    expect(lanes.trials()).toEqual([{ locationId: "loc_a", turn: "newest" }]);
    expect(enter("loc_a", { how: "chosen" })).toMatchObject(entered);
    expect(enter("loc_a", { how: "chosen" })).toMatchObject({ ...tried, retryInMs: 2_000 });
    atMs += 2_000;
    expect(lanes.trials()).toEqual([{ locationId: "loc_a", turn: "oldest" }]);
  });

  it("may be tried out with a new order, where it is not the oldest one's turn", () => {
    breakDown("loc_a", "failed");
    atMs += 2_000;
    expect(enter("loc_a")).toMatchObject(entered);
    atMs += 2_000;
    expect(enter("loc_a")).toMatchObject({ ...tried, retryInMs: 1 });
    lanes.nobodyWaits("loc_a");
    expect(enter("loc_a")).toMatchObject(entered);
  });

  it("is not given orders whose time has merely come, but is asked about them at any time", () => {
    breakDown("loc_a", "failed");
    expect(enter("loc_a", { how: "question" })).toMatchObject(entered);
    atMs += 2_000;
    expect(enter("loc_a", { how: "due" })).toMatchObject(tried);
    expect(enter("loc_a", { how: "chosen" })).toMatchObject(entered);
  });

  it("stays open for every order where one order fails again and again", () => {
    fail("loc_a", "failed");
    for (let n = 0; n < 20; n++) lanes.report("loc_a", { end: "failed", isFirst: false });
    expect(enter("loc_a", { how: "due" })).toMatchObject(entered);
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

describe("a POS that a store had before", () => {
  const old = "former pol_1";

  it("is in doubt by itself: its store is not, and it is not looked for among those who wait", () => {
    breakDown(old);
    expect(enter(old).kind).toBe("down");
    expect(enter("loc_a").kind).toBe("entered");
    atMs += timings.breakerOpenMaxMs;
    expect(lanes.trials()).toEqual([]);
  });

  it("is tried out with whatever is due there, one at a time", () => {
    breakDown(old);
    atMs += timings.breakerOpenMaxMs;
    expect(enter(old, { how: "due" })).toMatchObject({ kind: "entered", mustLook: true });
    expect(enter(old, { how: "due" }).kind).toBe("down");
  });
});
