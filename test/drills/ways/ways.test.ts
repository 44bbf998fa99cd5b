import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONTROL_ACTS } from "../../../apps/pos-simulator/src/control.ts";
import { TEST_ITEMS } from "../../../apps/pos-simulator/src/faults.ts";
import { until } from "../../program.ts";
import { DRILLS } from "../catalog.ts";
import type { DrillStore } from "../world-plan.ts";
import { DRILL_WAYS } from "./drill-ways.ts";
import { ITEM_WAYS } from "./item-ways.ts";
import { faultsOf, read } from "./reading.ts";
import { openStage } from "./stage.ts";
import { TILL_WAYS } from "./till-ways.ts";
import { isSaid, type Said, type Way } from "./way.ts";
import { DEATH_WAYS, WIRE_WAYS } from "./wire-ways.ts";

/**
 * A: in whatever way the simulated POS, the wires and processes of the drills fail an order, its page names a cause of
 * the closed list, says it without engineers' words, and offers a step that the order allows.
 */

const named = (kind: string, ways: Readonly<Record<string, Way>>): [string, Way][] =>
  Object.entries(ways).map(([name, way]) => [`${kind} ${name}`, way]);
const DEATHS = named("death", DEATH_WAYS);
const OTHERS = [...named("item", ITEM_WAYS), ...named("till", TILL_WAYS), ...named("wire", WIRE_WAYS)];
const ALL = [...DEATHS, ...OTHERS];
const codeOf = (name: string) => `ST-${ALL.findIndex(([each]) => each === name) + 11}`;
const SAID_WITHIN_MS = 100_000;
/** Before scaling. So long an order in doubt is said to be so, before its POS is asked. */
const QUIET_PERIOD_S = 100;

let stage: Awaited<ReturnType<typeof openStage>>;
beforeAll(async () => {
  stage = await openStage(
    ALL.map(([name, { storeClass }]) => ({ code: codeOf(name), storeClass, quietPeriodS: QUIET_PERIOD_S })),
  );
});
afterAll(() => stage[Symbol.asyncDispose]());

function storeOf(name: string): DrillStore {
  const store = stage.world.stores.find(({ code }) => code === codeOf(name));
  if (store === undefined) throw new Error(`No store for ${name}`);
  return store;
}

/** Causes it and reads on until everything that must be said was said; gives what was wrong with any reading. */
async function walk(name: string, { make, says }: Way): Promise<string[]> {
  const { world } = stage;
  const orders = await make(world, storeOf(name));
  const left = new Set<Said>(says);
  const wrong = new Set<string>();
  let last = "";
  await until(`all is said: ${name}`, SAID_WITHIN_MS, async () => {
    const readings = (await Promise.all(orders.map((order) => read(world, order)))).flat();
    for (const reading of readings) {
      for (const fault of faultsOf(reading)) wrong.add(fault);
      for (const said of left) if (isSaid(reading, said)) left.delete(said);
    }
    const [first] = readings;
    if (first) last = JSON.stringify({ state: first.state, ...first.autopsy, acts: first.acts });
    return left.size === 0;
  }).catch((error: Error) =>
    wrong.add(`${error.message}; not said: ${JSON.stringify([...left])}; last: ${last}`),
  );
  return [...wrong];
}

describe("the ways that are walked", () => {
  it("are all that the simulated POS has, and those of every drill", () => {
    expect(Object.keys(ITEM_WAYS).sort()).toEqual(Object.keys(TEST_ITEMS).sort());
    expect(Object.keys(TILL_WAYS).sort()).toEqual(Object.keys(CONTROL_ACTS).sort());
    expect(Object.keys(DRILL_WAYS).sort()).toEqual(DRILLS.map(({ name }) => name).sort());
    const known = new Set(ALL.map(([name]) => name));
    expect(
      Object.values(DRILL_WAYS)
        .flat()
        .filter((name) => !known.has(name)),
    ).toEqual([]);
  });
});

describe("an order's page", () => {
  // One after the other: a process that dies would take the orders of others with it.
  it.each(DEATHS)("says what happened where a process died: %s", async (name, way) => {
    expect(await walk(name, way)).toEqual([]);
  });

  it.concurrent.each(OTHERS)(
    "says what happened, whose job it is, and what can be done: %s",
    async (name, way) => {
      expect(await walk(name, way)).toEqual([]);
    },
  );
});
