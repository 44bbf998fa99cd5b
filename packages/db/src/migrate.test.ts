import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { describe, expect, it } from "vitest";
import { openDatabase } from "./client/client.ts";
import { migrate } from "./migrate.ts";
import { insertOrder } from "./orders/insert.ts";
import * as attempt from "./schema/attempt.ts";
import * as connection from "./schema/connection.ts";
import * as exchange from "./schema/exchange.ts";
import * as location from "./schema/location.ts";
import * as mapping from "./schema/mapping.ts";
import * as menu from "./schema/menu.ts";
import * as operator from "./schema/operator.ts";
import * as order from "./schema/order.ts";
import { openVault } from "./secrets/vault.ts";
import { createTestDatabase, insertTestStore, testOrder } from "./testing/database.ts";

const run = promisify(execFile);
const FIXTURE = fileURLToPath(new URL("./testing/migrate-once.ts", import.meta.url));
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

  it("has brought the database to the schema of the code", async () => {
    await using test = await createTestDatabase();
    const modules = [attempt, connection, exchange, location, mapping, menu, operator, order];
    const tables = modules
      .flatMap((module) => Object.values(module))
      .filter((value) => value instanceof PgTable);
    for (const table of tables.map(getTableConfig)) {
      const rows = await test.db.sql<{ name: string }[]>`
        select column_name as name from information_schema.columns where table_name = ${table.name} order by ordinal_position`;
      expect(rows.map((row) => row.name).sort(), table.name).toEqual(
        table.columns.map((column) => column.name).sort(),
      );
    }
    expect(tables.length).toBeGreaterThan(20);
  });
});
