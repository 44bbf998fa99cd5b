import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { expect, it } from "vitest";
import { openDatabase } from "./client/client.ts";
import { newId } from "./ids.ts";
import { migrate } from "./migrate.ts";
import { partitionBodies } from "./migrate-bodies.ts";
import { listBodyPartitions } from "./retention/partitions.ts";
import { boundOf } from "./retention/weeks.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";
import { migrateBefore } from "./testing/migrate-before.ts";

/** An `exchange_bodies` in one piece becomes a partition beside whoever writes, whichever release that is. */

const INDEX = new URL("../migrations/concurrent/exchange_bodies_search_digest.sql", import.meta.url);
const DAY_MS = 86_400_000;
const inDays = (days: number) => `${boundOf(new Date(Date.now() + days * DAY_MS))}7abc`;

/** A database as the release before leaves it, with some bodies. */
async function inOnePiece(): Promise<TestDatabase & { owner: postgres.Sql; ids: string[] }> {
  const test = await createTestDatabase("empty");
  await migrateBefore(test.url, "0067_fewer_claims");
  const owner = postgres(test.url, { max: 2, onnotice: () => {} });
  await owner.file(fileURLToPath(INDEX));
  const ids = [newId("exc"), inDays(-300), newId("exc")];
  for (const id of ids) await write(test, id);
  const close = async () => {
    await owner.end();
    await test[Symbol.asyncDispose]();
  };
  return { ...test, owner, ids, [Symbol.asyncDispose]: close };
}

/** As the release before writes it. */
async function write({ db }: TestDatabase, id: string): Promise<void> {
  const rows = JSON.stringify([{ exchange_id: id, request_headers: { "x-pch-digest": "AB" } }]);
  await db.sql`
    insert into exchange_bodies (exchange_id, request_headers, packed) select exchange_id, request_headers, packed
    from json_populate_recordset(null::exchange_bodies, ${rows}::text::json) on conflict do nothing`;
}

async function idsIn(sql: postgres.Sql, table = "exchange_bodies"): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select exchange_id as id from ${sql(table)} order by 1`;
  return rows.map(({ id }) => id);
}

async function shapeOf(sql: postgres.Sql): Promise<string[]> {
  const partitions = await listBodyPartitions({ sql });
  return (partitions ?? []).map(
    ({ from, until }) => `${from?.getUTCDay() ?? "-"} to ${until?.getUTCDay() ?? "-"}`,
  );
}

const WHOLE = ["- to 1", "1 to 1", "1 to 1", "- to -"];

it("gives a database that is made now its partitions, with the index and the rights of the table", async () => {
  await using test = await createTestDatabase();
  expect(await shapeOf(test.db.sql)).toEqual(WHOLE);
  const partitions = await listBodyPartitions(test.db);
  const rows = await test.db.sql<{ name: string; rights: string; indexes: string; storage: string }[]>`
    select relname::text as name, relkind as kind, (select string_agg(privilege_type, ',' order by privilege_type) from aclexplode(relacl)
        join pg_roles r on r.oid = grantee where r.rolname = 'parley_app') as rights,
      (select attstorage from pg_attribute where attrelid = c.oid and attname = 'packed') as storage,
      (select string_agg(def, '; ' order by def) from (
        select regexp_replace(pg_get_indexdef(indexrelid), '.* USING ', '') as def from pg_index
        where indrelid = c.oid and indisvalid) x) as indexes
    from pg_class c where relname like 'exchange\\_bodies%' and relkind in ('r', 'p') order by 1`;
  expect(rows.map(({ name }) => name).sort()).toEqual(
    ["exchange_bodies", ...(partitions ?? []).map(({ name }) => name)].sort(),
  );
  const [parent, ...others] = rows.map(({ rights, indexes, storage }) => ({ rights, indexes, storage }));
  expect(parent).toMatchObject({ rights: "DELETE,INSERT,SELECT", storage: "e" });
  expect(parent?.indexes).toMatch(/^btree \(exchange_id\); btree \(lower[^;]*x-pch-digest[^;]*$/);
  for (const other of others) expect(other).toEqual(parent);
});

it("makes a filled table the first partition, and nobody has to write otherwise", async () => {
  await using test = await inOnePiece();
  await migrate(test.url);
  expect(await shapeOf(test.owner)).toEqual(WHOLE);
  const later = [inDays(10), inDays(400)];
  for (const id of [...test.ids, ...later]) await write(test, id);
  expect(await idsIn(test.owner)).toEqual([...test.ids, ...later].sort());
  expect(await idsIn(test.owner, "exchange_bodies_first")).toEqual([...test.ids].sort());
  expect(await idsIn(test.owner, "exchange_bodies_default")).toEqual(later.slice(1));
  const { indexes, warnings } = await migrate(test.url);
  expect([await indexes, warnings]).toEqual([null, []]);
});

it("leaves a whole table where it ends halfway: what is beyond the bound is kept, and refused never", async () => {
  await using test = await inOnePiece();
  const ended = partitionBodies(test.owner, { onBound: () => Promise.reject(new Error("ended")) });
  await expect(ended).rejects.toThrow("ended");
  const [beyond, within] = [inDays(10), newId("exc")];
  for (const id of [beyond, beyond, within]) await write(test, id);
  expect(await idsIn(test.owner)).toEqual([...test.ids, within].sort());
  // Nobody went on for so long that the bound is past.
  const past = boundOf(new Date(Date.now() - DAY_MS));
  await test.owner.unsafe(`drop trigger exchange_bodies_first on exchange_bodies;
    create trigger exchange_bodies_first before insert on exchange_bodies for each row
      execute function exchange_bodies_beyond('${past}');
    alter table exchange_bodies drop constraint exchange_bodies_first,
      add constraint exchange_bodies_first check (exchange_id < '${past}') not valid`);
  const late = newId("exc");
  await write(test, late);
  expect(await partitionBodies(test.owner)).toBe(true);
  expect(await shapeOf(test.owner)).toEqual(WHOLE);
  expect(await idsIn(test.owner)).toEqual([...test.ids, within, late, beyond].sort());
});

it("gives up where somebody keeps the table, and starts all the same", async () => {
  await using other = await inOnePiece();
  await using reader = openDatabase({ url: other.url, role: null });
  await reader.sql.begin(async (tx) => {
    await tx`lock table exchange_bodies in access share mode`;
    const { indexes } = await migrate(other.url);
    expect(await indexes).toMatch(/could not be put into weeks, .* lock timeout/);
  });
  expect(await shapeOf(other.owner)).toEqual([]);
  await write(other, newId("exc"));
  await migrate(other.url);
  expect(await shapeOf(other.owner)).toEqual(WHOLE);
});

it("goes on by a statement that was prepared before", async () => {
  await using test = await inOnePiece();
  const session = postgres(test.url, { max: 1, connection: { plan_cache_mode: "force_generic_plan" } });
  const insert = (id: string) => session`insert into exchange_bodies (exchange_id) values (${id})`;
  const read = (id: string) => session`select exchange_id from exchange_bodies where exchange_id = ${id}`;
  const before = newId("exc");
  await insert(before);
  await read(before);
  await partitionBodies(test.owner);
  const [now, next] = [newId("exc"), inDays(10)];
  for (const id of [now, next]) {
    await insert(id);
    expect(await read(id)).toHaveLength(1);
  }
  expect(await read(before)).toHaveLength(1);
  await session.end();
});
