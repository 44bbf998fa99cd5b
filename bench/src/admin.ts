import { resolve } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { actInBulk } from "./admin/bulk.ts";
import { fillCalls } from "./admin/calls.ts";
import { fillCharts } from "./admin/charts.ts";
import { readQueries } from "./admin/documents.ts";
import { makeKey, makeKnown, untilSealed } from "./admin/known.ts";
import { ask } from "./admin/measure.ts";
import { fillPeople } from "./admin/people.ts";
import { moveToPresent } from "./admin/recent.ts";
import { rowsOf, unasked } from "./admin/rows.ts";
import { fill } from "./search/fill.ts";
import { SEEDED, startSeeded } from "./search/server.ts";
import { startProduct } from "./stage.ts";

// `npm run bench:admin -- --orders N`: how long every query of the admin takes over a year's rows, through the real
// API. Fails where a median is over 300 ms, where a dry run, an import or an undo of 100,000 mappings takes over 10 s,
// and where the admin has a query that is not asked here. The database is that of bench:search, and stays; `--only
// Submits` asks one operation, `--only "Bulk mappings"` those three, `--judge processor` judges by processor time where
// others use the machine.

const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "3000000" },
    rounds: { type: "string", default: "20" },
    data: { type: "string", default: SEEDED },
    only: { type: "string", default: "" },
    judge: { type: "string", default: "time" },
  },
});
const MOST_MS = 300;
/** What writes a hundred thousand mappings, and how long each of its acts may take. */
const BULK = "Bulk mappings";
const BULK_MOST_MS = 10_000;
/** What nobody waits for at every page: it reads all that there is, on request, and is printed without a verdict. */
const READS_ALL: readonly string[] = ["AuditCheck"];
const [orders, rounds] = [Number(values.orders), Number(values.rounds)];
const log = (text: string) => void process.stdout.write(`${text}\n`);

const queries = await readQueries();
const dataDir = resolve(values.data);
await using server = await startSeeded(dataDir);
await fill(server.ownerUrl, orders, log);
const sql = postgres(server.ownerUrl, { max: 1, max_lifetime: null, onnotice: () => {} });
for (const [what, step] of Object.entries({
  calls: fillCalls,
  people: fillPeople,
  charts: fillCharts,
  "the newest day": moveToPresent,
})) {
  const startedAt = performance.now();
  await step(sql, orders);
  log(`Seeded ${what}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
}
await sql`create extension if not exists pg_stat_statements`;
await sql`vacuum (analyze)`;

await using product = await startProduct({ dataDir, server });
const key = await makeKey(product);
const known = await makeKnown(product, orders);
await untilSealed(product);
const rows = await rowsOf(known);
const missing = unasked(queries, rows);

log(`
${orders.toLocaleString("en")} orders, ${rounds} rounds; processor time is the API's and the database's

| Operation | What | p50 | p95 | Processor time, mean | Statements |
|---|---|---|---|---|---|`);
const bad: string[] = [];
let worst = 0;
for (const row of rows.filter(({ operation }) => values.only === "" || operation === values.only)) {
  const name = `${row.operation} (${row.words})`;
  const query = queries.get(row.operation) ?? "";
  try {
    const asked = await ask({ row, query, key, rounds, product, serverPid: server.pid, sql });
    const { p50, p95, processor, statements, slowest } = asked;
    const times = [p50, p95, processor].map((ms) => `${ms.toFixed(0)} ms`);
    log(`| ${[row.operation, row.words, ...times, statements].join(" | ")} |`);
    const judged = values.judge === "processor" ? processor : p50;
    worst = Math.max(worst, judged);
    if (judged > MOST_MS && !READS_ALL.includes(row.operation))
      bad.push(`${name}: over ${MOST_MS} ms; the slowest statement took ${slowest}`);
  } catch (error) {
    bad.push(`${name}: ${error instanceof Error ? error.message : error}`);
  }
}
if (["", BULK].includes(values.only)) {
  log("\n| 100,000 mappings | Time | Processor time |\n|---|---|---|");
  for (const { what, time, processor } of await actInBulk({
    ...{ importId: known.import, key, product, serverPid: server.pid },
  })) {
    log(`| ${what} | ${(time / 1_000).toFixed(1)} s | ${(processor / 1_000).toFixed(1)} s |`);
    const judged = values.judge === "processor" ? processor : time;
    if (judged > BULK_MOST_MS) bad.push(`${what} of 100,000 mappings: over ${BULK_MOST_MS / 1_000} s`);
  }
}
await sql.end();
log(`\n${rows.length} rows; the slowest: ${worst.toFixed(0)} ms`);
for (const text of [...bad, ...missing.map((name) => `${name}: is not asked`)]) {
  log(text);
  process.exitCode = 1;
}
