import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { type Database, openDatabase } from "../client/client.ts";
import { startEmbedded } from "../embedded/embedded.ts";
import { migrate } from "../migrate.ts";
import { openVault, type Vault } from "../secrets/vault.ts";

// How the set-up of a test run tells its workers, which are processes of their own, where its server is.
const SERVER_VARIABLE = "PARLEY_TEST_SERVER_URL";
const TEMPLATE_VARIABLE = "PARLEY_TEST_TEMPLATE";
const TEST_MASTER_KEY = "a master key for tests, which seals nothing of value";

/** A PostgreSQL for a test run, with a migrated database to clone from. */
export interface TestServer extends AsyncDisposable {
  url: string;
}

/**
 * Starts the PostgreSQL of a test run, or uses the one that `TEST_DATABASE_URL` names (its user needs
 * CREATEDB and CREATEROLE), and migrates the template. A second call in the same run joins the first.
 */
export async function startTestServer(): Promise<TestServer> {
  const running = process.env[SERVER_VARIABLE];
  if (running !== undefined) return { url: running, [Symbol.asyncDispose]: async () => {} };
  const { url, close } = await openServer();
  const template = `parley_template_${randomBytes(6).toString("hex")}`;
  await administer(url, (sql) => sql.unsafe(`create database ${template}`));
  await migrate(databaseUrl(url, template));
  process.env[SERVER_VARIABLE] = url;
  process.env[TEMPLATE_VARIABLE] = template;
  return {
    url,
    async [Symbol.asyncDispose]() {
      delete process.env[SERVER_VARIABLE];
      delete process.env[TEMPLATE_VARIABLE];
      await dropDatabase(url, template);
      await close();
    },
  };
}

async function openServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") return { url: given, close: async () => {} };
  const dataDir = mkdtempSync(join(tmpdir(), "parley-test-"));
  // Nothing here outlives the run, so nothing needs to reach the disk; drills bring a server of their own.
  const settings = { fsync: "off", full_page_writes: "off", max_connections: "300" };
  const server = await startEmbedded({ dataDir, watchdog: true, settings });
  return {
    url: server.ownerUrl,
    async close() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export interface TestDatabase extends AsyncDisposable {
  /** As its owner; `openDatabase` turns into the API's role by itself. */
  url: string;
  db: Database;
  vault: Vault;
}

/**
 * A migrated database of one's own, or an empty one, dropped on dispose; what is still connected to it is
 * cut off.
 */
export async function createTestDatabase(content: "migrated" | "empty" = "migrated"): Promise<TestDatabase> {
  const server = process.env[SERVER_VARIABLE];
  const template = process.env[TEMPLATE_VARIABLE];
  if (server === undefined || template === undefined) {
    throw new Error(
      "No test server: run this under vitest, whose global set-up starts one, or call startTestServer.",
    );
  }
  const name = `parley_test_${randomBytes(8).toString("hex")}`;
  const source = content === "migrated" ? template : "template0";
  await administer(server, (sql) => sql.unsafe(`create database ${name} template ${source}`));
  const url = databaseUrl(server, name);
  const db = openDatabase({ url });
  return {
    url,
    db,
    vault: openVault({ masterKey: TEST_MASTER_KEY }),
    async [Symbol.asyncDispose]() {
      await db.close();
      await dropDatabase(server, name);
    },
  };
}

async function dropDatabase(server: string, name: string): Promise<void> {
  await administer(server, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
}

async function administer(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

export { unreachedCauses } from "../schema/vocabulary.ts";
export { type PgBouncer, setUpLogin, startPgBouncer, withoutPgBouncer } from "./pgbouncer.ts";
export { runPlans } from "./plan.ts";
export {
  FIRST_POS,
  insertOrdersLike,
  insertTestStore,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "./rows.ts";
export { openTestWire, type TestWire } from "./wire.ts";
