import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { LoadResult } from "./load.ts";

/** What was measured, as a table for people and as JSON for comparing runs. */

export interface Row {
  name: string;
  rounds: LoadResult[];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export interface Summary {
  name: string;
  requestsPerSecond: number;
  lowest: number;
  highest: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  statuses: Record<string, number>;
}

export function summarise(row: Row): Summary {
  const of = (pick: (result: LoadResult) => number) => row.rounds.map(pick);
  const rates = of((result) => result.requestsPerSecond);
  const statuses: Record<string, number> = {};
  for (const round of row.rounds) {
    for (const [status, count] of Object.entries(round.statuses))
      statuses[status] = (statuses[status] ?? 0) + count;
  }
  return {
    name: row.name,
    requestsPerSecond: median(rates),
    lowest: Math.min(...rates),
    highest: Math.max(...rates),
    p50Ms: median(of((result) => result.p50Ms)),
    p95Ms: median(of((result) => result.p95Ms)),
    p99Ms: median(of((result) => result.p99Ms)),
    statuses,
  };
}

/** Ours against its twin, round by round, since two rounds of one host can differ more than the two programs. */
export function ratios(ours: Row, twin: Row): { median: number; lowest: number; highest: number } {
  const all = ours.rounds.map(
    (round, index) => round.requestsPerSecond / (twin.rounds[index]?.requestsPerSecond ?? Number.NaN),
  );
  return { median: median(all), lowest: Math.min(...all), highest: Math.max(...all) };
}

const whole = (value: number) => value.toFixed(0).padStart(7);
const ms = (value: number) => value.toFixed(1).padStart(7);

export function table(summaries: readonly Summary[]): string {
  const head = `${"".padEnd(22)}  req/s    lowest highest     p50     p95     p99 ms  statuses`;
  const lines = summaries.map((row) => {
    const statuses = Object.entries(row.statuses).map(([status, count]) => `${status}×${count}`);
    const rates = `${whole(row.requestsPerSecond)} ${whole(row.lowest)} ${whole(row.highest)}`;
    return `${row.name.padEnd(20)} ${rates} ${ms(row.p50Ms)} ${ms(row.p95Ms)} ${ms(row.p99Ms)}     ${statuses.join(" ")}`;
  });
  return [head, ...lines].join("\n");
}

/** Writes the run beside the others. Returns the file's name. */
export function writeResult(folder: string, at: Date, content: object): string {
  mkdirSync(folder, { recursive: true });
  const name = `${at.toISOString().slice(0, 19).replaceAll(":", "")}.json`;
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? "",
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    node: process.version,
  };
  writeFileSync(
    join(folder, name),
    `${JSON.stringify({ at: at.toISOString(), machine, ...content }, null, 2)}\n`,
  );
  return name;
}
