import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, migrate, openDatabase } from "@parley/db";
import { insertConnection } from "@parley/db/connections";
import { type EmbeddedServer, startEmbedded } from "@parley/db/embedded";
import { openVault } from "@parley/db/secrets";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanEnvironment } from "./environment.ts";
import { endProgram, freePort, type Program, startProgram } from "./program.ts";
import { REPOSITORY } from "./stack.ts";

/**
 * A start of the API that must not be, on a PostgreSQL of its own: it ends with one sentence that says what to do,
 * before anything is served.
 */

const MASTER_KEY = "the-key-that-sealed-the-secrets-0123456789";
const READY_WITHIN_MS = 60_000;

let folder: string;
let server: EmbeddedServer;
let superuser: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-refused-"));
  server = await startEmbedded({ dataDir: join(folder, "postgres"), watchdog: true });
  superuser = openDatabase({ url: server.url, role: null, max: 2 });
});
afterAll(async () => {
  await superuser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function startApi(settings: Readonly<Record<string, string>>): Promise<Program> {
  return startProgram({
    command: process.execPath,
    args: ["--import", "tsx", "apps/api/src/main.ts"],
    cwd: REPOSITORY,
    env: {
      ...cleanEnvironment(),
      PORT: String(await freePort()),
      DATABASE_URL: server.url,
      DATA_DIR: folder,
      DEMO: "0",
      MASTER_KEY,
      ...settings,
    },
  });
}

/** The sentence with which a start ends. */
async function refusalOf(settings: Readonly<Record<string, string>>): Promise<string> {
  const api = await startApi(settings);
  expect(await api.exited).toEqual({ code: 1, signal: null });
  const lines = api.output().trimEnd().split("\n");
  expect(lines, api.output()).toHaveLength(1);
  expect(api.output()).not.toContain("listening");
  return lines[0] ?? "";
}

async function startsWith(settings: Readonly<Record<string, string>>): Promise<void> {
  const api = await startApi(settings);
  await api.says("api listening on", READY_WITHIN_MS);
  expect(await endProgram(api)).toEqual({ code: 0, signal: null });
}

describe("a user who may not make what Parley needs (R12)", () => {
  it("is told what an administrator has to run, after which the start goes on", async () => {
    await superuser.sql.unsafe("create role plain login password 'p'");
    await superuser.sql.unsafe("create database theirs");
    const url = new URL(server.url);
    Object.assign(url, { username: "plain", password: "p", pathname: "/theirs" });
    const settings = { DATABASE_URL: url.href };
    const sentence = await refusalOf(settings);
    expect(sentence).toContain(
      "The user plain lacks rights on the database theirs (the database, CREATEROLE",
    );
    const statements = /`(.*)`/.exec(sentence)?.[1] ?? "";
    expect(statements).toBe(
      'ALTER DATABASE "theirs" OWNER TO "plain"; CREATE ROLE parley_app NOLOGIN; GRANT parley_app TO "plain"',
    );
    for (const statement of statements.split("; ")) await superuser.sql.unsafe(statement);
    await startsWith(settings);
  });

  it("is told of the role alone where it owns the database", async () => {
    await superuser.sql.unsafe("create role owning login password 'p'");
    await superuser.sql.unsafe("create database owned owner owning");
    const url = new URL(server.url);
    Object.assign(url, { username: "owning", password: "p", pathname: "/owned" });
    expect(await refusalOf({ DATABASE_URL: url.href })).toContain('run `GRANT parley_app TO "owning"`');
  });
});

describe("an installation with secrets", () => {
  beforeAll(async () => {
    await migrate(server.url);
    await using db = openDatabase({ url: server.url });
    const secret = { sharedId: "a-shared-id-of-a-test-0123456789abcdef", strength: "strong" as const };
    const connection = { slug: "par", name: "PAR", switches: {}, ...secret };
    await insertConnection(db, { vault: openVault({ masterKey: MASTER_KEY }), connection, now: new Date() });
  });

  it("is not served with another MASTER_KEY (R6)", async () => {
    expect(await refusalOf({ MASTER_KEY: "another-key-of-enough-characters-0123456789" })).toBe(
      "MASTER_KEY does not open the secrets in this database: start with the key that they were sealed with (after a restore, the one that was backed up with it).",
    );
    await startsWith({});
  });

  it.each(["fsync", "synchronous_commit", "full_page_writes"])(
    "is not served by a PostgreSQL with %s off (R10)",
    async (setting) => {
      await superuser.sql.unsafe(`alter system set ${setting} = off`);
      await superuser.sql`select pg_reload_conf()`;
      try {
        expect(await refusalOf({})).toBe(
          `This PostgreSQL runs with ${setting}=off, with which an order that PAR was told about can be lost: set it to on.`,
        );
      } finally {
        await superuser.sql.unsafe(`alter system reset ${setting}`);
        await superuser.sql`select pg_reload_conf()`;
      }
    },
  );
});
