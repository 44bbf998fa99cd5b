import { openDatabase } from "@parley/db";
import type { Order } from "@parley/db/orders";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type * as Breaker from "../../dispatch/breaker.ts";
import type { MemoryLedger } from "../ledger/memory-ledger.ts";
import { type Clock, type Plan, runPoisoned, type Seen } from "./poisoned.ts";

/** Poisoned orders among good ones (A), over all rates, on a virtual clock. */

vi.mock("@parley/db/orders", async (original) => {
  const real = await original<typeof import("@parley/db/orders")>();
  const { gatedQueries } = await import("./gate.ts");
  return { ...real, ...gatedQueries(real) };
});

/** The policy that blames the store for an order, in place of the real one while `isOld`. */
const old = vi.hoisted(() => ({ isOn: false }));

vi.mock("../../dispatch/breaker.ts", async (original) => {
  const real = await original<typeof Breaker>();
  const opened = (openings: number, at: Breaker.Moment): Breaker.Breaker => ({
    kind: "open",
    silences: openings,
    lookFromMs: at.nowMs + Math.min(5_000 * 2 ** (openings - 1), 60_000) * (0.8 + 0.4 * at.random),
  });
  const openings = new Map<"last", number>();
  const afterCall: typeof Breaker.afterCall = (breaker, call, at) => {
    if (!old.isOn) return real.afterCall(breaker, call, at);
    if (call.end === "passed") {
      openings.delete("last");
      return real.CLOSED;
    }
    if (breaker.kind === "open") return breaker;
    // Each try counts, whichever order it was, and each failed trial waits for longer.
    if (breaker.kind === "closed" && breaker.failures + 1 < real.FAILURES_TO_OPEN)
      return { kind: "closed", failures: breaker.failures + 1 };
    const next = (openings.get("last") ?? 0) + 1;
    openings.set("last", next);
    return opened(next, at);
  };
  return { ...real, afterCall };
});

/** Today's order of trials: the oldest that is due, whether or not it has failed before. */
function oldest(ledger: MemoryLedger): MemoryLedger["claimTrialOrder"] {
  return ({ now: given, owner, leaseMs }) => {
    const now = given instanceof Date ? given : new Date();
    const isDue = (row: Order) =>
      (row.state === "received" || row.state === "unknown") &&
      (row.leaseUntil === null || row.leaseUntil <= now);
    const [first] = ledger.listOrders().filter(isDue);
    return first === undefined
      ? null
      : Object.assign(first, {
          leaseOwner: owner,
          leaseUntil: new Date(now.getTime() + leaseMs),
          updatedAt: now,
        });
  };
}

const BOUND_MS = 25_000;
const TEST_MS = 600_000;
const CLASSES = ["A", "B", "C", "D"] as const;
const GOOD = [1, 5, 20, 60];
const POISONED = [1, 5, 6, 10];
const nowhere = openDatabase({ url: "postgres://nowhere.invalid/none" });

beforeAll(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
});
afterAll(() => vi.useRealTimers());

const clock: Clock = {
  nowMs: () => Date.now(),
  advance: async (ms) => void (await vi.advanceTimersByTimeAsync(Math.max(0, ms))),
};

async function run(plan: Partial<Plan>): Promise<Seen> {
  vi.clearAllTimers();
  vi.setSystemTime(new Date("2026-01-15T12:34:56.789Z"));
  const usual: Plan = {
    adapterClass: "A",
    poison: "fault",
    goodPerMinute: 5,
    poisonedPerMinute: 10,
    arrival: "steady",
    minutes: 4,
    processes: 1,
    slots: 32,
    seed: 1,
    queryMs: 0,
    outage: null,
  };
  return await runPoisoned({ ...usual, ...plan }, clock, nowhere);
}

const MATRIX = CLASSES.flatMap((adapterClass) =>
  (["fault", "silence"] as const).flatMap((poison) =>
    (["burst", "steady"] as const).map((arrival) => [adapterClass, poison, arrival] as const),
  ),
);

describe.each(MATRIX)("poisoned orders at a POS of class %s (%s, %s)", (adapterClass, poison, arrival) => {
  it(
    "hold up no good order for longer than 25 s, and none of them ends unsent",
    async () => {
      const worst: Record<string, Seen> = {};
      for (const goodPerMinute of GOOD) {
        for (const poisonedPerMinute of POISONED) {
          const seed = goodPerMinute * 31 + poisonedPerMinute;
          const seen = await run({ adapterClass, poison, arrival, goodPerMinute, poisonedPerMinute, seed });
          const isWell = seen.placed === seen.good && seen.longestMs <= BOUND_MS && seen.erroredUnsent === 0;
          if (!isWell || seen.unexplained > 0)
            worst[`${goodPerMinute} good, ${poisonedPerMinute} poisoned`] = seen;
        }
      }
      expect(worst).toEqual({});
    },
    TEST_MS,
  );
});

describe("a POS that makes an order and whose answers to it cannot be read", () => {
  it.each([
    ["A", 10],
    ["B", 10],
    ["C", 10],
    ["D", 0],
  ] as const)(
    "is asked for it where it can tell (class %s): %i of 10 are placed",
    async (adapterClass, found) => {
      const seen = await run({ adapterClass, poison: "unread", poisonedPerMinute: 5, minutes: 2 });
      expect(seen).toMatchObject({ foundPlaced: found, placed: 10, good: 10 });
    },
  );
});

describe("a POS that no connection can be made to, and that is back after two minutes", () => {
  it.each(CLASSES.flatMap((adapterClass) => [1, 2].map((processes) => [adapterClass, processes] as const)))(
    "gets every order that came in between (class %s, processes: %i)",
    async (adapterClass, processes) => {
      // Queries take time here, so that an order that is put off can be due before the sweep has ended.
      const seen = await run({
        adapterClass,
        processes,
        goodPerMinute: 600,
        poisonedPerMinute: 0,
        minutes: 1,
        queryMs: 20,
        outage: { fromMs: 30_000, toMs: 150_000 },
      });
      expect(seen).toMatchObject({ good: 600, placed: 600, erroredUnsent: 0 });
      expect(seen.longestMs).toBeLessThanOrEqual(BOUND_MS);
    },
    TEST_MS,
  );
});

describe("a POS that answers, and fails whatever it gets for ten minutes", () => {
  it.each(CLASSES)(
    "ends no order that it was never sent: a person is asked about each (class %s)",
    async (adapterClass) => {
      // One order is risked each two seconds, so the give-up time of some comes before their turn.
      const seen = await run({ adapterClass, goodPerMinute: 0, poisonedPerMinute: 400, minutes: 1 });
      expect(seen).toMatchObject({ erroredUnsent: 0, forgotten: 0, unexplained: 0 });
      expect(seen.neverTried).toBeGreaterThan(50);
      // All others were tried, and are in doubt.
      expect(seen.neverTried + seen.inDoubt).toBe(400);
    },
    TEST_MS,
  );
});

describe("a gateway that blames the store for an order", () => {
  it(
    "is found out: good orders wait for minutes, or end unsent",
    async () => {
      old.isOn = true;
      try {
        const seen = await run({
          arrival: "burst",
          goodPerMinute: 5,
          poisonedPerMinute: 10,
          slots: 1,
          trial: oldest,
        });
        expect(seen.longestMs).toBeGreaterThan(2 * BOUND_MS);
      } finally {
        old.isOn = false;
      }
    },
    TEST_MS,
  );
});
