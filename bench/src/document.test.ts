import { expect, it } from "vitest";
import { tablesOf } from "./document.ts";
import { type Row, runOf, tell } from "./report.ts";

const result = {
  ...{ requestsPerSecond: 1_234.4, count: 10, answered: 12 },
  ...{ p50Ms: 1, p95Ms: 2, p99Ms: 3, p999Ms: 4, statuses: { "200": 10 } },
};
const cost = {
  ...{ apiMs: 0.5, databaseMs: 0.25, walBytes: 2_048, walRecords: 7 },
  ...{ diskBytes: 1_024, allocatedBytes: 20_480 },
};
const rows: Row[] = [
  { name: "echo: Express", rounds: [result], costs: [] },
  { name: "validate: ours", rounds: [result], costs: [cost] },
  {
    name: "validate: twin",
    rounds: [{ ...result, requestsPerSecond: 2_468.8 }],
    costs: [{ ...cost, allocatedBytes: null }],
  },
  { name: "validate, 600 a second", rounds: [{ ...result, requestsPerSecond: 600 }], costs: [] },
];
const pages = [{ name: "list of orders", p50Ms: 12, p95Ms: 20, processorMs: 9 }];
const run = {
  ...runOf({ rows, pages, settings: { seconds: 5, rounds: 1, processes: 2 } }),
  sizes: { orders: 5_000_000, costs: [{ name: "submit", emptyMs: 2, fullMs: 2.2 }] },
};

it("is written with what is compared, what each costs, and what it was measured on", () => {
  const text = tablesOf(run, "2026-11-30T000000.json");
  for (const line of [
    "| validate | 1,234 | 1.0 / 3.0 ms | 2,469 | **0.50** (0.50–0.50) |",
    "| validate: ours | 0.75 ms | 0.50, 0.25 ms | 2.0 KB, 7 | 1.0 KB | 20 KB |",
    "| validate: twin | 0.75 ms | 0.50, 0.25 ms | 2.0 KB, 7 | 1.0 KB | – |",
    "| validate, 600 a second | 1.0 ms | 3.0 ms | 4.0 ms |",
    "| list of orders | 12 ms | 20 ms | 9 ms |",
    "| submit | 2.00 ms | 2.20 ms | 1.10 |",
  ])
    expect(text).toContain(`\n${line}\n`);
  expect(text).toContain(
    "2 API processes, 1 rounds of 5 s ([the whole result](../bench/results/2026-11-30T000000.json))",
  );
  expect(text).toContain("echo: Express 1,234 a second.");
});

it("says in a terminal which answers were not 200", () => {
  expect(tell(run)).not.toContain("Not all answers");
  const [bad] = runOf({
    ...{ pages, settings: {} },
    rows: [{ name: "x", rounds: [{ ...result, statuses: { "503": 1 } }], costs: [] }],
  }).summaries;
  expect(tell({ ...run, summaries: bad === undefined ? [] : [bad] })).toContain(
    "Not all answers were 200: x",
  );
});
