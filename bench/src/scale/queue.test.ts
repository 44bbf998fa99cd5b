import { expect, it } from "vitest";
import { seeded, simulate } from "./queue.ts";

const call = (perSecond: number, apiMs: number, databaseMs: number) => [
  { name: "call", perSecond, apiMs, databaseMs },
];

it("tells of one core what the theory of queues does: at half load its work and as much again", () => {
  const { apiBusy, p50Ms, p99Ms } = simulate({
    ...{ work: call(50, 10, 1e-9), apiCores: 1, databaseCores: 1 },
    ...{ seconds: 20_000, random: seeded(1) },
  });
  expect(apiBusy).toBeCloseTo(0.5, 1);
  // In an M/M/1 queue of half load a stay is exponential with twice the mean of the work.
  expect(p50Ms / (20 * Math.log(2))).toBeCloseTo(1, 1);
  expect(p99Ms / (20 * Math.log(100))).toBeCloseTo(1, 1);
});

it("is busy by what comes and what it takes, however many cores share it", () => {
  const { apiBusy, databaseBusy } = simulate({
    ...{ work: [...call(100, 2, 8), ...call(300, 1, 0)], apiCores: 2, databaseCores: 4 },
    ...{ seconds: 2_000, random: seeded(2) },
  });
  expect(apiBusy).toBeCloseTo((100 * 2 + 300 * 1) / 2_000, 1);
  expect(databaseBusy).toBeCloseTo((100 * 8) / 4_000, 1);
});

it("waits less with more cores", () => {
  const of = (apiCores: number) =>
    simulate({
      ...{ work: call(150, 6, 1), apiCores, databaseCores: 4 },
      ...{ seconds: 500, random: seeded(3) },
    }).p99Ms;
  expect(of(1)).toBeGreaterThan(of(2));
  expect(of(2)).toBeGreaterThan(of(4));
});
