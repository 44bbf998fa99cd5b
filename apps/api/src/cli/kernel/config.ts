import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Config, mailOf, ownUrl } from "../../config.ts";
import { type DescribedSetting, describeSettings } from "../../settings/describe.ts";
import { environment, flag, parseEnvironment, READ_BY_API } from "../../settings/environment.ts";
import { givenBy, tellGiven } from "../../settings/source.ts";

/** What the operator's CLI needs to know: where the database is, and none of a server's settings. */
export interface CliConfig {
  /** Null: the database that `npm start` runs in `dataDir`. */
  databaseUrl: string | null;
  masterKey: string | null;
  /** Absolute. */
  dataDir: string;
  demo: boolean;
  allowLoopbackHttp: boolean;
  timeScale: number;
  /** How long things take in this installation, by variable, in milliseconds before `timeScale`: an order that is sent
   * from here waits for its POS as long as one that the API sends. */
  durations: Readonly<Record<Duration, number>>;
  /** Where the API listens, if it runs on this machine with these settings. */
  apiUrl: string;
  /** The admin in the browser, for links in what is sent to people. */
  adminUrl: string;
  /** The mail server that links go out by, and from whom; null: no e-mail is sent. */
  mail: Config["mail"];
  /** What this shell and `.env` set, as the API would take it: without secrets. */
  settings: readonly DescribedSetting[];
}

type Duration = "ATTEMPT_DEADLINE_MS" | "SYNC_BUDGET_MS" | "LEASE_MS" | "GIVE_UP_MS";

const REPOSITORY = fileURLToPath(new URL("../../../../..", import.meta.url));
const cliEnvironment = environment
  .pick({
    HOST: true,
    PORT: true,
    ADMIN_PORT: true,
    ADMIN_URL: true,
    DATA_DIR: true,
    POS_ALLOW_LOOPBACK_HTTP: true,
    TIME_SCALE: true,
    ATTEMPT_DEADLINE_MS: true,
    SYNC_BUDGET_MS: true,
    LEASE_MS: true,
    GIVE_UP_MS: true,
    SMTP_URL: true,
    ALERTS_FROM: true,
  })
  .extend({
    DATABASE_URL: z.string().optional(),
    DATABASE_DIRECT_URL: z.string().optional(),
    MASTER_KEY: z.string().optional(),
    DEMO: flag.optional(),
  });

/**
 * Reads the settings of the CLI from the environment, else from `.env`, as `npm start` does.
 * @throws ConfigError naming every wrong variable, one line each.
 */
export function loadCliConfig(env: NodeJS.ProcessEnv = process.env): CliConfig {
  const file = join(REPOSITORY, ".env");
  const hasFile = env === process.env && existsSync(file);
  const given = givenBy(env, hasFile ? readFileSync(file, "utf8") : null);
  if (hasFile) process.loadEnvFile(file);
  const value = parseEnvironment(cliEnvironment, env);
  // What a command asks for may take its time, and is little: it never goes through a pooler.
  const databaseUrl = value.DATABASE_DIRECT_URL ?? value.DATABASE_URL ?? null;
  const { ATTEMPT_DEADLINE_MS, SYNC_BUDGET_MS, LEASE_MS, GIVE_UP_MS } = value;
  // `npm start` runs the demo unless DEMO says otherwise or a database is set.
  const demo = value.DEMO ?? databaseUrl === null;
  return {
    databaseUrl,
    masterKey: value.MASTER_KEY ?? null,
    dataDir: resolve(REPOSITORY, value.DATA_DIR),
    demo,
    allowLoopbackHttp: value.POS_ALLOW_LOOPBACK_HTTP ?? demo,
    timeScale: value.TIME_SCALE,
    durations: { ATTEMPT_DEADLINE_MS, SYNC_BUDGET_MS, LEASE_MS, GIVE_UP_MS },
    apiUrl: ownUrl({ host: value.HOST, port: value.PORT }),
    adminUrl: value.ADMIN_URL ?? `http://localhost:${value.ADMIN_PORT}`,
    mail: mailOf(value),
    settings: describeSettings(env, { names: READ_BY_API, told: tellGiven(given, READ_BY_API) }),
  };
}
