import type postgres from "postgres";

/** A key that takes over from one of the same name. */
interface KeyChange {
  name: string;
  table: string;
  columns: readonly string[];
  /** Which rows it holds, where it is an index with a condition and no primary key. */
  where?: string;
}

const KEYS: readonly KeyChange[] = [
  {
    name: "order_keys_pkey",
    table: "order_keys",
    columns: ["request_uid", "connection_id", "par_location_id", "par_organization_id"],
  },
  { name: "attempt_results_pkey", table: "attempt_results", columns: ["order_id", "number", "id"] },
  { name: "order_events_pkey", table: "order_events", columns: ["order_id", "id"] },
  // Under this name both releases know its violation.
  {
    name: "orders_pos_order",
    table: "orders",
    columns: ["pos_order_id", "pos_account"],
    where: "pos_order_id is not null",
  },
];

/** A key of a table that has another one: what stood on its ids was read by nothing. */
const NEEDLESS: KeyChange = { name: "attempts_pkey", table: "attempts", columns: [] };

/** How long calls may wait for a statement that waits for its table, in milliseconds, and how often it is tried. */
const WAIT_MS = 500;
const TRIES = 20;
const LOCK_NOT_AVAILABLE = "55P03";

/** The keys that are not yet what this release wants them to be. */
export async function listKeysToChange(sql: postgres.Sql): Promise<KeyChange[]> {
  const names = [...KEYS, NEEDLESS].map(({ name }) => name);
  const keys = await sql<{ name: string; columns: string[] }[]>`
    select i.relname::text as name, array(
      select attname::text from unnest(x.indkey) with ordinality k (number, place)
      join pg_attribute on attrelid = x.indrelid and attnum = k.number order by k.place) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid where i.relname in ${sql(names)} and x.indisvalid`;
  const found = new Map(keys.map(({ name, columns }) => [name, columns.join()]));
  return [
    ...KEYS.filter(({ name, columns }) => found.get(name) !== columns.join()),
    ...(found.has(NEEDLESS.name) ? [NEEDLESS] : []),
  ];
}

/**
 * Changes a key: its index is built beside the running program, and put in the place of the one before in a moment in
 * which nobody else has the table.
 */
export async function changeKey(
  sql: postgres.Sql,
  { name, table, columns, where }: KeyChange,
): Promise<void> {
  if (columns.length === 0) return await alone(sql, `alter table ${table} drop constraint ${name}`);
  const built = `${name}_built`;
  // What an interrupted build left behind.
  await sql`drop index concurrently if exists ${sql(built)}`;
  const condition = where === undefined ? "" : ` where ${where}`;
  await sql.unsafe(
    `create unique index concurrently ${built} on ${table} (${columns.join(", ")})${condition}`,
  );
  await alone(
    sql,
    where === undefined
      ? `alter table ${table} drop constraint if exists ${name}, add constraint ${name} primary key using index ${built}`
      : `drop index if exists ${name}; alter index ${built} rename to ${name}`,
  );
}

/** Waits for the table for a moment only, again and again: who comes after a waiting statement waits, too. */
async function alone(sql: postgres.Sql, statement: string): Promise<void> {
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
