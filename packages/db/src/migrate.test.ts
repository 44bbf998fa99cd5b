import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { openDatabase } from "./client/client.ts";
import { migrate, NewerSchemaError } from "./migrate.ts";
import { insertOrder } from "./orders/insert.ts";
import { openVault } from "./secrets/vault.ts";
import { createTestDatabase, insertTestStore, testOrder } from "./testing/database.ts";

const run = promisify(execFile);
const FIXTURE = fileURLToPath(new URL("./testing/migrate-once.ts", import.meta.url));
const SCHEMA = new URL("./schema/", import.meta.url);
const JOURNAL = fileURLToPath(new URL("../migrations/meta/_journal.json", import.meta.url));
const migrationCount: number = JSON.parse(readFileSync(JOURNAL, "utf8")).entries.length;

describe("migrate", () => {
  it("passes in three processes at once, and applies each migration once", async () => {
    await using test = await createTestDatabase("empty");
    const start = () => run(process.execPath, ["--import", "tsx", FIXTURE, test.url]);
    await Promise.all([start(), start(), start()]);
    await using owner = openDatabase({ url: test.url, role: null });
    const applied = await owner.sql`select hash from drizzle.__drizzle_migrations`;
    expect(applied).toHaveLength(migrationCount);
    expect(await insertTestStore(test)).toBeDefined();
  });

  it("works for an owner who is no superuser, and the API runs as its role there", async () => {
    await using test = await createTestDatabase("empty");
    await using superuser = openDatabase({ url: test.url, role: null });
    const name = new URL(test.url).pathname.slice(1);
    const owner = `${name}_owner`;
    await superuser.sql.unsafe(`create role ${owner} login password 'x' in role parley_app`);
    await superuser.sql.unsafe(`alter database ${name} owner to ${owner}`);
    await superuser.sql.unsafe(`alter schema public owner to ${owner}`);
    const url = new URL(test.url);
    url.username = owner;
    url.password = "x";
    try {
      await migrate(url.href);
      await using db = openDatabase({ url: url.href });
      const vault = openVault({ masterKey: "a master key of enough characters" });
      const store = await insertTestStore({ db, vault });
      expect(await insertOrder(db, testOrder(store))).not.toBeNull();
      await expect(db.sql`delete from orders`).rejects.toMatchObject({ code: "42501" });
    } finally {
      await superuser.sql.unsafe(`reassign owned by ${owner} to current_user`);
      await superuser.sql.unsafe(`drop owned by ${owner}`);
      await superuser.sql.unsafe(`drop role ${owner}`);
    }
  });

  /** A database to which a release that is yet to come has applied one more migration. */
  async function migratedByTheNext(breaking: string | null) {
    const test = await createTestDatabase();
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`
      insert into drizzle.__drizzle_migrations (hash, created_at) values ('next', ${Date.UTC(2099, 0, 1)})`;
    if (breaking !== null) await owner.sql.unsafe(`comment on schema drizzle is 'breaking: ${breaking}'`);
    return test;
  }

  it("starts on what a newer release has migrated, changes nothing, and warns", async () => {
    await using test = await migratedByTheNext(null);
    const { warnings } = await migrate(test.url);
    expect(warnings).toEqual([expect.stringContaining(`knows ${migrationCount} migrations`)]);
    expect(warnings[0]).toContain(`the database has ${migrationCount + 1}, the newest of 2099-01-01`);
    await using owner = openDatabase({ url: test.url, role: null });
    expect(await owner.sql`select hash from drizzle.__drizzle_migrations`).toHaveLength(migrationCount + 1);
  });

  it("refuses a database that a migration it does not know has made unusable for it", async () => {
    await using test = await migratedByTheNext("9999_without_payloads");
    const refused = migrate(test.url);
    await expect(refused).rejects.toThrow(NewerSchemaError);
    await expect(refused).rejects.toThrow(
      /9999_without_payloads.* knows \d+ migrations.* the database has \d+.* Start a release that knows/,
    );
  });

  it("starts on what a newer release has migrated since a breaking migration that it knows", async () => {
    await using test = await migratedByTheNext("0000_extensions_and_role");
    expect((await migrate(test.url)).warnings).toHaveLength(1);
  });

  it("has brought the database to the schema of the code", async () => {
    await using test = await createTestDatabase();
    const modules: object[] = await Promise.all(
      readdirSync(SCHEMA).map((file) => import(new URL(file, SCHEMA).href)),
    );
    const tables = modules
      .flatMap((module): unknown[] => Object.values(module))
      .filter((value) => value instanceof PgTable);
    const [inDatabase] = await test.db.sql<{ count: number }[]>`
      select count(*)::int as count from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
    expect(tables).toHaveLength(inDatabase?.count ?? 0);
    for (const table of tables.map(getTableConfig)) {
      const rows = await test.db.sql<{ name: string }[]>`
        select column_name as name from information_schema.columns where table_name = ${table.name} order by ordinal_position`;
      expect(rows.map((row) => row.name).sort(), table.name).toEqual(
        table.columns.map((column) => column.name).sort(),
      );
    }
  });
});
