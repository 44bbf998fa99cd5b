import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSimulator, startSimulator } from "../../../../pos-simulator/src/testing/simulator.ts";
import type { AdapterClass, PosAdapter } from "../adapter.ts";
import { createPosRegistry, type PosRegistry } from "../registry.ts";
import { storeOf } from "../testing/store-of.ts";
import { CLASS_CHECKS, conformanceChecks, VOID_CHECKS } from "./conformance.ts";
import type { ConformanceCheck, ConformanceHarness } from "./harness.ts";
import { samplePosOrder } from "./sample-order.ts";

// The bridge adapter against real simulator processes that play each class. 0.02 turns 20 s into 400 ms.
const TIME_SCALE = 0.02;
const PLAYED = {
  A: { process: 0, store: "YC-LC-001" },
  B: { process: 0, store: "YC-LC-002" },
  C: { process: 1, store: "YC-LC-001" },
  D: { process: 1, store: "YC-LC-002" },
} as const satisfies Record<AdapterClass, object>;
/** Every class but D is played with voiding; D shows what happens to a claim of voiding without it. */
const CLASSES = ["YC-LC-001=A+X,YC-LC-002=B+X", "YC-LC-001=C+X,YC-LC-002=D"];

let simulators: RunningSimulator[] = [];
let registry: PosRegistry;

beforeAll(async () => {
  simulators = await Promise.all(
    CLASSES.map((classes) => startSimulator({ timeScale: TIME_SCALE, classes })),
  );
  registry = createPosRegistry({
    now: () => new Date(),
    timings: { attemptDeadlineMs: 10_000 },
    timeScale: TIME_SCALE,
    allowLoopbackHttp: true,
  });
});

afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  for (const simulator of simulators) await simulator[Symbol.asyncDispose]();
});

function simulatorOf(played: AdapterClass): RunningSimulator {
  const simulator = simulators[PLAYED[played].process];
  if (!simulator) throw new Error(`No simulator plays class ${played}`);
  return simulator;
}

/** An adapter that claims one class, with a POS that plays the same or another. */
function adapterOf(claimed: AdapterClass, played: AdapterClass, canVoid: boolean): PosAdapter {
  const { url, key } = simulatorOf(played);
  return registry.adapterFor(
    storeOf({
      lane: `loc_${claimed} ${played} ${canVoid}`,
      kind: "bridge",
      settings: { url, store: PLAYED[played].store, class: claimed, can_void: canVoid },
      secret: key,
    }),
  );
}

function harnessOf(adapter: PosAdapter, played: AdapterClass): ConformanceHarness {
  const { store } = PLAYED[played];
  const orderOf = (itemId: string, priceCents: number) => samplePosOrder(itemId, priceCents, { store });
  const simulator = simulatorOf(played);
  const linesOf = (reference: string) => simulator.journal().filter((line) => line.reference === reference);
  return {
    adapter,
    goodOrder: () => orderOf("elote", 475),
    refusedOrder: () => orderOf("sim-refuse", 100),
    lostAnswerOrder: () => orderOf("sim-lose-ack", 100),
    faultOnceOrder: () => orderOf("sim-fault-once", 100),
    lateOrder: () => ({ order: orderOf("sim-late", 100), tryMs: 200 }),
    overtakenOrder: () => orderOf("sim-held", 100),
    crossedAnswerOrder: () => orderOf("sim-crossed-ack", 100),
    doubleAnswerOrder: () => orderOf("sim-duplicate-ack", 100),
    placedCount: (reference) => linesOf(reference).length,
    noteOf: (reference) => linesOf(reference)[0]?.notes ?? null,
    voidedCount: (reference) => simulator.voids().filter((line) => line.reference === reference).length,
  };
}

describe.each<AdapterClass>(["A", "B", "C", "D"])("the bridge adapter with a POS of class %s", (letter) => {
  const canVoid = letter !== "D";
  it.each(conformanceChecks({ adapterClass: letter, canVoid }))("$name", (check) =>
    check.run(harnessOf(adapterOf(letter, letter, canVoid), letter)),
  );
});

/** The names of the checks that the harness does not pass. */
async function failures(checks: readonly ConformanceCheck[], harness: ConformanceHarness): Promise<string[]> {
  const failed: string[] = [];
  for (const check of checks) {
    await check.run(harness).catch(() => failed.push(check.name));
  }
  return failed;
}

const AT_ONCE = "makes one order of many tries at once";
const LOST = "finds the order of a lost answer by a second try";
const LATE = "never doubles an order that comes late, however often it is tried again";
const OVERTAKEN = "never doubles an order whose first try arrives after its second";
const LOOK_UP = "looks an order up by our reference: absent before, found after, under the same id";
const SAME = "gives the first order to a second try of the same reference";
const DUPLICATE = "says that a second try of the same reference is a duplicate, and finds the first";

describe("the suite of a class", () => {
  it.each<[AdapterClass, AdapterClass, string[]]>([
    ["A", "B", [AT_ONCE, LOST, LATE, SAME]],
    ["A", "C", [AT_ONCE, LOST, LATE, OVERTAKEN, SAME]],
    ["A", "D", [LOOK_UP, AT_ONCE, LOST, LATE, OVERTAKEN, SAME]],
    ["B", "C", [AT_ONCE, LOST, LATE, OVERTAKEN, DUPLICATE]],
    ["B", "D", [LOOK_UP, AT_ONCE, LOST, LATE, OVERTAKEN, DUPLICATE]],
    ["C", "D", CLASS_CHECKS.C.map((check) => check.name)],
  ])("%s is not passed by a POS of class %s", async (claimed, played, caughtBy) => {
    const harness = harnessOf(adapterOf(claimed, played, false), played);
    expect(await failures(CLASS_CHECKS[claimed], harness)).toEqual(caughtBy);
  });

  it("that claims to void is not passed by a POS that cannot", async () => {
    const harness = harnessOf(adapterOf("D", "D", true), "D");
    expect(await failures(VOID_CHECKS, harness)).toEqual(VOID_CHECKS.map((check) => check.name));
  });

  it("C is not passed where the quiet period is shorter than the POS may take", async () => {
    const { url, key } = simulatorOf("C");
    const adapter = registry.adapterFor(
      storeOf({
        lane: "loc_hasty",
        kind: "bridge",
        settings: { url, store: PLAYED.C.store, class: "C", quiet_period_s: 0 },
        secret: key,
      }),
    );
    const harness = harnessOf(adapter, "C");
    const lateOrder = () => ({ ...harness.lateOrder(), tryMs: 20 });
    expect(await failures(CLASS_CHECKS.C, { ...harness, lateOrder })).toEqual([
      "finds an order that comes late by the end of the quiet period",
    ]);
  });
});
