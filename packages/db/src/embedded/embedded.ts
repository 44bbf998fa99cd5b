import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { locateBinaries } from "./binaries.ts";
import { type Cluster, checkVersion, clusterExists, clusterIn, createCluster } from "./cluster.ts";
import { hasNoSpace, noSpaceSentence } from "./disk.ts";
import { AlreadyRunningError, EmbeddedError } from "./errors.ts";
import { takeOwnership } from "./owner.ts";
import { chooseUser } from "./processes.ts";
import { bringUp, findServer, stopServer, urlOf } from "./server.ts";
import { watch } from "./watchdog.ts";

export { backUpEmbedded } from "./backup.ts";
export { type DiskUse, diskUse, noSpaceSentence, whatFills } from "./disk.ts";
export { AlreadyRunningError, EmbeddedError } from "./errors.ts";
export { type EmbeddedFacts, embeddedFacts } from "./facts.ts";

// Where the API's tables live. The owner's lock is taken in PostgreSQL's own database, because advisory
// locks count per database.
const DATABASE = "parley";
const MAINTENANCE_DATABASE = "postgres";
const OWN_TRIES = 20;
const OWN_RETRY_MS = 100;

export interface EmbeddedServer extends AsyncDisposable {
  /** The database, for `openDatabase`, which then runs as the API's role. */
  url: string;
  /** The same database for `migrate`. */
  ownerUrl: string;
  pid: number;
  /** True when the server was running already, left behind by a start that was killed. */
  adopted: boolean;
  /** Settles when the server has gone without `stop` having been called. */
  lost: Promise<void>;
  /** Stops the server: clients are cut off, nothing committed is lost. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log?: (line: string) => void;
  /** Stops the server when this process is gone, however it went. For tests. */
  watchdog?: boolean;
  /** Settings of the server, e.g. `{ fsync: "off" }` in tests that kill nothing. Not for an adopted one. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * Starts the PostgreSQL of a data folder, making it first where there is none, or adopts the one that a
 * killed start left running. Throws AlreadyRunningError when a living process runs it, EmbeddedError when it
 * cannot run here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  try {
    return await start(dataDir, options);
  } catch (error) {
    throw hasNoSpace(error, dataDir) ? new EmbeddedError(noSpaceSentence(dataDir)) : error;
  }
}

async function start(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => {});
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const cluster = clusterIn(dataDir);
  const user = chooseUser(cluster.data);
  const binaries = await locateBinaries(user);
  if (!clusterExists(cluster)) {
    log(`making a PostgreSQL ${binaries.major} in ${cluster.folder}`);
    await createCluster(cluster, binaries, user);
  }
  checkVersion(cluster, binaries);
  const { server, maintenanceUrl, result } = await own(
    () => bringUp(cluster, binaries, user, options.settings ?? {}),
    cluster,
  );
  if (result.kind === "held") throw new AlreadyRunningError(dataDir, result);
  await createDatabase(maintenanceUrl);
  log(`PostgreSQL ${binaries.major} ${server.adopted ? "adopted" : "started"} on port ${server.port}`);
  const unwatch = options.watchdog ? watch(server.pid) : () => {};
  const stop = async () => {
    await result.ownership.release();
    await stopServer(server.pid);
    unwatch();
  };
  const url = urlOf(cluster, server, DATABASE);
  return {
    url,
    ownerUrl: url,
    pid: server.pid,
    adopted: server.adopted,
    lost: result.ownership.lost,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

// The server that was found may be on its way down, stopped by its owner at this moment: then it is brought
// up again.
async function own(up: () => ReturnType<typeof bringUp>, cluster: Cluster) {
  for (let tries = 1; ; tries += 1) {
    const server = await up();
    const maintenanceUrl = urlOf(cluster, server, MAINTENANCE_DATABASE);
    try {
      return { server, maintenanceUrl, result: await takeOwnership(maintenanceUrl) };
    } catch (error) {
      if (tries === OWN_TRIES) throw error;
      await delay(OWN_RETRY_MS);
    }
  }
}

async function createDatabase(maintenanceUrl: string): Promise<void> {
  const sql = postgres(maintenanceUrl, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    const [known] = await sql`select from pg_database where datname = ${DATABASE}`;
    if (known === undefined) await sql.unsafe(`create database ${DATABASE}`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The address of the server that runs in a data folder, or null: for programs beside the one that owns it. */
export async function locateEmbedded(dataDir: string): Promise<{ url: string } | null> {
  const cluster = clusterIn(resolve(dataDir));
  const server = findServer(cluster);
  return server === null ? null : { url: urlOf(cluster, server, DATABASE) };
}
