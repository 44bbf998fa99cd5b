import { setTimeout as pause } from "node:timers/promises";
import { migrate, PoolerError, RoleError } from "@parley/db";
import {
  AlreadyRunningError,
  EmbeddedError,
  type EmbeddedFacts,
  type EmbeddedServer,
  embeddedFacts,
  startEmbedded,
} from "@parley/db/embedded";
import { loadOrCreateMasterKey } from "@parley/db/secrets";
import type { StartConfig } from "./config.ts";
import type { Screen } from "./screen.ts";
import { StartError } from "./start-error.ts";

/**
 * The database of the tree: the user's own, or a PostgreSQL of ours in the data folder, which is kept
 * running like the other children. Either way it is migrated before anything else starts.
 */
export interface OpenDatabase {
  databaseUrl: string;
  masterKey: string;
  /** Registers a callback for when our PostgreSQL came back at another address. */
  onMoved(tell: (databaseUrl: string) => void): void;
}

export interface Watch {
  isStopping: () => boolean;
  /** Called as soon as there is something to stop. */
  onStarting: (stop: () => Promise<void>) => void;
}

const BACKOFF_MIN_MS = 250;
const BACKOFF_MAX_MS = 10_000;

function codeOf(error: unknown): string | null {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return null;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error.cause);
}

const SENTENCES: Readonly<Record<string, string>> = {
  "28P01": "refuses the password in DATABASE_URL",
  "28000": "refuses the user in DATABASE_URL",
  "3D000": "has no database of the name in DATABASE_URL",
  "42501":
    "does not let this user make the tables and the role that Parley needs: it must own the database and have CREATEROLE, or an administrator runs `CREATE ROLE parley_app NOLOGIN; GRANT parley_app TO` this user",
};

async function openYours(databaseUrl: string, config: StartConfig): ReturnType<typeof migrate> {
  const { directUrl, databaseDeadlineMs: deadlineMs } = config;
  const url = directUrl ?? databaseUrl;
  try {
    return await migrate(url, { pooler: directUrl === null ? null : { url: databaseUrl, deadlineMs } });
  } catch (error) {
    if (error instanceof PoolerError) throw new StartError(error.message);
    if (error instanceof RoleError)
      throw new StartError(`your PostgreSQL at ${new URL(url).host}: ${error.message}`);
    const code = codeOf(error) ?? "no code";
    const what =
      SENTENCES[code] ??
      (/^[A-Z_]+$/.test(code) ? `does not answer (${code})` : `cannot be migrated: ${String(error)}`);
    throw new StartError(`your PostgreSQL at ${new URL(url).host} ${what}.`);
  }
}

function tell(screen: Screen, { warnings, indexes }: Awaited<ReturnType<typeof migrate>>): void {
  for (const warning of warnings) screen.warn(warning);
  void indexes.then((trouble) => trouble !== null && screen.warn(trouble));
}

async function startOurs(config: StartConfig): Promise<EmbeddedServer> {
  try {
    return await startEmbedded({ dataDir: config.dataDir });
  } catch (error) {
    if (error instanceof AlreadyRunningError || error instanceof EmbeddedError)
      throw new StartError(error.message);
    throw error;
  }
}

const MB = 1024 * 1024;

/** What is told at each start that is not the demo's. */
export function aboutEmbedded({ version, walBytes, walMaxBytes }: EmbeddedFacts): string {
  const [now, most] = [walBytes, walMaxBytes].map((bytes) => `${Math.ceil(bytes / MB)} MB`);
  return `the embedded PostgreSQL ${version} is for trying out: it gets minor releases only with Parley's own (newer ones: https://www.postgresql.org/support/versioning/), and its write-ahead log takes ${now} and under load up to about ${most}. For service set DATABASE_URL to one of yours (docs/runbook.md, Database)`;
}

/** @throws StartError where the database cannot be had, in one sentence */
export async function openDatabase(config: StartConfig, screen: Screen, watch: Watch): Promise<OpenDatabase> {
  if (config.databaseUrl !== null && config.masterKey !== null) {
    tell(screen, await openYours(config.databaseUrl, config));
    screen.step("your PostgreSQL answers and is migrated");
    return { databaseUrl: config.databaseUrl, masterKey: config.masterKey, onMoved: () => {} };
  }

  const starting = startOurs(config);
  let current: EmbeddedServer | null = null;
  let stopped: Promise<void> | null = null;
  let moved: (databaseUrl: string) => void = () => {};
  watch.onStarting(() => {
    stopped ??= (async () => {
      const first = await starting.catch(() => null);
      await (current ?? first)?.stop();
    })();
    return stopped;
  });

  async function keep(server: EmbeddedServer): Promise<void> {
    current = server;
    await server.lost;
    let told = "";
    // One line per reason: a disk that stays full for an hour is one reason.
    const tell = (text: string) => {
      if (text !== told) screen.warn(text);
      told = text;
    };
    if (!watch.isStopping()) tell("PostgreSQL ended; starting it again");
    for (
      let backoffMs = BACKOFF_MIN_MS;
      !watch.isStopping();
      backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS)
    ) {
      await pause(backoffMs);
      const next = await startOurs(config).catch((error: unknown) =>
        tell(`PostgreSQL: ${error instanceof Error ? error.message : String(error)}`),
      );
      if (next === undefined) continue;
      screen.step("PostgreSQL is back");
      if (next.url !== server.url) moved(next.url);
      void keep(next);
      return;
    }
  }

  const server = await starting;
  void keep(server);
  screen.step(server.adopted ? "PostgreSQL was still running and is taken over" : "PostgreSQL is up");
  tell(screen, await migrate(server.ownerUrl));
  screen.step("the database is migrated");
  if (!config.demo) {
    screen.warn(aboutEmbedded(await embeddedFacts(server.ownerUrl)));
  }
  return {
    databaseUrl: server.url,
    masterKey: config.masterKey ?? loadOrCreateMasterKey(config.dataDir),
    onMoved: (tell) => {
      moved = tell;
    },
  };
}
