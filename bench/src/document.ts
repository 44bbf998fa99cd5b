import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { machineOf, type Run } from "./report.ts";

const DOCUMENT = resolve(import.meta.dirname, "../../docs/benchmarks.md");
const BEGIN = "<!-- bench:report -->";
const END = "<!-- /bench:report -->";

/** Writes a run's tables into docs/benchmarks.md, between its two marks. Returns the document's path. */
export function writeDocument(run: Run, file: string): string {
  const text = readFileSync(DOCUMENT, "utf8");
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from === -1 || to < from) throw new Error(`${DOCUMENT} has no ${BEGIN} before ${END}`);
  const written = `${text.slice(0, from)}${BEGIN}\n${tablesOf(run, file)}\n${text.slice(to)}`;
  writeFileSync(DOCUMENT, written);
  return DOCUMENT;
}

/** A run as Markdown. */
export function tablesOf(run: Run, file: string): string {
  const { cpus, node, commit } = machineOf();
  const processes = run.settings.processes ?? null;
  const of = (name: string) => run.summaries.find((row) => row.name === name);
  const compared = run.ratios.flatMap(({ name, ...ratio }) => {
    const [ours, twin] = [of(`${name}: ours`), of(`${name}: twin`)];
    if (ours === undefined || twin === undefined) return [];
    const cells = [
      name,
      count(ours.requestsPerSecond),
      `${ours.p50Ms.toFixed(1)} / ${ours.p99Ms.toFixed(1)} ms`,
      count(twin.requestsPerSecond),
      `**${ratio.median.toFixed(2)}** (${ratio.lowest.toFixed(2)}–${ratio.highest.toFixed(2)})`,
    ];
    return [line(cells)];
  });
  const costs = run.summaries.flatMap(({ name, cost }) => {
    if (cost === null) return [];
    const { apiMs, databaseMs, walBytes, walRecords, diskBytes, allocatedBytes } = cost;
    const cells = [
      name,
      `${(apiMs + databaseMs).toFixed(2)} ms`,
      `${apiMs.toFixed(2)}, ${databaseMs.toFixed(2)} ms`,
      `${(walBytes / 1_024).toFixed(1)} KB, ${walRecords.toFixed(0)}`,
      `${(diskBytes / 1_024).toFixed(1)} KB`,
      allocatedBytes === null ? "–" : `${(allocatedBytes / 1_024).toFixed(0)} KB`,
    ];
    return [line(cells)];
  });
  const others = run.summaries.filter(({ name, cost }) => cost === null && !name.includes("a second"));
  const steady = run.summaries.filter(({ name }) => name.includes("a second"));
  return [
    "",
    `${commit ?? "No commit"}, ${cpus} cores with everything on them, Node ${node.slice(1)}, ${processes ?? 1} API ${processes === null || processes === 1 ? "process" : "processes"}, ${run.settings.rounds} rounds of ${run.settings.seconds} s ([the whole result](../bench/results/${file})). \`npm run bench:report\` writes these tables.`,
    "",
    "| Operation | Ours, requests/s | p50 / p99 | Twin, requests/s | Ours / twin (range) |",
    "|---|---|---|---|---|",
    ...compared,
    "",
    "| Each request costs | Processor | of it API, database | WAL, records | Disk | Heap allocated |",
    "|---|---|---|---|---|---|",
    ...costs,
    "",
    "| At a steady rate | p50 | p99 | p99.9 |",
    "|---|---|---|---|",
    ...steady.map((row) =>
      line([row.name, ...[row.p50Ms, row.p99Ms, row.p999Ms].map((ms) => `${ms.toFixed(1)} ms`)]),
    ),
    "",
    "| A page of the admin | p50 | p95 | Processor |",
    "|---|---|---|---|",
    ...run.pages.map((page) =>
      line([page.name, ...[page.p50Ms, page.p95Ms, page.processorMs].map((ms) => `${ms.toFixed(0)} ms`)]),
    ),
    ...(run.sizes === undefined
      ? []
      : [
          "",
          `| Processor time of a call | Empty database | ${count(run.sizes.orders)} orders | Ratio |`,
          "|---|---|---|---|",
          ...run.sizes.costs.map(({ name, emptyMs, fullMs }) =>
            line([
              name,
              `${emptyMs.toFixed(2)} ms`,
              `${fullMs.toFixed(2)} ms`,
              (fullMs / emptyMs).toFixed(2),
            ]),
          ),
        ]),
    "",
    `Beside these: ${others.map((row) => `${row.name} ${count(row.requestsPerSecond)} a second`).join(", ")}.`,
    "",
  ].join("\n");
}

const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const count = (value: number) => Math.round(value).toLocaleString("en");
