import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Stack, startStack } from "./stack.ts";

/** What real callers send, among each other, at tills of each class and in three currencies (A–K). */

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({
    env: {
      POS_SIMULATOR_STORES: "YC-EUR:EUR,YC-JPY:JPY",
      POS_SIMULATOR_CLASSES: "YC-LC-002=B,YC-EUR=C,YC-JPY=D",
      // A busy machine is no reason to doubt a till; those that answer nothing are cut off all the same.
      ATTEMPT_DEADLINE_MS: "30000",
      LEASE_MS: "45000",
    },
  });
});
afterAll(() => stack?.[Symbol.asyncDispose]());

interface Report {
  kitchen_compared: boolean;
  unexpected_examples: string[];
  kinds: { kind: string; sent: number; expected: number }[];
  told: Record<string, number>;
  faults: Record<string, number>;
  examples: Record<string, string[]>;
}

it("answers 220 orders of every shape as expected, loses none, doubles none, and fails none", async () => {
  const journal = join(stack.dataDir, "pos-simulator", "journal.jsonl");
  const locations = "PAR-LOC-12345,PAR-LOC-12346,PAR-YC-EUR,PAR-YC-JPY";
  const flow = ["--mix", "real", "--rate", "20", "--for", "11s", "--settle", "60s"];
  const { output, code } = await stack.lab(
    "stream",
    ...flow,
    ...["--locations", locations, "--journal", journal, "--json"],
  );
  const report: Report = JSON.parse(output.slice(output.indexOf("{\n")));
  expect(report.unexpected_examples).toEqual([]);
  expect(Object.values(report.examples).flat()).toEqual([]);
  expect(code).toBe(0);
  expect(report.kitchen_compared).toBe(true);
  expect(Object.values(report.faults).every((count) => count === 0)).toBe(true);
  expect(report.told.placed).toBeGreaterThan(100);
  for (const { kind, sent, expected } of report.kinds) expect([kind, expected]).toEqual([kind, sent]);
  // Each shape comes before any comes again as often as it should.
  expect(report.kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["ordinary", "a part of a yen (F)", "poisoned: the POS fails it always (A)"]),
  );
});
