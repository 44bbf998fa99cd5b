import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSimulator, startSimulator } from "../../../../pos-simulator/src/testing/simulator.ts";
import type { AdapterClass } from "../adapter.ts";
import { createPosRegistry, type PosRegistry } from "../registry.ts";
import { storeOf } from "../testing/store-of.ts";
import { liveChecksOf, runLive } from "./live.ts";
import { samplePosOrder } from "./sample-order.ts";

// Real simulator processes that play each class, seen by their answers alone.
const STORES = { A: "YC-LC-001", B: "YC-LC-002" } as const;

let simulators: RunningSimulator[] = [];
let registry: PosRegistry;
beforeAll(async () => {
  simulators = await Promise.all(
    ["YC-LC-001=A+X,YC-LC-002=B+X", "YC-LC-001=C,YC-LC-002=D"].map((classes) =>
      startSimulator({ timeScale: 0.02, classes }),
    ),
  );
  registry = createPosRegistry({
    now: () => new Date(),
    timings: { attemptDeadlineMs: 10_000 },
    timeScale: 0.02,
    allowLoopbackHttp: true,
  });
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  for (const simulator of simulators) await simulator[Symbol.asyncDispose]();
});

/** The checks that a POS of one class does not pass where another is claimed of it. */
async function failures(claimed: AdapterClass, played: AdapterClass, canVoid = false, budgetMs = 60_000) {
  const simulator = simulators[played === "A" || played === "B" ? 0 : 1];
  const store = played === "A" || played === "C" ? STORES.A : STORES.B;
  const settings = { url: simulator?.url, store, class: claimed, can_void: canVoid };
  const lane = `live ${claimed} ${played} ${canVoid}`;
  const adapter = registry.adapterFor(
    storeOf({ lane, kind: "bridge", settings, secret: simulator?.key ?? "" }),
  );
  const goodOrder = () => samplePosOrder("elote", 475, { store });
  const results = await runLive({ adapter, goodOrder, budgetMs });
  expect(results.map(({ check }) => check)).toEqual(liveChecksOf({ adapterClass: claimed, canVoid }));
  expect(results.every(({ passed, said }) => passed === (said === null))).toBe(true);
  return results.flatMap(({ check, passed }) => (passed ? [] : [check]));
}

describe("a POS at work", () => {
  it.each<[AdapterClass, boolean]>([
    ["A", true],
    ["B", true],
    ["C", false],
    ["D", false],
  ])("of class %s passes its own checks (taking back: %s)", async (letter, canVoid) => {
    expect(await failures(letter, letter, canVoid)).toEqual([]);
  });

  it.each<[AdapterClass, AdapterClass, string[]]>([
    ["A", "B", ["same_again", "many_tries"]],
    ["A", "C", ["same_again", "many_tries"]],
    ["B", "A", ["duplicate"]],
    ["C", "D", ["look_up"]],
  ])("does not pass as %s where it is of class %s", async (claimed, played, caughtBy) => {
    expect(await failures(claimed, played)).toEqual(expect.arrayContaining(caughtBy));
  });

  it.each<[AdapterClass, AdapterClass]>([
    ["C", "A"],
    ["C", "B"],
    ["D", "A"],
  ])("passes as %s where it is of class %s, whose checks are more", async (claimed, played) => {
    expect(await failures(claimed, played)).toEqual([]);
  });

  it("that takes nothing back does not pass as one that does", async () => {
    expect(await failures("C", "C", true)).toEqual(["void", "voided_again", "nothing_to_void"]);
  });

  it("has not passed what there was no time for", async () => {
    expect(await failures("A", "A", false, 0)).toEqual(liveChecksOf({ adapterClass: "A", canVoid: false }));
  });
});
