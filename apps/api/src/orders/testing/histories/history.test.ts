import { openDatabase, posReferenceOf } from "@parley/db";
import { PosOrderTakenError } from "@parley/db/orders";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { PosAdapter } from "../../../pos/adapter.ts";
import { createMemoryLedger } from "../ledger/memory-ledger.ts";
import { historyOf } from "./commands.ts";
import type { Ids } from "./process.ts";
import { type Command, type HistoryEnd, runHistory, type Setting } from "./run.ts";

/**
 * Random histories of two orders, and of a third that its POS fails whenever it comes (A), with the real code: two
 * processes with the real dispatcher, the real acts and the real room of orders; a clock, a network and a POS that
 * the history controls; and a ledger in memory, behind a gate that runs one query at a time in any order and may
 * lose its caller.
 *
 * Orders are not voided here: see the model for what a void that outlives its lease may do.
 *
 * FC_RUNS histories in all (20,000), from FC_SEED (a new one each time); a failure prints its seed and its
 * shortest history.
 */

vi.mock("@parley/db/orders", async (original) => {
  const real = await original<typeof import("@parley/db/orders")>();
  const { gatedQueries } = await import("./gate.ts");
  return { ...real, ...gatedQueries(real) };
});

const RUNS = Number(process.env.FC_RUNS ?? 20_000);
const SEED = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) };
const CLASSES = ["A", "B", "C", "D"] as const;
const START = new Date("2026-01-15T12:34:56.789Z");
const TEST_MS = 600_000;

// Never used for a connection: a handle only needs an object with the type of a database.
const nowhere = openDatabase({ url: "postgres://nowhere.invalid/none" });
const memoryIds: Ids = {
  connectionId: "con_1",
  parOrganizationId: "ORG",
  parLocationId: "LOC",
  brandId: "brd_1",
  locationId: "loc_1",
};

beforeAll(() => {
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
  });
});
afterAll(() => vi.useRealTimers());

const clock = { advance: (ms: number) => vi.advanceTimersByTime(ms), nowMs: () => Date.now() };

function reset(): void {
  vi.clearAllTimers();
  vi.setSystemTime(START);
}

async function inMemory(setting: Setting, commands: readonly Command[]): Promise<HistoryEnd> {
  reset();
  // A history never yields to the event loop, but the test runner needs that from time to time.
  await new Promise((resolve) => setImmediate(resolve));
  const ledger = createMemoryLedger({
    posReferenceOf,
    taken: (orderId, posOrderId) => new PosOrderTakenError(orderId, posOrderId),
  });
  const traces = async () => ledger.listOrders().map(({ id }) => ledger.traceOf(id));
  return await runHistory({ ...clock, ids: memoryIds, like: nowhere, ledger, traces }, setting, commands);
}

/** What goes wrong in the first bad one of many histories, by the names of the sets. */
async function firstWrong(setting: Setting, runs: number): Promise<string> {
  const found = await fc.check(
    fc.asyncProperty(historyOf(), async (commands) => (await inMemory(setting, commands)).wrong.length === 0),
    { numRuns: runs, ...SEED },
  );
  const commands = found.counterexample?.[0] ?? [];
  return (await inMemory(setting, commands)).wrong.map((line) => line.split(":", 1)[0]).join();
}

describe("random histories", () => {
  it.each(CLASSES)(
    "leave all nine sets empty at a POS of class %s",
    async (adapterClass) => {
      await fc.assert(
        fc.asyncProperty(historyOf(), async (commands) => {
          const { wrong } = await inMemory({ adapterClass, canVoid: false }, commands);
          expect(wrong).toEqual([]);
        }),
        { numRuns: RUNS / CLASSES.length, ...SEED },
      );
    },
    TEST_MS,
  );
});

/** An adapter that reports another outcome for a try that ended in doubt. */
function misreading(to: "not_placed" | "refused"): (plain: PosAdapter) => PosAdapter {
  return (plain) => ({
    ...plain,
    async place(order, ctl) {
      const outcome = await plain.place(order, ctl);
      if (outcome.kind !== "unknown") return outcome;
      return to === "refused"
        ? { kind: "refused", issues: [{ code: "pos_error", message: "No answer" }], call: null }
        : { kind: "not_placed", reason: "deadline", call: null };
    },
  });
}

/** A POS that may work on an order for longer than its settings say. */
function impatient(plain: PosAdapter): PosAdapter {
  return { ...plain, quietPeriodMs: 0 };
}

const MUTANTS: [does: string, setting: Setting, finds: string][] = [
  ["resends blindly", { adapterClass: "C", canVoid: false, faults: { claims: "A" } }, "doubled"],
  [
    "says rejected on a time-out",
    { adapterClass: "D", canVoid: false, adapter: misreading("refused") },
    "ghost",
  ],
  [
    "takes a time-out for proof, and says errored",
    { adapterClass: "A", canVoid: false, adapter: misreading("not_placed") },
    "ghost",
  ],
  ["believes a person in haste", { adapterClass: "D", canVoid: false, adapter: impatient }, "ghost"],
  ["sends before it writes", { adapterClass: "C", canVoid: false, sendsFirst: true }, "doubled"],
];

describe("random histories of a gateway that", () => {
  it.each(MUTANTS)(
    "%s find it out within a few thousand",
    async (_does, setting, finds) => {
      expect(await firstWrong(setting, 4_000)).toContain(finds);
    },
    TEST_MS,
  );
});
