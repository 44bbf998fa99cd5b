import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSimulator, startSimulator } from "../../../pos-simulator/src/testing.ts";
import type { PlaceOutcome, PosAdapter, PosOrder } from "./adapter.ts";
import { CLASS_A_CHECKS, type ConformanceHarness } from "./conformance.ts";
import { samplePosOrder } from "./fixtures.ts";
import { createPosRegistry, type PosRegistry } from "./registry.ts";

// The bridge adapter against the real simulator process. 0.02 makes its 20 seconds 400 ms.
let simulator: RunningSimulator;
let registry: PosRegistry;

beforeAll(async () => {
  simulator = await startSimulator({ timeScale: 0.02 });
  registry = createPosRegistry({
    now: () => new Date(),
    timings: { attemptDeadlineMs: 10_000 },
    allowLoopbackHttp: true,
  });
});

afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  await simulator[Symbol.asyncDispose]();
});

function adapter(): PosAdapter {
  return registry.adapterFor({
    locationId: "loc_1",
    posKind: "bridge",
    posSettings: { url: simulator.url, store: "YC-LC-001" },
    posSecret: simulator.key,
  });
}

function orderOf(itemId: string, priceCents: number): PosOrder {
  return samplePosOrder(itemId, priceCents, { reference: randomUUID(), store: "YC-LC-001" });
}

const harness: ConformanceHarness = {
  get adapter() {
    return adapter();
  },
  goodOrder: () => orderOf("elote", 475),
  refusedOrder: () => orderOf("sim-refuse", 100),
  lostAnswerOrder: () => orderOf("sim-lose-ack", 100),
  faultOnceOrder: () => orderOf("sim-fault-once", 100),
  lateOrder: () => ({ order: orderOf("sim-late", 100), tryMs: 200 }),
  placedCount: (reference) => simulator.journal().filter((line) => line.reference === reference).length,
};

describe("the bridge adapter with the simulated POS", () => {
  it.each(CLASS_A_CHECKS)("$name", (check) => check.run(harness));
});

/** The real adapter with its placing spoiled in one way. */
function spoiled(
  place: (order: PosOrder, ctl: Parameters<PosAdapter["place"]>[1]) => Promise<PlaceOutcome>,
): PosAdapter {
  const real = adapter();
  return {
    kind: real.kind,
    adapterClass: real.adapterClass,
    canVoid: real.canVoid,
    quietPeriodMs: real.quietPeriodMs,
    place,
    lookUp: (...args) => real.lookUp(...args),
    voidOrder: (...args) => real.voidOrder(...args),
    check: (...args) => real.check(...args),
    fetchMenu: (...args) => real.fetchMenu(...args),
  };
}

describe("the suite", () => {
  it.each<[string, () => PosAdapter, string[]]>([
    [
      "gives the POS a new reference on every try",
      () => spoiled((order, ctl) => adapter().place({ ...order, reference: randomUUID() }, ctl)),
      [
        "gives the first order to a second try of the same reference",
        "makes one order of many tries at once",
      ],
    ],
    [
      "calls what it does not know not placed",
      () =>
        spoiled(async (order, ctl) => {
          const outcome = await adapter().place(order, ctl);
          return outcome.kind === "unknown"
            ? { kind: "not_placed", reason: "guessed", call: outcome.call }
            : outcome;
        }),
      [
        "calls a lost answer unknown, and finds the order by a second try",
        "calls an order that comes late unknown until it is there, and never doubles it",
      ],
    ],
    [
      "sends after the deadline",
      () =>
        spoiled((order, ctl) => adapter().place(order, { ...ctl, deadlineMs: performance.now() + 10_000 })),
      ["sends nothing once the deadline has passed, and can prove it"],
    ],
  ])("catches an adapter that %s", async (_what, create, caughtBy) => {
    const bad: ConformanceHarness = { ...harness, adapter: create() };
    const checks = CLASS_A_CHECKS.filter((check) => caughtBy.includes(check.name));
    expect(checks).toHaveLength(caughtBy.length);
    for (const check of checks) await expect(check.run(bad)).rejects.toThrow();
  });
});
