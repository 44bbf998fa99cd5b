import { resolve } from "node:path";
import { signToken } from "@parley/par-contract";
import { runFloor } from "./floors.ts";
import { type LoadResult, runLoad } from "./load.ts";
import { type Row, ratios, summarise, table, writeResult } from "./report.ts";
import { echoPool, menuPool, orderPool, type Pool, SHARED_ID, statusPool, taker } from "./requests.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * `npm run bench`: our routes beside their bare twins, the echo servers and the database's own limit, in
 * one run. Three interleaved rounds; the median is printed with the range, and ratios are taken round by
 * round, because two rounds on a shared host can differ more than the two programs.
 *
 * `--seconds 5` measures longer or shorter; `--rounds 3` likewise.
 */

const CONNECTIONS = 32;
const WARM_UP_MS = 1_000;
/** More than any of the programs can use up in a second, so that no pool runs dry. */
const POOL_PER_SECOND = { orders: 2_500, reads: 3_500, echo: 30_000 };

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at === -1 ? fallback : Number(process.argv[at + 1]);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} must be a number above 0`);
  return value;
}

const seconds = option("seconds", 5);
const rounds = option("rounds", 3);
const say = (text: string) => void process.stdout.write(`${text}\n`);
const rows = new Map<string, Row>();

function keep(name: string, result: LoadResult): void {
  const row = rows.get(name) ?? { name, rounds: [] };
  row.rounds.push(result);
  rows.set(name, row);
  say(
    `  ${name.padEnd(20)} ${result.requestsPerSecond.toFixed(0).padStart(7)} req/s   p99 ${result.p99Ms.toFixed(1)} ms`,
  );
}

function load(port: number, pool: Pool): Promise<LoadResult> {
  return runLoad({
    port,
    connections: CONNECTIONS,
    next: taker(pool),
    durationMs: seconds * 1_000,
    warmUpMs: WARM_UP_MS,
  });
}

type Make = (prefix: string) => Promise<Pool>;

/** Orders to ask for later: those of a pool that were certainly answered. */
const ASKED_FOR_MAX = 500;

/** Ours and its twin; which of them runs first alternates from round to round. */
async function pair(
  stage: Stage,
  name: string,
  round: number,
  make: { ours: Make; twin: Make },
  answered?: { ours: string[]; twin: string[] },
): Promise<void> {
  const sides = [
    { side: "ours" as const, port: stage.apiPort },
    { side: "twin" as const, port: stage.twinPort },
  ];
  if (round % 2 === 1) sides.reverse();
  for (const { side, port } of sides) {
    const pool = await make[side](`${name}-${side}${round}`);
    const result = await load(port, pool);
    keep(`${name}: ${side}`, result);
    answered?.[side].push(...pool.requestUids.slice(0, Math.min(result.count, ASKED_FOR_MAX)));
  }
}

const poolSize = (perSecond: number) => Math.ceil(perSecond * (seconds + WARM_UP_MS / 1_000));

async function run(stage: Stage): Promise<void> {
  const placed = { ours: [] as string[], twin: [] as string[] };
  const orders =
    (path: string): Make =>
    (prefix) =>
      orderPool(path, poolSize(POOL_PER_SECOND.orders), prefix, new Date());
  const statuses =
    (uids: string[]): Make =>
    () =>
      statusPool(uids, poolSize(POOL_PER_SECOND.reads), new Date());
  const menu: Make = (prefix) => menuPool(poolSize(POOL_PER_SECOND.reads), prefix, new Date());

  for (let round = 0; round < rounds; round++) {
    say(`Round ${round + 1} of ${rounds}`);
    const echo = echoPool(poolSize(POOL_PER_SECOND.echo), new Date());
    keep("echo: node:http", await load(stage.httpEchoPort, echo));
    keep("echo: Express", await load(stage.expressEchoPort, echo));
    keep(
      "database: 2 statements",
      await runFloor({
        db: stage.twinDatabase,
        place: stage.place,
        concurrency: CONNECTIONS,
        durationMs: seconds * 1_000,
        prefix: `floor-${round}`,
      }),
    );
    const [validate, submit] = ["/posnext/order/validate", "/posnext/order/submit"];
    await pair(stage, "validate", round, { ours: orders(validate), twin: orders(validate) });
    await pair(stage, "submit", round, { ours: orders(submit), twin: orders(submit) }, placed);
    await pair(stage, "status", round, { ours: statuses(placed.ours), twin: statuses(placed.twin) });
    await pair(stage, "menus", round, { ours: menu, twin: menu });
  }
}

function tell(): void {
  const summaries = [...rows.values()].map(summarise);
  const compared = ["validate", "submit", "status", "menus"].map((name) => {
    const [ours, twin] = [rows.get(`${name}: ours`), rows.get(`${name}: twin`)];
    if (ours === undefined || twin === undefined) throw new Error(`${name} was not measured`);
    return { name, ...ratios(ours, twin) };
  });
  say(`\n${table(summaries)}\n\nOurs / twin, by round (median, range):`);
  for (const row of compared)
    say(
      `  ${row.name.padEnd(10)} ${row.median.toFixed(2)}  (${row.lowest.toFixed(2)} to ${row.highest.toFixed(2)})`,
    );
  const failed = summaries.filter((row) => Object.keys(row.statuses).some((status) => status !== "200"));
  if (failed.length > 0) say(`\nNot all answers were 200: ${failed.map((row) => row.name).join(", ")}`);
  const folder = resolve(import.meta.dirname, "../results");
  const settings = { connections: CONNECTIONS, seconds, rounds };
  say(
    `\nWritten to bench/results/${writeResult(folder, new Date(), { settings, summaries, ratios: compared })}`,
  );
}

const token = await signToken({ sharedId: SHARED_ID, jwtKey: "full", now: new Date(), lifeSeconds: 600 });
{
  await using stage = await openStage(token);
  await run(stage);
}
tell();
