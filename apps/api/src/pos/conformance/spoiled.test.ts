import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSimulator, startSimulator } from "../../../../pos-simulator/src/testing/simulator.ts";
import type { PlaceOutcome, PosAdapter, PosOrder } from "../adapter.ts";
import { createPosRegistry, type PosRegistry } from "../registry.ts";
import { storeOf } from "../testing/store-of.ts";
import { conformanceChecks } from "./conformance.ts";
import type { ConformanceHarness } from "./harness.ts";
import { samplePosOrder } from "./sample-order.ts";

// The real adapter with one fault in how it places orders, against a real POS of class A.
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
  const settings = { url: simulator.url, store: "YC-LC-001", class: "A" };
  return registry.adapterFor(storeOf({ kind: "bridge", settings, secret: simulator.key }));
}

function harnessOf(spoiled: PosAdapter): ConformanceHarness {
  const orderOf = (itemId: string, cents: number) => samplePosOrder(itemId, cents, { store: "YC-LC-001" });
  return {
    adapter: spoiled,
    goodOrder: () => orderOf("elote", 475),
    refusedOrder: () => orderOf("sim-refuse", 100),
    lostAnswerOrder: () => orderOf("sim-lose-ack", 100),
    faultOnceOrder: () => orderOf("sim-fault-once", 100),
    lateOrder: () => ({ order: orderOf("sim-late", 100), tryMs: 200 }),
    overtakenOrder: () => orderOf("sim-held", 100),
    crossedAnswerOrder: () => orderOf("sim-crossed-ack", 100),
    doubleAnswerOrder: () => orderOf("sim-duplicate-ack", 100),
    placedCount: (reference) => simulator.journal().filter((line) => line.reference === reference).length,
  };
}

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
        "calls a lost answer unknown",
        "calls an order that comes late unknown",
        "does not take another order's answer for its own",
      ],
    ],
    [
      "believes whatever order an answer names",
      () =>
        spoiled(async (order, ctl) => {
          const outcome = await adapter().place(order, ctl);
          if (outcome.kind !== "unknown") return outcome;
          const { pos_order_id: posOrderId } = JSON.parse(outcome.call?.responseBody ?? "{}");
          return { kind: "placed", posOrderId: String(posOrderId), readyAt: null, call: outcome.call };
        }),
      ["does not take another order's answer for its own"],
    ],
    [
      "sends after the deadline",
      () =>
        spoiled((order, ctl) => adapter().place(order, { ...ctl, deadlineMs: performance.now() + 10_000 })),
      ["sends nothing once the deadline has passed, and can prove it"],
    ],
  ])("catches an adapter that %s", async (_what, create, caughtBy) => {
    const bad = harnessOf(create());
    const checks = conformanceChecks({ adapterClass: "A", canVoid: false });
    const expected = checks.filter((check) => caughtBy.includes(check.name));
    expect(expected).toHaveLength(caughtBy.length);
    for (const check of expected) await expect(check.run(bad)).rejects.toThrow();
  });
});
