import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join, resolve } from "node:path";
import type { PageCost } from "./admin-pages.ts";
import type { Cost } from "./cost.ts";
import type { LoadResult } from "./load.ts";
import type { SizeCost } from "./sizes.ts";

/** What was measured, as a table for people and as JSON for comparing runs. */

export interface Row {
  name: string;
  rounds: LoadResult[];
  /** Of each round, where it was asked for. */
  costs: Cost[];
}

export interface Summary {
  name: string;
  requestsPerSecond: number;
  lowest: number;
  highest: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  p999Ms: number;
  statuses: Record<string, number>;
  /** What a request costs; null where it was not asked for. */
  cost: Cost | null;
}

/** Ours against its twin. */
export interface Ratio {
  name: string;
  median: number;
  lowest: number;
  highest: number;
}

export interface Run {
  settings: Record<string, number | null>;
  summaries: Summary[];
  ratios: Ratio[];
  pages: PageCost[];
  sizes?: { orders: number; costs: SizeCost[] };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
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
    p999Ms: median(of((result) => result.p999Ms)),
    statuses,
    cost: costOf(row.costs),
  };
}

function costOf(costs: readonly Cost[]): Cost | null {
  if (costs.length === 0) return null;
  const of = (pick: (cost: Cost) => number) => median(costs.map(pick));
  const isTraced = costs.every(({ allocatedBytes }) => allocatedBytes !== null);
  return {
    apiMs: of((cost) => cost.apiMs),
    databaseMs: of((cost) => cost.databaseMs),
    walBytes: of((cost) => cost.walBytes),
    walRecords: of((cost) => cost.walRecords),
    diskBytes: of((cost) => cost.diskBytes),
    allocatedBytes: isTraced ? of((cost) => cost.allocatedBytes ?? 0) : null,
  };
}

/** Ours against its twin, round by round, since two rounds of one host can differ more than the two programs. */
export function ratios(ours: Row, twin: Row): Omit<Ratio, "name"> {
  const all = ours.rounds.map(
    (round, index) => round.requestsPerSecond / (twin.rounds[index]?.requestsPerSecond ?? Number.NaN),
  );
  return { median: median(all), lowest: Math.min(...all), highest: Math.max(...all) };
}

const OURS = ": ours";

export function runOf(measured: { rows: readonly Row[] } & Pick<Run, "pages" | "settings">): Run {
  const { rows, pages, settings } = measured;
  const compared = rows.flatMap((ours) => {
    if (!ours.name.endsWith(OURS)) return [];
    const name = ours.name.slice(0, -OURS.length);
    const twin = rows.find((row) => row.name === `${name}: twin`);
    return twin === undefined ? [] : [{ name, ...ratios(ours, twin) }];
  });
  return { settings, summaries: rows.map(summarise), ratios: compared, pages };
}

const whole = (value: number) => value.toFixed(0).padStart(7);
const fine = (value: number, digits = 1) => value.toFixed(digits).padStart(7);

/** A run as text for a terminal. */
export function tell(run: Run): string {
  const times = run.summaries.map((row) => {
    const statuses = Object.entries(row.statuses).map(([status, count]) => `${status}×${count}`);
    const rates = `${whole(row.requestsPerSecond)} ${whole(row.lowest)} ${whole(row.highest)}`;
    const delays = [row.p50Ms, row.p95Ms, row.p99Ms, row.p999Ms].map((ms) => fine(ms)).join(" ");
    return `${row.name.padEnd(28)} ${rates} ${delays}     ${statuses.join(" ")}`;
  });
  const costs = run.summaries.flatMap(({ name, cost }) => {
    if (cost === null) return [];
    const cells = [
      ...[cost.apiMs, cost.databaseMs, cost.apiMs + cost.databaseMs].map((ms) => fine(ms, 2)),
      ...[cost.walBytes, cost.walRecords, cost.diskBytes].map(whole),
      cost.allocatedBytes === null ? "" : whole(cost.allocatedBytes / 1_024),
    ];
    return [`${name.padEnd(28)} ${cells.join(" ")}`];
  });
  const failed = run.summaries.filter((row) => Object.keys(row.statuses).some((status) => status !== "200"));
  return [
    "",
    `${"".padEnd(28)}   req/s  lowest highest     p50     p95     p99   p99.9 ms  statuses`,
    ...times,
    "",
    `${"each costs".padEnd(28)}     API      DB    both     WAL records    disk  heap KB`,
    ...costs,
    "",
    "Ours / twin, by round (median, range):",
    ...run.ratios.map(
      ({ name, ...row }) =>
        `  ${name.padEnd(22)} ${row.median.toFixed(2)}  (${row.lowest.toFixed(2)} to ${row.highest.toFixed(2)})`,
    ),
    ...(run.sizes?.costs ?? []).map(
      ({ name, emptyMs, fullMs }) =>
        `  ${name}: ${fullMs.toFixed(2)} ms of processor beside ${run.sizes?.orders.toLocaleString("en")} orders, ${emptyMs.toFixed(2)} beside none: ${(fullMs / emptyMs).toFixed(2)}`,
    ),
    ...(failed.length === 0
      ? []
      : ["", `Not all answers were 200: ${failed.map(({ name }) => name).join(", ")}`]),
  ].join("\n");
}

/** What a run was made on. */
export interface Machine {
  cpus: number;
  model: string;
  memoryMiB: number;
  node: string;
  /** Null outside a checkout. */
  commit: string | null;
}

export function machineOf(): Machine {
  return {
    cpus: cpus().length,
    model: cpus()[0]?.model ?? "",
    memoryMiB: Math.round(totalmem() / 2 ** 20),
    node: process.version,
    commit: commitOf(),
  };
}

function commitOf(): string | null {
  try {
    const run = (...args: string[]) =>
      execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8" });
    return `${run("rev-parse", "--short", "HEAD").trim()}${run("status", "--porcelain", "-uno") === "" ? "" : " and changes"}`;
  } catch {
    return null;
  }
}

const RESULTS = resolve(import.meta.dirname, "../results");

/** Writes a run beside the others. Returns the file's name. */
export function writeRun(content: object, at = new Date()): string {
  mkdirSync(RESULTS, { recursive: true });
  const name = `${at.toISOString().slice(0, 19).replaceAll(":", "")}.json`;
  const text = JSON.stringify({ at: at.toISOString(), machine: machineOf(), ...content }, null, 2);
  writeFileSync(join(RESULTS, name), `${text}\n`);
  return name;
}
