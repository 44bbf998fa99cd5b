import type postgres from "postgres";

/** Primary keys that take over from those before them, by what PostgreSQL says of them when they are there. */
const KEYS = [
  {
    table: "order_keys",
    columns: ["request_uid", "connection_id", "par_location_id", "par_organization_id"],
  },
  { table: "attempt_results", columns: ["order_id", "number", "id"] },
  { table: "order_events", columns: ["order_id", "id"] },
] as const;

/** Whose key is another constraint of theirs: what stood on their ids was read by nothing. */
const KEYLESS = ["attempts"] as const;

/** How long calls may wait for a statement that waits for its table, in milliseconds, and how often it is tried. */
const WAIT_MS = 500;
const TRIES = 20;
const LOCK_NOT_AVAILABLE = "55P03";

/** The primary keys that are not yet what this release wants them to be; `columns` null: none. */
export async function listKeysToChange(
  sql: postgres.Sql,
): Promise<{ table: string; columns: readonly string[] | null }[]> {
  const keys = await sql<{ table: string; columns: string[] }[]>`
    select c.conrelid::regclass::text as table, array(
      select attname::text from unnest(conkey) with ordinality k (number, place)
      join pg_attribute on attrelid = conrelid and attnum = k.number order by k.place) as columns
    from pg_constraint c where contype = 'p' and conrelid = any(${[...KEYS.map(({ table }) => table), ...KEYLESS]}::regclass[])`;
  const now = new Map(keys.map(({ table, columns }) => [table, columns.join()]));
  return [
    ...KEYS.filter(({ table, columns }) => now.get(table) !== columns.join()),
    ...KEYLESS.filter((table) => now.has(table)).map((table) => ({ table, columns: null })),
  ];
}

/**
 * Gives a table its primary key: its index is built beside the running program, and put in the place of the one before
 * in a moment in which nobody else has the table.
 */
export async function changeKey(
  sql: postgres.Sql,
  { table, columns }: { table: string; columns: readonly string[] | null },
): Promise<void> {
  const key = `${table}_pkey`;
  if (columns === null) return await alter(sql, `alter table ${table} drop constraint ${key}`);
  const built = `${key}_built`;
  // What an interrupted build left behind.
  await sql`drop index concurrently if exists ${sql(built)}`;
  await sql`create unique index concurrently ${sql(built)} on ${sql(table)} (${sql([...columns])})`;
  await alter(
    sql,
    `alter table ${table} drop constraint if exists ${key}, add constraint ${key} primary key using index ${built}`,
  );
}

/** Waits for the table for a moment only, again and again: who comes after a waiting statement waits, too. */
async function alter(sql: postgres.Sql, statement: string): Promise<void> {
  for (let left = TRIES; ; left--) {
    try {
      await sql.begin(async (tx) => {
        await tx`select set_config('lock_timeout', ${`${WAIT_MS}ms`}, true)`;
        await tx.unsafe(statement);
      });
      return;
    } catch (error) {
      const isHeld = error instanceof Error && "code" in error && error.code === LOCK_NOT_AVAILABLE;
      if (!isHeld || left === 1) throw error;
    }
  }
}
