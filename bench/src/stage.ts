import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { migrate } from "@parley/db";
import { type EmbeddedServer, startEmbedded } from "@parley/db/embedded";
import postgres from "postgres";
import { buildPrograms } from "../../scripts/build-programs.mjs";
import { type Child, startChild } from "../../scripts/child.ts";
import { readConfig } from "../../scripts/config.ts";
import { planPrograms } from "../../scripts/programs.ts";
import { type Meter, openMeter } from "./cost.ts";
import { LOCATION_ID, ORGANIZATION_ID, SHARED_ID } from "./requests.ts";
import { makeTwinDatabase, openTwinDatabase, type TwinDatabase } from "./twin/database.ts";
import type { TwinPlace } from "./twin/rows.ts";

/** Everything that is measured, running: PostgreSQL, simulated POS, our API, and the twins on a database of their own. */
export interface Stage extends AsyncDisposable {
  apiPort: number;
  twinPort: number;
  httpEchoPort: number;
  expressEchoPort: number;
  twinDatabase: TwinDatabase;
  place: TwinPlace;
  /** Meters what either side uses. */
  meters: { ours: Meter; twin: Meter };
  product: Product;
}

/** Public, and the demo's: see apps/pos-simulator/src/config.ts. */
export const POS_KEY = `whsec_${Buffer.from("parley-demo-pos-key-2026-000001ab").toString("base64")}`;
const silent = {
  step: () => {},
  warn: (text: string) => void process.stderr.write(`${text}\n`),
  plain: () => {},
};

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function findPlace(url: string): Promise<TwinPlace> {
  const sql = postgres(url, { max: 1 });
  const [place] = await sql<TwinPlace[]>`
    select c.id as "connectionId", l.brand_id as "brandId", l.id as "locationId", l.code as store
    from connections c, locations l where c.slug like 'yummy%' and l.code = 'YC-LC-001'`;
  await sql.end();
  if (place === undefined) throw new Error("The demo store is not there");
  return place;
}

async function fetchMenu(port: number, token: string): Promise<object> {
  const response = await fetch(`http://127.0.0.1:${port}/posnext/menus`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ organization_id: ORGANIZATION_ID, location_id: LOCATION_ID }),
  });
  const menu: unknown = await response.json();
  if (response.status !== 200 || typeof menu !== "object" || menu === null)
    throw new Error(`No menu: ${response.status}`);
  return menu;
}

function twinPlan(args: {
  port: number;
  settings: object;
  logsDir: string;
  repository: string;
  env: Record<string, string | undefined>;
}) {
  return {
    name: "twins",
    command: process.execPath,
    args: ["--import", "tsx", "bench/src/twin/main.ts", JSON.stringify(args.settings)],
    cwd: args.repository,
    env: { ...args.env, NODE_ENV: "production" },
    isReady: () =>
      fetch(`http://127.0.0.1:${args.port}/`).then(
        () => true,
        () => false,
      ),
    readyWithinMs: 30_000,
    stopWithinMs: 3_000,
    logsDir: args.logsDir,
  };
}

/** PostgreSQL, simulated POS and API on one data folder; more programs can be added. */
export interface Product extends AsyncDisposable {
  dataDir: string;
  apiPort: number;
  /** The API's process, which may have started more. */
  apiPid: number;
  apiLog: string;
  serverPid: number;
  posUrl: string;
  /** The API's database, as its own role's login and as its owner's. */
  url: string;
  ownerUrl: string;
  masterKey: string;
  run(plan: Parameters<typeof startChild>[0]): Promise<Child>;
}

/** The same on a new folder, which goes with it. */
export async function openProduct(options: ProductOptions = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const server = await startEmbedded({ dataDir });
  await migrate(server.ownerUrl);
  const product = await startProduct({ dataDir, server, ...options });
  return {
    ...product,
    async [Symbol.asyncDispose]() {
      await product[Symbol.asyncDispose]();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

interface ProductOptions {
  /** How many processes the API is; its own default where nothing is said. */
  processes?: number | undefined;
  /** Whether the API's log tells of its garbage collections. */
  traceGc?: boolean;
}

/**
 * The product on a data folder whose database runs and has been migrated. When it is disposed of, its programs end and
 * the database goes on.
 */
export async function startProduct({
  dataDir,
  server,
  processes,
  traceGc = false,
}: ProductOptions & { dataDir: string; server: EmbeddedServer }): Promise<Product> {
  const ports = {
    PORT: await freePort(),
    ADMIN_PORT: await freePort(),
    POS_SIMULATOR_PORT: await freePort(),
  };
  const numbers = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, LOG_LEVEL: "info", ...numbers };
  const config = readConfig(processes === undefined ? env : { ...env, API_PROCESSES: String(processes) }, []);
  const masterKey = createHash("sha256").update(dataDir).digest("base64");
  // As `npm start` runs them: through tsx, which names every closure as it is made, a call takes a fifth more.
  const programsFolder = await buildPrograms(resolve(import.meta.dirname, "../.."));
  const programs = planPrograms(config, { databaseUrl: server.url, masterKey }, { programsFolder });
  const children: Child[] = [];
  const run = async (plan: Parameters<typeof startChild>[0]) => {
    const child = startChild(plan, silent);
    children.unshift(child);
    await child.ready;
    return child;
  };
  await run(programs.simulator);
  const api = traceGc ? { ...programs.api, args: ["--trace-gc", ...programs.api.args] } : programs.api;
  const { pid: apiPid } = await run(api);
  if (apiPid === undefined) throw new Error("The API is not there");
  return {
    dataDir,
    apiPort: ports.PORT,
    apiPid,
    apiLog: join(api.logsDir, `${api.name}.log`),
    serverPid: server.pid,
    posUrl: `http://127.0.0.1:${ports.POS_SIMULATOR_PORT}`,
    url: server.url,
    ownerUrl: server.ownerUrl,
    masterKey,
    run,
    async [Symbol.asyncDispose]() {
      for (const child of children) await child.stop();
    },
  };
}

/** @param token a token of the demo connection, for reading the menu once */
export async function openStage(token: string, options: ProductOptions = {}): Promise<Stage> {
  const product = await openProduct(options);
  const place = await findPlace(product.ownerUrl);
  const twinUrl = await makeTwinDatabase(product.ownerUrl, place);
  const twinPort = await freePort();
  const menu = await fetchMenu(product.apiPort, token);
  const settings = {
    port: twinPort,
    databaseUrl: twinUrl,
    sharedId: SHARED_ID,
    posUrl: product.posUrl,
    posKey: POS_KEY,
    place,
    menu,
  };
  const { pid: twinPid = 0 } = await product.run(
    twinPlan({
      port: twinPort,
      settings,
      logsDir: join(product.dataDir, "logs"),
      repository: resolve(import.meta.dirname, "../.."),
      env: { PATH: process.env.PATH },
    }),
  );
  const twinDatabase = openTwinDatabase(twinUrl, "parley-bench-floor");

  const { serverPid, apiPid, apiLog } = product;
  const twinOwnerUrl = new URL(product.ownerUrl);
  twinOwnerUrl.pathname = new URL(twinUrl).pathname;
  const meters = {
    ours: await openMeter({
      url: product.ownerUrl,
      apiPid,
      serverPid,
      gcLog: options.traceGc === true ? apiLog : null,
    }),
    twin: await openMeter({ url: twinOwnerUrl.href, apiPid: twinPid, serverPid, gcLog: null }),
  };

  return {
    meters,
    product,
    apiPort: product.apiPort,
    twinPort,
    httpEchoPort: twinPort + 1,
    expressEchoPort: twinPort + 2,
    twinDatabase,
    place,
    async [Symbol.asyncDispose]() {
      for (const open of [twinDatabase, meters.ours, meters.twin]) await open[Symbol.asyncDispose]();
      await product[Symbol.asyncDispose]();
    },
  };
}
