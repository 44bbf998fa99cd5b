import { describe, expect, it } from "vitest";
import { brokenSets, type SetName } from "./checker/check.ts";
import { printVerdict } from "./checker/report.ts";
import { buildMutant } from "./mutants/build.ts";
import { MUTANT_NAMES, type MutantName } from "./mutants/catalog.ts";
import { frozenWorker, killedWorker, silentPos } from "./mutants/test-runs.ts";

/**
 * The real gateway and the broken ones go through the same test runs. The real one breaks no promise; each broken
 * one breaks the promises that its mistake affects, and the checker must name them.
 */

const TEST_RUNS = { frozenWorker, killedWorker, silentPos };

/** By mutant: the test run that shows its mistake, and the promise that it breaks there at least. */
const CAUGHT: Readonly<Record<MutantName, { on: keyof typeof TEST_RUNS; by: SetName }>> = {
  blind_resend: { on: "silentPos", by: "doubled" },
  errored_on_timeout: { on: "silentPos", by: "ghost" },
  send_before_write: { on: "killedWorker", by: "doubled" },
  no_quiet_period: { on: "silentPos", by: "doubled" },
  no_fencing: { on: "frozenWorker", by: "replayUnequal" },
};

describe("the gateway", () => {
  it.each(["silentPos", "killedWorker", "frozenWorker"] as const)("breaks no promise: %s", async (name) => {
    const verdict = await TEST_RUNS[name]({ isOver: () => true });
    expect(verdict.isClean, printVerdict(verdict)).toBe(true);
    expect(verdict.counts.ends).toEqual({ placed: verdict.counts.orders, rejected: 0, errored: 0, open: 0 });
  });
});

describe("a gateway that is broken on purpose", () => {
  it.each(MUTANT_NAMES)("is caught by the checker: %s", async (name) => {
    const { on, by } = CAUGHT[name];
    const { apiMain } = buildMutant(name);
    const verdict = await TEST_RUNS[on]({ apiMain, isOver: (seen) => brokenSets(seen).includes(by) });
    expect(brokenSets(verdict), printVerdict(verdict)).toContain(by);
  });
});
