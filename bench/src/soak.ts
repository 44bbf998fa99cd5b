import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { number, span } from "./options.ts";
import { listTree } from "./processor.ts";
import { writeRun } from "./report.ts";
import { createFlow, type Operation } from "./soak/flow.ts";
import { faultsOf, type Minute } from "./soak/verdict.ts";
import { createWatch } from "./soak/watch.ts";
import { openProduct, type Product } from "./stage.ts";

/**
 * `npm run soak -- --for 1h`: half load of every operation at a steady rate, the retention run every tenth part and one rolling restart in the middle. Prints a line a minute,
 * and fails where memory, handles, waits or the p99 grew, or tables by more than their data.
 *
 * `--load 0.5` is the share of half load, `--processes 2` how many the API is, `--minute 10s` what counts as a minute.
 */

const RATES = { validate: 300, submit: 60, status: 60, menus: 20 };
const OPERATIONS: readonly Operation[] = ["validate", "submit", "status", "menus"];
const REPOSITORY = resolve(import.meta.dirname, "../..");

const forMs = span("for", 3_600_000);
const minuteMs = span("minute", 60_000);
const load = number("load", 1);
const processes = number("processes", 2);
const say = (text: string) => void process.stdout.write(`${text}\n`);
const count = Math.max(1, Math.round(forMs / minuteMs));
const rates = Object.fromEntries(
  Object.entries(RATES).map(([name, rate]) => [name, Math.max(1, Math.round(rate * load))]),
) as typeof RATES;

const minutes: Minute[] = [];
{
  await using product = await openProduct({ processes });
  await using watch = createWatch(product);
  const flow = createFlow(product.apiPort, rates);
  await flow.begin();
  say(
    `${count} minutes of ${minuteMs / 1_000} s, each second ${JSON.stringify(rates)}, ${processes} processes`,
  );
  for (let minute = 0; minute < count; minute += 1) {
    const isRestart = minute === Math.floor(count / 2);
    const streaming = flow.stream(minuteMs);
    const beside = isRestart
      ? restart(product)
      : minute % Math.ceil(count / 10) === 0
        ? retain(product)
        : null;
    const results = await streaming;
    await beside;
    const held = await watch.look();
    const others: Record<string, number> = {};
    for (const { statuses } of Object.values(results))
      for (const [status, times] of Object.entries(statuses))
        if (status !== "200") others[status] = (others[status] ?? 0) + times;
    const p99Ms = Object.fromEntries(
      OPERATIONS.map((name) => [name, results[name].p99Ms]),
    ) as Minute["p99Ms"];
    minutes.push({ held, p99Ms, others, isRestart });
    say(lineOf(minute, minutes.at(-1)));
  }
}
const faults = faultsOf(minutes);
const file = writeRun({ bench: "soak", settings: { forMs, minuteMs, processes, rates }, minutes, faults });
say(`\nWritten to bench/results/${file}`);
for (const fault of faults) say(fault);
if (faults.length > 0) process.exitCode = 1;
else say("Memory, handles, waits and the p99 stayed flat, and tables grew by their data alone.");

function lineOf(minute: number, of: Minute | undefined): string {
  if (of === undefined) return "";
  const { held, p99Ms, others, isRestart } = of;
  const times = OPERATIONS.map((name) => `${name} ${p99Ms[name].toFixed(0)}`).join(", ");
  return [
    `${String(minute + 1).padStart(3)}  p99 ms: ${times}`,
    `${(held.memoryBytes / 2 ** 20).toFixed(0)} MB, ${held.handles} handles, ${held.connections} connections`,
    `${held.orders} orders, ${(held.diskBytes / 2 ** 20).toFixed(0)} MB`,
    ...(Object.keys(others).length === 0 ? [] : [JSON.stringify(others)]),
    ...(isRestart ? ["restarted"] : []),
  ].join(" · ");
}

/** Ends the API's processes one after the other, each once the one before serves again. */
async function restart(product: Product): Promise<void> {
  for (const pid of listTree(product.apiPid).filter((pid) => pid !== product.apiPid && isProgram(pid))) {
    process.kill(pid, "SIGTERM");
    await untilReady(product, (text) => !listTree(product.apiPid).includes(pid) && text.includes('"ready"'));
    await untilReady(product, (text) => text.includes(`"serving":${processes}`));
  }
}

/** Not a helper of what compiles. */
function isProgram(pid: number): boolean {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  return words.some((word) => word.endsWith("apps/api/src/main.ts"));
}

async function untilReady(product: Product, is: (text: string) => boolean): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${product.apiPort}/readyz`).catch(() => null);
    if (answer !== null && is(await answer.text())) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function retain(product: Product): Promise<void> {
  await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "apps/api/src/cli/main.ts", "retention", "run"],
    {
      cwd: REPOSITORY,
      env: { PATH: process.env.PATH, DATABASE_URL: product.url, MASTER_KEY: product.masterKey },
    },
  );
}
