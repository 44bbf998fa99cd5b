import { signToken } from "@parley/par-contract";
import { askAdmin } from "./admin-pages.ts";
import type { Cost } from "./cost.ts";
import { writeDocument } from "./document.ts";
import { runFloor } from "./floors.ts";
import { type LoadResult, runLoad, runOpenLoop } from "./load.ts";
import { flag, number, rowCount } from "./options.ts";
import { type Row, type Run, runOf, tell, writeRun } from "./report.ts";
import { echoPool, menuPool, orderPool, type Pool, SHARED_ID, statusPool, taker } from "./requests.ts";
import { compareSizes } from "./sizes.ts";
import { openStage, type Stage } from "./stage.ts";

/**
 * `npm run bench`: our routes beside their bare twins, the echo servers and the database's own limit, in one run, with
 * what each request costs. Three interleaved rounds; the median is printed with the range, and ratios are taken round
 * by round, because two rounds on a shared host can differ more than the two programs.
 *
 * `--seconds 5` measures longer or shorter; `--rounds 3` likewise; `--processes 2` runs the API as so many; `--rows 5m`
 * compares the costs of an empty database with those of one of so many orders; `--report` writes docs/benchmarks.md.
 */

const CONNECTIONS = 32;
const SUBMIT_CONNECTIONS = 64;
const WARM_UP_MS = 1_000;
/** More than any of the programs can use up in a second, so that no pool runs dry. */
const POOL_PER_SECOND = { orders: 4_000, reads: 6_000, echo: 30_000 };
/** About half of what two cores serve, the load generator and the simulated POS included. */
const HALF_LOAD = { validate: 600, submit: 120 };
/** Orders to ask for later: those of a pool that were certainly answered. */
const ASKED_FOR_MAX = 500;

const seconds = number("seconds", 5);
const rounds = number("rounds", 3);
const processes = flag("processes") ? number("processes", 1) : undefined;
const say = (text: string) => void process.stdout.write(`${text}\n`);
const rows = new Map<string, Row>();

function keep(name: string, result: LoadResult, cost: Cost | null = null): void {
  const row = rows.get(name) ?? { name, rounds: [], costs: [] };
  row.rounds.push(result);
  if (cost !== null) row.costs.push(cost);
  rows.set(name, row);
  const cpu = cost === null ? "" : `   ${(cost.apiMs + cost.databaseMs).toFixed(2)} ms of processor`;
  say(
    `  ${name.padEnd(24)} ${result.requestsPerSecond.toFixed(0).padStart(7)} req/s   p99 ${result.p99Ms.toFixed(1)} ms${cpu}`,
  );
}

function load(port: number, pool: Pool, connections = CONNECTIONS): Promise<LoadResult> {
  return runLoad({
    port,
    connections,
    next: taker(pool),
    durationMs: seconds * 1_000,
    warmUpMs: WARM_UP_MS,
  });
}

type Make = (prefix: string) => Promise<Pool>;

interface Pair {
  name: string;
  round: number;
  make: { ours: Make; twin: Make };
  connections?: number;
  /** Gathers request uids that were certainly answered. */
  answered?: { ours: string[]; twin: string[] };
}

/** Ours and its twin; which of them runs first alternates from round to round. */
async function pair(stage: Stage, { name, round, make, connections, answered }: Pair): Promise<void> {
  const sides = [
    { side: "ours" as const, port: stage.apiPort },
    { side: "twin" as const, port: stage.twinPort },
  ];
  if (round % 2 === 1) sides.reverse();
  for (const { side, port } of sides) {
    const pool = await make[side](`${name.replaceAll(/\W+/g, "-")}-${side}${round}`);
    const { result, cost } = await stage.meters[side].measure(() => load(port, pool, connections));
    keep(`${name}: ${side}`, result, cost);
    answered?.[side].push(...pool.requestUids.slice(0, Math.min(result.count, ASKED_FOR_MAX)));
  }
}

const poolSize = (perSecond: number) => Math.ceil(perSecond * (seconds + WARM_UP_MS / 1_000));
const VALIDATE = "/posnext/order/validate";
const SUBMIT = "/posnext/order/submit";

async function run(stage: Stage): Promise<void> {
  const placed = { ours: [] as string[], twin: [] as string[] };
  const orders =
    (path: string, oneToken = false): Make =>
    (prefix) =>
      orderPool(path, poolSize(POOL_PER_SECOND.orders), prefix, { now: new Date(), oneToken });
  const statuses =
    (uids: string[]): Make =>
    () =>
      statusPool(uids, poolSize(POOL_PER_SECOND.reads), new Date());
  const menu: Make = (prefix) => menuPool(poolSize(POOL_PER_SECOND.reads), prefix, new Date());
  const both = (make: Make) => ({ ours: make, twin: make });

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
    await pair(stage, { name: "validate", round, make: both(orders(VALIDATE)) });
    await pair(stage, { name: "validate, one token", round, make: both(orders(VALIDATE, true)) });
    await pair(stage, {
      ...{ name: "submit", round, make: both(orders(SUBMIT)) },
      ...{ connections: SUBMIT_CONNECTIONS, answered: placed },
    });
    await pair(stage, {
      ...{ name: "status", round },
      make: { ours: statuses(placed.ours), twin: statuses(placed.twin) },
    });
    await pair(stage, { name: "menus", round, make: both(menu) });
    await steady(stage, round);
  }
}

/** Half load, at a steady rate: how long callers wait who do not know of each other. */
async function steady(stage: Stage, round: number): Promise<void> {
  for (const [name, path] of [
    ["validate", VALIDATE],
    ["submit", SUBMIT],
  ] as const) {
    const perSecond = HALF_LOAD[name];
    const pool = await orderPool(path, poolSize(perSecond) + 1, `steady-${name}-${round}`, {
      now: new Date(),
    });
    const result = await runOpenLoop({
      ...{ port: stage.apiPort, perSecond, next: taker(pool) },
      ...{ durationMs: seconds * 1_000, warmUpMs: WARM_UP_MS },
    });
    keep(`${name}, ${perSecond} a second`, result);
  }
}

const token = await signToken({ sharedId: SHARED_ID, jwtKey: "full", now: new Date(), lifeSeconds: 600 });
let measured: Run;
{
  await using stage = await openStage(token, { processes, traceGc: true });
  await run(stage);
  const pages = await askAdmin(stage.product, say);
  measured = runOf({
    rows: [...rows.values()],
    pages,
    settings: { seconds, rounds, processes: processes ?? null },
  });
}
const orders = rowCount("rows");
if (orders !== null) measured.sizes = await compareSizes({ orders, say });
say(tell(measured));
const file = writeRun(measured);
say(`\nWritten to bench/results/${file}`);
if (flag("report")) say(`Written to ${writeDocument(measured, file)}`);
