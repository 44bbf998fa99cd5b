import type postgres from "postgres";
import { briefly } from "./sql/brief-lock.ts";

/** A key that takes over from one of the same name. */
interface KeyChange {
  name: string;
  table: string;
  columns: readonly string[];
  /** Where it is no primary key, but an index of the rows that have this. */
  having?: string;
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
    having: "pos_order_id",
  },
];

/** A key of a table that has another one: what stood on its ids was read by nothing. */
const NEEDLESS: KeyChange = { name: "attempts_pkey", table: "attempts", columns: [] };

/** How long calls may wait for a key that is put in its place, and how often that is tried. */
const PATIENCE = { waitMs: 100, pauseMs: 400, tries: 20 };

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
  { name, table, columns, having }: KeyChange,
): Promise<void> {
  const [on, key] = [sql(table), sql(name)];
  if (columns.length === 0)
    return await alone(sql, (tx) => [tx`alter table ${on} drop constraint if exists ${key}`]);
  const built = sql(`${name}_built`);
  // What an interrupted build left behind.
  await sql`drop index concurrently if exists ${built}`;
  const rows = having === undefined ? sql`` : sql`where ${sql(having)} is not null`;
  await sql`create unique index concurrently ${built} on ${on} (${sql([...columns])}) ${rows}`;
  await alone(sql, (tx) =>
    having === undefined
      ? [
          tx`alter table ${on} drop constraint if exists ${key}, add constraint ${key} primary key using index ${built}`,
        ]
      : [tx`drop index if exists ${key}`, tx`alter index ${built} rename to ${key}`],
  );
}

/** Runs these statements in a moment in which nobody else has the table. */
async function alone(
  sql: postgres.Sql,
  statements: (tx: postgres.TransactionSql) => postgres.PendingQuery<postgres.Row[]>[],
): Promise<void> {
  await briefly(sql, PATIENCE, async (tx) => {
    for (const statement of statements(tx)) await statement;
  });
}
