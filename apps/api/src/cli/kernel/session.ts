import { type Database, openDatabase } from "@parley/db";
import { listCallers } from "@parley/db/connections";
import { locateEmbedded } from "@parley/db/embedded";
import { loadOrCreateMasterKey, openVault, type Vault, VaultError } from "@parley/db/secrets";
import { createMailer, type Mailer } from "../../mail/mailer.ts";
import type { CliConfig } from "./config.ts";
import { Refusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** What a command works with: the database, its vault, the clock, and the terminal. */
export interface Session extends AsyncDisposable {
  terminal: Terminal;
  db: Database;
  vault: Vault;
  databaseUrl: string;
  masterKey: string;
  /** True where a store's POS may be on this machine, by plain http. */
  allowLoopbackHttp: boolean;
  /** True where the database is the demo's. */
  demo: boolean;
  /** As in the API: multiplies every wait. */
  timeScale: number;
  durations: CliConfig["durations"];
  /** Where the API listens, unless a command is told better. */
  apiUrl: string;
  /** The admin in the browser. */
  adminUrl: string;
  /** Null where no mail server is set. */
  mailer: Mailer | null;
  /** What this shell and `.env` set, without secrets. */
  settings: CliConfig["settings"];
  now: () => Date;
}

/**
 * Opens the database that the settings name, or the one that `npm start` runs in the data folder.
 * Connects with the first query.
 * @throws Refusal where nothing runs, or the master key is not given.
 */
export async function openSession(config: CliConfig, terminal: Terminal): Promise<Session> {
  const { url, masterKey } = await locate(config);
  const vault = openVaultOf(masterKey);
  const db = openDatabase({ url, max: 2, applicationName: "parley-cli" });
  return {
    terminal,
    db,
    vault,
    databaseUrl: url,
    masterKey,
    allowLoopbackHttp: config.allowLoopbackHttp,
    demo: config.demo,
    timeScale: config.timeScale,
    durations: config.durations,
    apiUrl: config.apiUrl,
    adminUrl: config.adminUrl,
    mailer: createMailer(config.mail),
    settings: config.settings,
    now: () => new Date(),
    [Symbol.asyncDispose]: () => db.close(),
  };
}

async function locate(config: CliConfig): Promise<{ url: string; masterKey: string }> {
  const { databaseUrl, masterKey, dataDir } = config;
  if (databaseUrl !== null) {
    if (masterKey !== null) return { url: databaseUrl, masterKey };
    throw new Refusal(
      "settings",
      "DATABASE_URL is set and MASTER_KEY is not.",
      "Set MASTER_KEY to the key that the API of this database runs with: it seals and opens the secrets.",
    );
  }
  const server = await locateEmbedded(dataDir);
  if (server !== null) return { url: server.url, masterKey: masterKey ?? loadOrCreateMasterKey(dataDir) };
  throw new Refusal(
    "not_running",
    `Parley does not run here: there is no database in ${dataDir}.`,
    "Start it with `npm start` in another terminal, set DATA_DIR to the data folder of the one that runs, or set DATABASE_URL and MASTER_KEY.",
  );
}

function openVaultOf(masterKey: string): Vault {
  try {
    return openVault({ masterKey });
  } catch (error) {
    if (error instanceof VaultError) throw new Refusal("settings", error.message);
    throw error;
  }
}

/**
 * Refuses to encrypt anything with a key that cannot decrypt the stored secrets: the API could not read the
 * result, and a SharedId that is already in use would not be noticed.
 */
export async function checkMasterKey({ db, vault, now }: Session): Promise<void> {
  try {
    await listCallers(db, { vault, now: now() });
  } catch (error) {
    if (!(error instanceof VaultError)) throw error;
    throw new Refusal(
      "wrong_master_key",
      "MASTER_KEY does not open the secrets of this database.",
      "Set the key that the API runs with.",
    );
  }
}
