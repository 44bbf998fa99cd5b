import type { Server } from "node:http";
import { listUnsafeSettings } from "@parley/db";
import { listCallers } from "@parley/db/connections";
import { countOperators } from "@parley/db/operators";
import { VaultError } from "@parley/db/secrets";
import { createApp } from "./app.ts";
import type { Config } from "./config.ts";
import { type Context, createContext, listen } from "./context.ts";
import { moreDemoStores } from "./demo/brands.ts";
import { demoClasses } from "./demo/classes.ts";
import { demoStoresWithoutMenu } from "./demo/menus.ts";
import { seedDemo } from "./demo/seed.ts";
import { armFailpoints } from "./failpoint.ts";
import type { ProcessCount } from "./health.ts";
import { createApiServer } from "./http/server.ts";
import { createSiblings, type Siblings } from "./http/siblings.ts";
import { type Listening, listenOn, serveFromParent } from "./listen.ts";
import { createLogger } from "./logger.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { createAskedLanes } from "./orders/dispatch/asked-lanes.ts";
import type { OpenLanes } from "./orders/dispatch/dispatcher.ts";
import { sendBeats } from "./processes/beats.ts";
import { channelToParent } from "./processes/channel.ts";
import { processCountOf } from "./processes/message.ts";
import { ConfigError } from "./settings/environment.ts";

/** An API process that serves: wire, listen, serve; on a signal, drain and end. */

/** Work that is still under way after this time is left to recovery. */
const DRAIN_MS = 10_000;
const IDLE_POLL_MS = 25;
/** Shorter without a parent: nobody waits for a clean end, and the next start needs the port. */
const ORPHAN_DRAIN_MS = 1_500;

/**
 * Serves until a signal ends this process, which then drains and exits.
 * @throws ConfigError, and whatever keeps it from listening, before anything is served
 */
export async function serveApi(config: Config): Promise<void> {
  const { worker } = config;
  if (worker !== null) process.title = `parley-api worker ${worker}`;
  const log = createLogger(config.logLevel).child(worker === null ? {} : { worker });
  // Of several processes the one that starts them has done it.
  if (worker === null) await migrateDatabase(config, log);
  const ctx = createContext(config, { log, ...(worker === null ? {} : amongSiblings(config)) });
  await requireSafe(ctx);
  armFailpoints(config.failpoints);
  if (config.failpoints.length > 0)
    log.warn({ failpoints: config.failpoints }, "this process is armed to end itself");
  if (config.demo && (worker ?? 1) === 1)
    await seedDemo({
      db: ctx.db,
      vault: ctx.vault,
      simulatorUrl: config.simulatorUrl,
      classOf: demoClasses(config.simulatorClasses),
      moreStores: moreDemoStores(config.simulatorStores),
      ...(config.simulatorKey === null ? {} : { posKey: config.simulatorKey }),
      now: ctx.now(),
    });

  await ctx.clockWatch.start();
  await listen(ctx);
  await ctx.menus.startSchedule();
  ctx.dispatcher.start();
  ctx.feedRunner.start();
  ctx.jobs.start();
  ctx.auditSealer.start();
  ctx.databaseHealth.start();
  ctx.rollups.start();

  let processes: ProcessCount | null = null;
  process.on("message", (message) => {
    processes = processCountOf(message) ?? processes;
  });
  const app = await createApp(
    ctx,
    () => missing(ctx),
    () => processes,
  );
  const server = createApiServer(app, { hosts: config.hosts });
  const listening = config.hasSocketsFromParent
    ? serveFromParent(server, config.port)
    : await listenOn(server, config);
  ctx.address.port = listening.port;
  let stopping = false;
  const stop = (why: string, withinMs = DRAIN_MS) => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, "stopping");
    void drain(ctx, { server, listening }, withinMs).then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, "did not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  // A child whose parent is gone must not go on alone.
  if (config.isChild)
    process.stdin
      .on("end", () => stop("parent gone", ORPHAN_DRAIN_MS))
      .on("error", () => stop("parent gone", ORPHAN_DRAIN_MS))
      .resume();
  // Whoever counts what all processes may do is gone, too.
  if (worker !== null) {
    process.on("disconnect", () => stop("parent gone", ORPHAN_DRAIN_MS));
    sendBeats(channelToParent());
  }

  // Said only now: whoever reads it may send a signal at once.
  const { port } = listening;
  if (worker === null) process.stdout.write(`api listening on http://${config.host}:${port}\n`);
  log.info({ port, demo: config.demo, operators: await countOperators(ctx.db) }, "ready to serve");
}

/** What a process shares with those that were started with it: the lanes of stores, and limits. */
function amongSiblings({ processes }: Config): { openLanes: OpenLanes; siblings: Siblings } {
  const channel = channelToParent();
  return {
    openLanes: (news) => createAskedLanes({ link: channel }, news),
    siblings: createSiblings({ processes, channel }),
  };
}

/**
 * Refuses a master key that opens nothing here, and a PostgreSQL that may lose what it acknowledged.
 * @throws ConfigError in one sentence, before anything is served
 */
async function requireSafe({ db, vault, config, now }: Context): Promise<void> {
  try {
    await listCallers(db, { vault, now: now() });
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new ConfigError(
      "MASTER_KEY does not open the secrets in this database: start with the key that they were sealed with (after a restore, the one that was backed up with it).",
    );
  }
  const unsafe = config.demo ? [] : await listUnsafeSettings(db);
  if (unsafe.length > 0) {
    throw new ConfigError(
      `This PostgreSQL runs with ${unsafe.map((name) => `${name}=off`).join(", ")}, with which an order that PAR was told about can be lost: set it to on.`,
    );
  }
}

/** Takes no more calls, lets those under way end, and writes their exchanges. */
async function drain(
  ctx: Context,
  { server, listening }: { server: Server; listening: Listening },
  withinMs: number,
): Promise<void> {
  const closed = listening.close();
  // Streams have no end of their own; whoever follows goes on at another process.
  await ctx.live[Symbol.asyncDispose]();
  // A kept-alive connection is idle only after its answer is sent, so idle ones are closed again and again.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_POLL_MS);
  const deadline = setTimeout(() => server.closeAllConnections(), withinMs);
  await Promise.all([closed, ctx.dispatcher.stop(withinMs)]);
  clearInterval(idle);
  clearTimeout(deadline);
  await ctx[Symbol.asyncDispose]();
}

const WAITED_FOR = {
  away: "the database",
  full: "space on the database's disk",
  read_only: "a database that takes writes",
} as const;

/** What keeps this process from serving, as texts. A demo is ready when its stores have their menus. */
async function missing(ctx: Context): Promise<string[]> {
  const state = await ctx.databaseHealth.check();
  if (state !== "well") return [WAITED_FOR[state]];
  if (!ctx.config.demo) return [];
  const codes = await demoStoresWithoutMenu(ctx.db, ctx.config);
  return codes.map((code) => `the menu of ${code}`);
}
