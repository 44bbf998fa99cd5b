import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { everyBrand, openDatabase } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import { setMapping } from "@parley/db/mappings";
import { listCurrentMenus } from "@parley/db/menus";
import { openVault } from "@parley/db/secrets";
import { findBrand, findLocation, insertLocation, setLocationPos } from "@parley/db/stores";
import { Agent, request } from "undici";
import { percentile } from "./load.ts";
import { writeRun } from "./report.ts";
import { headersFor, orderBody } from "./requests.ts";
import { openProduct, POS_KEY, type Product } from "./stage.ts";

/**
 * `npm run bench:bulkhead`: fifty stores under a steady load, in turns with and without one of them hanging.
 * It reports, round by round, the other stores' p99 with the hanging store divided by their p99 without it,
 * and how many orders of the quiet rounds were answered 202.
 */

const STORES = 50;
const ROUNDS = 3;
const ROUND_MS = 20_000;
/** Orders a second, all stores together: well under the machine's limit, as in production. */
const RATE = 40;

interface Round {
  isHanging: boolean;
  count: number;
  p50Ms: number;
  p99Ms: number;
  pendingCount: number;
  otherStatuses: Record<string, number>;
  /** The results of the hanging store's own callers. */
  hanging: { count: number; p50Ms: number; pendingCount: number };
}

/** A proxy to the POS that can be made to drop everything. */
async function createGate(target: URL) {
  let isOpen = true;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    if (!isOpen) return;
    const pos = connect(Number(target.port), target.hostname);
    pos.on("error", () => socket.destroy());
    socket.on("close", () => pos.destroy());
    socket.pipe(pos).pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    set(open: boolean) {
      isOpen = open;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const parIdOf = (store: number) => `PAR-LOC-BENCH-${store}`;

async function addStores(product: Product, gateUrl: string): Promise<void> {
  await using db = openDatabase({ url: product.url, max: 2 });
  const vault = openVault({ masterKey: product.masterKey });
  const brand = await findBrand(db, { scope: everyBrand, idOrCode: "YC01" });
  const connection = (await listConnections(db, { scope: everyBrand })).find(({ slug }) =>
    slug.startsWith("yummy"),
  );
  if (brand === null || connection === undefined) throw new Error("The demo brand is not there");
  const now = new Date();
  for (let store = 0; store < STORES; store++) {
    const code = `BENCH-${store}`;
    const place = { timezone: "America/Los_Angeles", currency: "USD", address: null, phone: null };
    await insertLocation(db, { location: { brandId: brand.id, code, name: code, ...place }, now });
    const location = await findLocation(db, { scope: everyBrand, idOrCode: code });
    if (location === null) throw new Error(`${code} is not there`);
    await setLocationPos(db, {
      vault,
      locationId: location.id,
      posKind: "bridge",
      posSettings: { url: store === 0 ? gateUrl : product.posUrl, store: "YC-LC-001", class: "A" },
      posSecret: POS_KEY,
      now,
    });
    const by = { scope: everyBrand, changedBy: "bench", expectedVersion: null, now };
    const pair = { connectionId: connection.id, parId: parIdOf(store), targetId: location.id };
    await setMapping(db, { ...by, ...pair, kind: "location" });
  }
  for (let withMenu = 0; withMenu < STORES; ) {
    withMenu = (await listCurrentMenus(db, { scope: everyBrand })).length;
    await new Promise((done) => setTimeout(done, 200));
  }
}

async function runRound(apiPort: number, name: string, isHanging: boolean): Promise<Round> {
  await using agent = closing(new Agent({ connections: 512, pipelining: 1 }));
  const tally = { healthy: [] as number[], hanging: [] as number[], pending: 0, hangingPending: 0 };
  const otherStatuses: Record<string, number> = {};
  const underWay: Promise<void>[] = [];
  const from = performance.now();

  async function send(index: number): Promise<void> {
    const store = index % STORES;
    const body = orderBody(`${name}-${index}`, new Date(), parIdOf(store));
    const headers = { "content-type": "application/json", ...(await headersFor(body, new Date())) };
    const sentAt = performance.now();
    const answer = await request(`http://127.0.0.1:${apiPort}/posnext/order/submit`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      dispatcher: agent,
      headersTimeout: 60_000,
    });
    await answer.body.dump();
    (store === 0 ? tally.hanging : tally.healthy).push(performance.now() - sentAt);
    if (answer.statusCode === 202) tally[store === 0 ? "hangingPending" : "pending"] += 1;
    else if (answer.statusCode !== 200)
      otherStatuses[answer.statusCode] = (otherStatuses[answer.statusCode] ?? 0) + 1;
  }

  for (let index = 0; index < (ROUND_MS / 1_000) * RATE; index++) {
    const dueMs = (index * 1_000) / RATE - (performance.now() - from);
    if (dueMs > 0) await new Promise((done) => setTimeout(done, dueMs));
    underWay.push(send(index));
  }
  await Promise.all(underWay);
  const sorted = (values: number[]) => values.toSorted((a, b) => a - b);
  const [healthy, hanging] = [sorted(tally.healthy), sorted(tally.hanging)];
  return {
    isHanging,
    count: healthy.length,
    p50Ms: percentile(healthy, 0.5),
    p99Ms: percentile(healthy, 0.99),
    pendingCount: tally.pending,
    otherStatuses,
    hanging: { count: hanging.length, p50Ms: percentile(hanging, 0.5), pendingCount: tally.hangingPending },
  };
}

function closing(agent: Agent): Agent & AsyncDisposable {
  return Object.assign(agent, { [Symbol.asyncDispose]: () => agent.close() });
}

/** Waits until the store that hung is served at once again, so that the next round is a quiet one. */
async function recover(apiPort: number, name: string): Promise<void> {
  for (let index = 0; ; index++) {
    const body = orderBody(`${name}-${index}`, new Date(), parIdOf(0));
    const headers = { "content-type": "application/json", ...(await headersFor(body, new Date())) };
    const url = `http://127.0.0.1:${apiPort}/posnext/order/submit`;
    const { statusCode, body: answer } = await request(url, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    await answer.dump();
    if (statusCode === 200) return;
    await new Promise((done) => setTimeout(done, 1_000));
  }
}

const say = (text: string) => void process.stdout.write(`${text}\n`);
const rounds: Round[] = [];
{
  await using product = await openProduct();
  const gate = await createGate(new URL(product.posUrl));
  await addStores(product, gate.url);
  await runRound(product.apiPort, "warm-up", false);
  for (let round = 0; round < ROUNDS; round++) {
    for (const isHanging of round % 2 === 0 ? [false, true] : [true, false]) {
      gate.set(!isHanging);
      if (!isHanging) await recover(product.apiPort, `recover-${round}`);
      const result = await runRound(product.apiPort, `round-${round}-${isHanging}`, isHanging);
      rounds.push(result);
      say(
        `  ${isHanging ? "one hangs" : "all well "}  others: p50 ${result.p50Ms.toFixed(1)} p99 ${result.p99Ms.toFixed(1)} ms, 202 ${result.pendingCount}/${result.count}   the one: p50 ${result.hanging.p50Ms.toFixed(0)} ms, 202 ${result.hanging.pendingCount}/${result.hanging.count}`,
      );
    }
  }
  gate.close();
}
const ratios = Array.from({ length: ROUNDS }, (_, round) => {
  const pair = rounds.slice(2 * round, 2 * round + 2);
  const of = (isHanging: boolean) => pair.find((one) => one.isHanging === isHanging)?.p99Ms ?? Number.NaN;
  return of(true) / of(false);
}).toSorted((a, b) => a - b);
const quiet = rounds.filter((round) => !round.isHanging);
const sum = (pick: (round: Round) => number) => quiet.reduce((total, round) => total + pick(round), 0);
const pendingShare =
  (sum((r) => r.pendingCount) + sum((r) => r.hanging.pendingCount)) /
  (sum((r) => r.count) + sum((r) => r.hanging.count));
say(`\nThe others' p99, one store hanging / all well: ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}`);
say(`202 among the orders of the quiet rounds: ${(100 * pendingShare).toFixed(3)} %`);
const settings = { stores: STORES, rounds: ROUNDS, roundMs: ROUND_MS, ordersPerSecond: RATE };
say(
  `Written to bench/results/${writeRun({ bench: "bulkhead", settings, rounds, p99Ratios: ratios, pendingShare })}`,
);
