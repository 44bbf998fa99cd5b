import { watch } from "node:fs";
import { join } from "node:path";
import { openFrontDoor } from "../apps/api/src/processes/front-door.ts";
import { type AdminBuild, buildAdmin } from "./admin-build.ts";
import { type Child, startChild } from "./child.ts";
import { loadEnvironment, REPOSITORY, readConfig, type StartConfig, urlHost } from "./config.ts";
import { watchDisk } from "./disk-watch.ts";
import { requireFreePorts } from "./ports.ts";
import { openDatabase } from "./postgres.ts";
import { logsDirOf, planPrograms } from "./programs.ts";
import { claimDataDir } from "./run-file.ts";
import { createScreen } from "./screen.ts";
import { createShutdown } from "./shutdown.ts";
import { StartError } from "./start-error.ts";
import { welcome } from "./welcome.ts";

/**
 * `npm start`: PostgreSQL, the simulated POS (demo only), the API and the admin as one process tree.
 *
 * Bad settings, a second start and busy ports are refused before anything runs. Then the database comes up and is
 * migrated while the admin's build is looked at; simulator, API and admin start side by side. It says
 * "ready" when the API's /readyz and the admin answer. shutdown.ts stops the tree; child.ts runs one child.
 */

const RANK = { door: 0, api: 1, admin: 2, simulator: 3, postgres: 4, claim: 5 };

const screen = createScreen({ out: process.stdout, err: process.stderr, elapsedMs: () => performance.now() });
const shutdown = createShutdown({
  screen,
  exit: (code) => process.exit(code),
  monotonicMs: () => performance.now(),
});

/** Keeps a start that was interrupted from starting anything more; the shutdown ends the process. */
async function unlessStopping(): Promise<void> {
  if (shutdown.isUnderWay) await new Promise(() => {});
}

function keep(child: Child, rank: number): Child {
  shutdown.add({ name: child.name, rank, stop: () => child.stop(), kill: () => child.kill() });
  return child;
}

function restartOnChange(child: Child, folders: readonly string[]): void {
  let waiting: NodeJS.Timeout | null = null;
  for (const folder of folders) {
    watch(join(REPOSITORY, folder), { recursive: true }, (_event, file) => {
      if (file === null || !/\.(ts|json|sql)$/.test(file) || file.endsWith(".test.ts")) return;
      if (waiting !== null) clearTimeout(waiting);
      waiting = setTimeout(() => child.restart(), 200);
    });
  }
}

/** Before the database is there: it needs none, and whoever waits for both waits for the longer one alone. */
function startBuild(config: StartConfig): AdminBuild {
  screen.step("looking whether the admin must be built (the first time takes about half a minute)");
  const build = buildAdmin({ logsDir: logsDirOf(config), env: config.environment });
  shutdown.add({
    name: "admin build",
    rank: RANK.admin,
    stop: async () => build.kill(),
    kill: build.kill,
    isQuiet: true,
  });
  return build;
}

async function start(config: StartConfig, programsFolder: string | null): Promise<void> {
  const urls = {
    admin: `http://${config.host === "127.0.0.1" ? "localhost" : urlHost(config.host)}:${config.adminPort}`,
    api: config.apiUrl,
  };
  const giveBack = claimDataDir(config.dataDir, urls, () => new Date());
  shutdown.add({
    name: "run.json",
    rank: RANK.claim,
    stop: async () => giveBack(),
    kill: giveBack,
    isQuiet: true,
  });
  await requireFreePorts(config.host, [
    { variable: "PORT", port: config.port, what: "the API" },
    { variable: "ADMIN_PORT", port: config.adminPort, what: "the admin" },
    ...(config.demo
      ? [{ variable: "POS_SIMULATOR_PORT", port: config.posSimulatorPort, what: "the simulated POS" }]
      : []),
  ]);

  const disk = watchDisk(config.dataDir, screen);
  shutdown.add({
    name: "disk",
    rank: RANK.claim,
    stop: async () => disk.stop(),
    kill: disk.stop,
    isQuiet: true,
  });
  const build = config.dev ? null : startBuild(config);
  const database = await openDatabase(config, screen, {
    isStopping: () => shutdown.isUnderWay,
    onStarting: (stop) => shutdown.add({ name: "PostgreSQL", rank: RANK.postgres, stop }),
  });
  await unlessStopping();
  const door =
    config.processes > 1
      ? null
      : await openFrontDoor(
          { host: config.host, port: config.port },
          { onError: (error) => screen.warn(`the API's port: ${error.message}`) },
        );
  if (door !== null)
    shutdown.add({
      name: "port",
      rank: RANK.door,
      stop: async () => door.close(),
      kill: door.close,
      isQuiet: true,
    });
  const programs = planPrograms(config, database, { door, programsFolder });
  const simulator = config.demo ? keep(startChild(programs.simulator, screen), RANK.simulator) : null;
  const api = keep(startChild(programs.api, screen), RANK.api);
  database.onMoved((databaseUrl) => api.restart({ DATABASE_URL: databaseUrl }));

  const apiSide = Promise.all([
    simulator?.ready.then(() => screen.step("the simulated POS is up")),
    api.ready.then(() =>
      screen.step(
        config.demo ? "the API is ready: demo brands, stores and menus are in" : "the API is ready",
      ),
    ),
  ]);
  const adminSide = (async () => {
    await build?.done;
    await unlessStopping();
    if (build !== null) screen.step("the admin's build is current");
    const admin = keep(startChild(programs.admin, screen), RANK.admin);
    await admin.ready;
    screen.step("the admin answers");
  })();
  await Promise.all([apiSide, adminSide]);
  if (config.dev)
    restartOnChange(api, [
      "apps/api/src",
      "packages/db/src",
      "packages/par-contract/src",
      "packages/bridge-contract/src",
      "packages/limits/src",
      "packages/words/src",
    ]);
  for (const line of welcome(config, urls)) screen.plain(line);
}

/**
 * Runs the tree until it is stopped.
 * @param programsFolder where the programs are that were built from the sources; null: the sources are run
 */
export async function run(programsFolder: string | null): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => shutdown.signal());
  try {
    await start(readConfig(loadEnvironment(), process.argv.slice(2)), programsFolder);
  } catch (error) {
    if (shutdown.isUnderWay) await new Promise(() => {});
    process.stderr.write(
      error instanceof StartError
        ? `parley: ${error.message}\n`
        : `parley: could not start: ${describe(error)}\n`,
    );
    shutdown.run(1);
  }
}

/** An error that nobody foresaw, as one line; with LOG_LEVEL=debug as a stack. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === "" ? error.name : error.message;
}
