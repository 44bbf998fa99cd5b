import { parseArgs } from "node:util";
import { openDatabase } from "@parley/db";
import postgres from "postgres";
import { cpuMs } from "./processor.ts";
import { fill } from "./search/fill.ts";
import { openExplained, type SearchWork, search } from "./search/plans.ts";
import { SEEDED, startSeeded } from "./search/server.ts";
import { type Picked, pickOrders, TERMS } from "./search/terms.ts";

// `npm run bench:search -- --orders N`: for each kind of term, how long a search takes and what PostgreSQL does for it.
// Fails where a table is read from one end to the other. The database stays in .data/bench-search, so the next run
// starts at once. Time is the machine's; processor time, buffers and rows are ours.

const { values } = parseArgs({
  options: { orders: { type: "string", default: "1000000" }, rounds: { type: "string", default: "100" } },
});
const [total, rounds] = [Number(values.orders), Number(values.rounds)];
/** Plans are asked for apart, because telling them takes time. */
const EXPLAINED = 10;
const log = (text: string) => void process.stdout.write(`${text}\n`);

await using server = await startSeeded(SEEDED);
await fill(server.ownerUrl, total, log);
const sql = postgres(server.ownerUrl, { max: 1 });
const picked = await pickOrders(sql, { total, count: rounds });
await sql.end();
await using db = openDatabase({ url: server.ownerUrl, role: null, max: 2 });
await using explained = await openExplained(server.ownerUrl);
log(`
${total.toLocaleString("en")} orders, ${picked.length} terms of each kind

| Term | Found | p50 | p95 | p99 | CPU, with the server's | Buffers, median and most | Rows | Plan |
|---|---|---|---|---|---|---|---|---|`);
const all: number[] = [];
const scanned: string[] = [];
for (const [kind, termOf] of Object.entries(TERMS)) {
  const { times, found, cpu } = await timed(picked, termOf);
  all.push(...times);
  const works: SearchWork[] = [];
  for (const order of picked.slice(0, EXPLAINED)) works.push(await explained.work(termOf(order)));
  const tables = [...new Set(works.flatMap((work) => [...work.scanned]))];
  if (tables.length > 0) scanned.push(`${kind}: ${tables.join(", ")}`);
  const buffers = works.map((work) => work.buffers);
  const indexes = new Set(works.flatMap((work) => [...work.indexes]));
  log(
    `| ${[
      kind,
      `${found} of ${picked.length}`,
      ...[0.5, 0.95, 0.99].map((share) => `${at(times, share).toFixed(1)} ms`),
      `${cpu.toFixed(1)} ms`,
      `${at(buffers, 0.5)}, ${at(buffers, 1)}`,
      Math.round(
        at(
          works.map((work) => work.rows),
          0.5,
        ),
      ),
      tables.length === 0 ? `${indexes.size} indexes` : `scans ${tables.join(", ")}`,
    ].join(" | ")} |`,
  );
}
log(
  `\nAll: p50 ${at(all, 0.5).toFixed(1)} ms, p95 ${at(all, 0.95).toFixed(1)} ms, p99 ${at(all, 0.99).toFixed(1)} ms`,
);
if (scanned.length > 0) {
  log(`A table is read whole by ${scanned.join("; ")}`);
  process.exitCode = 1;
}

/** Searches for each order in turn; a first search, which opens the connections, is not counted. */
async function timed(orders: readonly Picked[], termOf: (order: Picked) => string) {
  const times: number[] = [];
  let found = 0;
  await search(db, "warm up");
  const cpuBefore = cpuMs(server.pid);
  for (const order of orders) {
    const startedAt = performance.now();
    if ((await search(db, termOf(order))) > 0) found += 1;
    times.push(performance.now() - startedAt);
  }
  return { times, found, cpu: (cpuMs(server.pid) - cpuBefore) / orders.length };
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
