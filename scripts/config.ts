import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { processesOf } from "../apps/api/src/settings/processes.ts";
import { givenBy, tellGiven } from "../apps/api/src/settings/source.ts";
import { fallbackOf, SETTINGS } from "../apps/api/src/settings/table.ts";
import { StartError } from "./start-error.ts";

/**
 * The launcher's settings, read once from the environment and checked. The only file of `scripts/`
 * that reads `process.env`. The children check their own settings again; this file has
 * only those that the launcher itself needs.
 */

type Environment = Readonly<Record<string, string | undefined>>;

export interface StartConfig {
  host: string;
  port: number;
  adminPort: number;
  posSimulatorPort: number;
  /** Absolute. */
  dataDir: string;
  /** The user's own PostgreSQL; null means the embedded one. */
  databaseUrl: string | null;
  /** PostgreSQL's own address where `databaseUrl` is that of a pooler in front of it. */
  directUrl: string | null;
  databaseDeadlineMs: number;
  masterKey: string | null;
  demo: boolean;
  /** Sources are watched and the admin runs in development mode. */
  dev: boolean;
  /** API processes; of several, the one that starts them holds the port. */
  processes: number;
  apiUrl: string;
  /** What the children inherit. */
  environment: Environment;
}

/** The vault's own rule, checked before anything runs. */
const MASTER_KEY_LENGTH_MIN = 32;

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "..");

function portOf(env: Environment, name: string): number {
  const text = env[name] ?? fallbackOf(name);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`${name} is ${JSON.stringify(text)}, and a port is a whole number from 1 to 65535.`);
  }
  return port;
}

/** What the API refuses is left to it. */
function countOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}

/** An address as a URL writes it: IPv6 in brackets, "any address" as one that can be called. */
export function urlHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** @throws StartError with one sentence about the first setting that cannot be used. */
export function readConfig(given: Environment, args: readonly string[]): StartConfig {
  // An empty variable means "not set", as compose files and shells write it.
  const env: Environment = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  const unknown = args.find((arg) => arg !== "--dev");
  if (unknown !== undefined) throw new StartError(`npm start knows no argument ${unknown}.`);

  const host = env.HOST ?? fallbackOf("HOST");
  const databaseUrl = env.DATABASE_URL ?? null;
  const directUrl = env.DATABASE_DIRECT_URL ?? null;
  const masterKey = env.MASTER_KEY ?? null;
  for (const [name, url] of Object.entries({ DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: directUrl })) {
    if (url !== null && !/^postgres(ql)?:\/\//.test(url))
      throw new StartError(`${name} must begin with postgres:// or postgresql://.`);
  }
  if (directUrl !== null && databaseUrl === null) {
    throw new StartError(
      "DATABASE_DIRECT_URL is set and DATABASE_URL is not: set DATABASE_URL to the pooler's address, or, without a pooler, that one alone to PostgreSQL's.",
    );
  }
  if (databaseUrl !== null && masterKey === null) {
    throw new StartError(
      "DATABASE_URL is set and MASTER_KEY is not: make one with `openssl rand -base64 32`, and keep it as long as the database, for it opens the secrets in it.",
    );
  }
  if (masterKey !== null && masterKey.length < MASTER_KEY_LENGTH_MIN) {
    throw new StartError(
      `MASTER_KEY has ${masterKey.length} characters and needs ${MASTER_KEY_LENGTH_MIN} or more: make one with \`openssl rand -base64 32\`.`,
    );
  }
  const demoText = env.DEMO ?? (databaseUrl === null ? fallbackOf("DEMO") : "0");
  if (demoText !== "0" && demoText !== "1")
    throw new StartError(`DEMO is ${JSON.stringify(demoText)}, and it must be 0 or 1.`);
  if (databaseUrl !== null && demoText === "1") {
    throw new StartError(
      "DEMO=1 and DATABASE_URL exclude each other: the demo is never seeded into a database of yours.",
    );
  }
  if (demoText === "1" && !isLoopback(host)) {
    throw new StartError(
      `HOST=${host} would offer the demo's published passwords and keys to the network: set DEMO=0, or leave HOST at 127.0.0.1.`,
    );
  }

  const ports = {
    PORT: portOf(env, "PORT"),
    ADMIN_PORT: portOf(env, "ADMIN_PORT"),
    POS_SIMULATOR_PORT: portOf(env, "POS_SIMULATOR_PORT"),
  };
  for (const [name, port] of Object.entries(ports)) {
    const twin = Object.entries(ports).find(([other, value]) => other !== name && value === port);
    if (twin !== undefined)
      throw new StartError(`${name} and ${twin[0]} are both ${port}; they must differ.`);
  }
  const dataDir = env.DATA_DIR ?? fallbackOf("DATA_DIR");
  return {
    host,
    port: ports.PORT,
    adminPort: ports.ADMIN_PORT,
    posSimulatorPort: ports.POS_SIMULATOR_PORT,
    dataDir: isAbsolute(dataDir) ? dataDir : join(REPOSITORY, dataDir),
    databaseUrl,
    directUrl,
    databaseDeadlineMs: Number(env.DATABASE_DEADLINE_MS ?? fallbackOf("DATABASE_DEADLINE_MS")),
    masterKey,
    demo: demoText === "1",
    dev: args.includes("--dev"),
    processes: processesOf({ set: countOf(env.API_PROCESSES), isDemo: demoText === "1" }),
    apiUrl: env.API_URL ?? `http://${urlHost(host)}:${ports.PORT}`,
    environment: env,
  };
}

/** The environment, with the lines of `.env` beneath it, and which of the two gave what, for the children. */
export function loadEnvironment(): Environment {
  const file = join(REPOSITORY, ".env");
  const given = givenBy(process.env, existsSync(file) ? readFileSync(file, "utf8") : null);
  if (existsSync(file)) process.loadEnvFile(file);
  const names = new Set<string>(SETTINGS.map(({ name }) => name));
  return { ...process.env, PARLEY_SOURCES: tellGiven(given, names) };
}
