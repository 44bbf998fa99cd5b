import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { migrate } from "@parley/db";
import { openMeter } from "./cost.ts";
import { runLoad } from "./load.ts";
import { menuPool, orderPool, type Pool, statusPool, taker } from "./requests.ts";
import { fill } from "./search/fill.ts";
import { startSeeded } from "./search/server.ts";
import { startProduct } from "./stage.ts";

/** What a call costs beside no orders and beside many: processor time of API and database, in milliseconds. */
export interface SizeCost {
  name: string;
  emptyMs: number;
  fullMs: number;
}

/** Where the orders stay from run to run. */
const FOLDER = resolve(import.meta.dirname, "../../.data/bench-rows");
const ROUNDS = 3;
const IDLE_SECONDS = 10;
const REQUESTS = 3_000;
const WARM_UPS = 300;
const CONNECTIONS = 16;
const PATHS = { validate: "/posnext/order/validate", submit: "/posnext/order/submit" };

/** Compares the costs of an empty database with those of one of so many orders, on the same settings: the mean of three. */
export async function compareSizes(args: {
  orders: number;
  say: (text: string) => void;
}): Promise<{ orders: number; costs: SizeCost[] }> {
  const { orders, say } = args;
  const empty: Record<string, number>[] = [];
  const full: Record<string, number>[] = [];
  // In turns, since the state of a machine changes by as much as is looked for.
  for (let round = 0; round < ROUNDS; round++) {
    const emptyFolder = mkdtempSync(join(tmpdir(), "parley-bench-"));
    empty.push(await costsOn({ dataDir: emptyFolder, orders: 0, say }));
    rmSync(emptyFolder, { recursive: true, force: true });
    full.push(await costsOn({ dataDir: FOLDER, orders, say }));
  }
  const meanOf = (rounds: readonly Record<string, number>[], name: string) =>
    rounds.reduce((sum, costs) => sum + (costs[name] ?? Number.NaN), 0) / rounds.length;
  const costs = Object.keys(empty[0] ?? {}).map((name) => ({
    name,
    emptyMs: meanOf(empty, name),
    fullMs: meanOf(full, name),
  }));
  return { orders, costs };
}

async function costsOn(args: { dataDir: string; orders: number; say: (text: string) => void }) {
  const { dataDir, orders, say } = args;
  await using server = await startSeeded(dataDir);
  if (orders === 0) await migrate(server.ownerUrl);
  else await fill(server.ownerUrl, orders, say);
  await using product = await startProduct({ dataDir, server });
  await using meter = await openMeter({
    ...{ url: server.ownerUrl, apiPid: product.apiPid, serverPid: server.pid, gcLog: null },
  });
  const load = (pool: Pool) =>
    runLoad({
      ...{ port: product.apiPort, connections: CONNECTIONS, next: taker(pool) },
      ...{ durationMs: 600_000, warmUpMs: 0 },
    });
  const run = `sizes-${Date.now()}`;
  const now = new Date();
  const costs: Record<string, number> = {};
  const measure = async (name: string, make: (count: number, prefix: string) => Promise<Pool>) => {
    await load(await make(WARM_UPS, `${run}-${name}-warm`));
    const pool = await make(REQUESTS, `${run}-${name}`);
    const { cost } = await meter.measure(() => load(pool));
    costs[name] = cost.apiMs + cost.databaseMs;
    say(`  ${name.padEnd(10)} beside ${orders.toLocaleString("en")} orders: ${costs[name].toFixed(2)} ms`);
    return pool;
  };
  await measure("validate", (count, prefix) => orderPool(PATHS.validate, count, prefix, { now }));
  const { requestUids } = await measure("submit", (count, prefix) =>
    orderPool(PATHS.submit, count, prefix, { now }),
  );
  await measure("status", (count) => statusPool(requestUids, count, now));
  await measure("menus", (count, prefix) => menuPool(count, prefix, now));
  // What runs by itself, after the calls of before: counting, issues, what is due.
  const { cost } = await meter.measure(async () => {
    await pause(IDLE_SECONDS * 1_000);
    return { answered: IDLE_SECONDS };
  });
  const name = "a second without calls";
  costs[name] = cost.apiMs + cost.databaseMs;
  say(`  ${name} beside ${orders.toLocaleString("en")} orders: ${costs[name].toFixed(1)} ms`);
  return costs;
}
