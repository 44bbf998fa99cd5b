import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "./client/client.ts";
import { migrate } from "./migrate.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

/** R6: a dump holds grants and no roles, so a restore into a fresh cluster leaves the API's role without rights. */

let test: TestDatabase;
let administrator: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  administrator = openDatabase({ url: test.url, role: null, max: 2 });
  // As after such a restore; the role itself is shared with other databases of this server, and stays.
  await administrator.sql`revoke all on all tables in schema public from parley_app`;
});
afterAll(async () => {
  await administrator?.close();
  await test?.[Symbol.asyncDispose]();
});

describe("a database that was restored without its grants", () => {
  it("says what an administrator has to run, where the user may not put it right", async () => {
    const user = `restorer_${process.pid}`;
    await administrator.sql.unsafe(`create role ${user} login password 'r'`);
    try {
      await administrator.sql.unsafe(`grant create on database ${new URL(test.url).pathname.slice(1)} to ${user};
        grant usage, create on schema public, drizzle to ${user};
        grant select on all tables in schema drizzle to ${user}`);
      const url = new URL(test.url);
      url.username = user;
      url.password = "r";
      await expect(migrate(url.href)).rejects.toThrow(
        `The user ${user} may not put the role parley_app right: let an administrator run`,
      );
    } finally {
      await administrator.sql.unsafe(`drop owned by ${user}; drop role ${user}`);
    }
  });

  it("is put right by the next start, as far as the migrations grant and no further", async () => {
    const { warnings } = await migrate(test.url);
    expect(warnings).toEqual([
      "The rights of the role parley_app were missing, as after a restore, and are granted again.",
    ]);
    await expect(test.db.sql`select from orders limit 1`).resolves.toBeDefined();
    await expect(test.db.sql`update attempts set number = 1`).rejects.toMatchObject({ code: "42501" });
    expect((await migrate(test.url)).warnings).toEqual([]);
  });
});
