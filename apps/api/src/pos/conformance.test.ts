import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type RunningSimulator, startSimulator } from "../../../pos-simulator/src/testing.ts";
import type { PosAdapter, PosOrder } from "./adapter.ts";
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
