import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "../../logger.ts";
import { createAskedLanes } from "./asked-lanes.ts";
import { FAILURES_TO_OPEN } from "./breaker.ts";
import { createCountedLanes } from "./counted-lanes.ts";
import type { LaneId } from "./lane.ts";
import type { LaneLink } from "./lane-messages.ts";
import type { SharedLanes } from "./shared-lanes.ts";

const timings = { breakerOpenMs: 5_000, breakerOpenMaxMs: 15_000, breakerRiskMs: 2_000 };
const CALL_MS = 10_000;

/** Two ends of a channel; what is said is said as JSON, in its order. */
function openLink(): { parent: LaneLink; child: LaneLink; end(): void; cut(): void } {
  const hearers = { parent: (_: unknown) => {}, child: (_: unknown) => {} };
  const ends: (() => void)[] = [];
  let isCut = false;
  const carry = (to: "parent" | "child") => (message: object) => {
    if (isCut) return;
    const text = JSON.stringify(message);
    queueMicrotask(() => hearers[to](JSON.parse(text)));
  };
  const endOf = (own: "parent" | "child", other: "parent" | "child"): LaneLink => ({
    send: carry(other),
    onMessage: (hear) => {
      hearers[own] = hear;
    },
    onEnd: (hear) => ends.push(hear),
  });
  return {
    parent: endOf("parent", "child"),
    child: endOf("child", "parent"),
    end() {
      isCut = true;
      for (const hear of ends) hear();
    },
    cut() {
      isCut = true;
    },
  };
}

interface Worker {
  lanes: SharedLanes;
  link: ReturnType<typeof openLink>;
  news: string[];
}

let atMs: number;
let start: () => Worker;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  atMs = 1_000_000;
  const counted = createCountedLanes({
    ...{ now: () => new Date(atMs), random: () => 0.5, timings, log: createLogger("silent") },
    ...{ processes: 2, callMsMax: CALL_MS },
  });
  start = () => {
    const link = openLink();
    const news: string[] = [];
    counted.attach(link.parent);
    const lanes = createAskedLanes(
      { link: link.child, answerWithinMs: 1_000 },
      { onFree: () => news.push("free"), onBack: (locationId) => news.push(`back ${locationId}`) },
    );
    return { lanes, link, news };
  };
});
afterEach(() => vi.useRealTimers());

const LANE: LaneId = "loc_a";
const enter = ({ lanes }: Worker, slots = 2, lane: LaneId = LANE) =>
  lanes.enter({ lane, pos: { policy: { slots } } }, "con", "new");
const kinds = async (entries: ReturnType<typeof enter>[]) =>
  (await Promise.all(entries)).map(({ kind }) => kind);
const told = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe("lanes that several processes share", () => {
  it("give a store its slots once, whichever process asks", async () => {
    const [a, b] = [start(), start()];
    expect(await kinds([enter(a), enter(b)])).toEqual(["entered", "entered"]);
    expect(await kinds([enter(a), enter(b)])).toEqual(["busy", "busy"]);
    expect(await kinds([enter(b, 2, "loc_b")])).toEqual(["entered"]);
    expect(await a.lanes.stateOf(LANE)).toEqual(await b.lanes.stateOf(LANE));
    expect(await a.lanes.stateOf(LANE)).toMatchObject({ calls: 2, slots: 2, breaker: "closed", since: null });
  });

  it("tell one process of a place that is free again, where somebody had been turned away", async () => {
    const [a, b] = [start(), start()];
    const first = await enter(a, 1);
    expect(await kinds([enter(b, 1)])).toEqual(["busy"]);
    if (first.kind === "entered") first.leave();
    await told();
    expect([...a.news, ...b.news]).toEqual(["free"]);
    expect(await kinds([enter(b, 1)])).toEqual(["entered"]);
  });

  it("give back a place once, however often it is left", async () => {
    const [a, b] = [start(), start()];
    const entry = await enter(a);
    await enter(b);
    if (entry.kind === "entered") for (let n = 0; n < 3; n++) entry.leave();
    await told();
    expect(await a.lanes.stateOf(LANE)).toMatchObject({ calls: 1 });
  });

  it("are closed to all where one found that the POS answers nobody, and open to all again", async () => {
    const [a, b] = [start(), start()];
    for (let n = 0; n < FAILURES_TO_OPEN; n++) a.lanes.report(LANE, { end: "unreachable", isFirst: true });
    expect(await kinds([enter(a), enter(b)])).toEqual(["down", "down"]);
    expect(await b.lanes.stateOf(LANE)).toMatchObject({ breaker: "open", since: new Date(atMs) });
    atMs += 60_000;
    expect(await b.lanes.trials()).toEqual([{ locationId: LANE, turn: "newest" }]);
    b.lanes.report(LANE, { end: "passed", isFirst: true });
    expect(await kinds([enter(a), enter(b)])).toEqual(["entered", "entered"]);
    await told();
    expect([...a.news, ...b.news]).toEqual([`back ${LANE}`]);
  });

  it("count failures in a row over all processes", async () => {
    const workers = [start(), start()];
    for (let n = 0; n < FAILURES_TO_OPEN; n++) {
      workers[n % 2]?.lanes.report(LANE, { end: "unanswered", isFirst: true });
      await told();
    }
    expect(await workers[0]?.lanes.stateOf(LANE)).toMatchObject({ breaker: "open" });
  });

  it("let one process at a time ask a POS in doubt", async () => {
    const [a, b] = [start(), start()];
    for (let n = 0; n < FAILURES_TO_OPEN; n++) a.lanes.report(LANE, { end: "unreachable", isFirst: true });
    await told();
    atMs += 60_000;
    const trial = (worker: Worker) =>
      worker.lanes.enter({ lane: LANE, pos: { policy: { slots: 9 } } }, "con", "chosen");
    expect(await kinds([trial(a), trial(b)])).toEqual(["entered", "down"]);
  });

  it("keep the calls of a process that died until they must have ended, and its lines not at all", async () => {
    const [a, b] = [start(), start()];
    expect(await kinds([enter(a), enter(a)])).toEqual(["entered", "entered"]);
    expect(await a.lanes.queue(LANE)).not.toBeNull();
    a.link.end();
    expect(await b.lanes.stateOf(LANE)).toMatchObject({ calls: 2, queued: 0 });
    expect(await kinds([enter(b)])).toEqual(["busy"]);
    vi.advanceTimersByTime(CALL_MS - 1);
    expect(await kinds([enter(b)])).toEqual(["busy"]);
    vi.advanceTimersByTime(1);
    await told();
    expect(b.news).toEqual(["free"]);
    expect(await kinds([enter(b)])).toEqual(["entered"]);
  });

  it("have no place to give where nobody answers, and take back one that was given too late", async () => {
    const [a, b] = [start(), start()];
    a.link.cut();
    const asked = kinds([enter(a)]);
    await told();
    vi.advanceTimersByTime(1_000);
    expect(await asked).toEqual(["busy"]);
    // An answer that comes after its time.
    const late = kinds([enter(b)]);
    vi.advanceTimersByTime(1_000);
    expect(await late).toEqual(["busy"]);
    await told();
    await told();
    expect(await start().lanes.stateOf(LANE)).toMatchObject({ calls: 0 });
  });

  it("make nobody wait for a process that is gone", async () => {
    const a = start();
    a.link.end();
    expect(await kinds([enter(a)])).toEqual(["busy"]);
    expect(await a.lanes.trials()).toEqual([]);
    expect(await a.lanes.capacity()).toMatchObject({ limit: 0 });
    expect(await a.lanes.queue(LANE)).toBeNull();
    expect(await a.lanes.mayRisk(LANE)).toBe(false);
    await expect(a.lanes.stateOf(LANE)).rejects.toThrow("does not answer");
  });

  it("say what may be taken now, over all processes", async () => {
    const [a, b] = [start(), start()];
    await enter(a, 3);
    const { limit, freePlaces } = await b.lanes.capacity();
    expect([limit, freePlaces.get(LANE)]).toEqual([32, 2]);
  });
});
