import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { BUILD_LOCK, partitionBodies } from "./migrate-bodies.ts";
import { changeKey, listKeysToChange } from "./migrate-keys.ts";

const FOLDER = fileURLToPath(new URL("../migrations/concurrent", import.meta.url));
/** Up to so many orders and calls the indexes are there before `migrate` returns: it takes seconds. */
const SMALL_ROWS = 50_000;
const SMALL_WAIT_MS = 15_000;

/** Indexes that others have replaced, or that nothing reads any more: dropped once those are there. */
const RETIRED = [
  "orders_search_amount",
  "orders_search_name",
  "orders_search_sounds",
  "orders_cause",
  "exchanges_refused_code",
  "orders_phone",
  "orders_name",
  "exchanges_online_order",
  "orders_search_online_order",
  "orders_search_reference",
  "orders_search_total",
  "orders_search_phone",
  "orders_search_last_four",
  "orders_search_parts",
  "orders_email",
  "orders_online_order_live",
  "orders_online_order",
  "orders_pos_order_search",
  "order_keys_uid",
  "attempt_results_order",
  "order_events_order",
];

/** Indexes that are being built, and bodies that are being put into partitions, while the program already runs. */
export interface IndexBuild {
  /** How many indexes are missing. */
  missing: number;
  /** Resolves when it is over, with what went wrong; never rejects. */
  done: Promise<string | null>;
}

/**
 * Builds those indexes that a migration must not build, because it would hold up every order for minutes on a
 * large table: one file each, `create index concurrently`. An index that an interrupted build left invalid is
 * built anew. Then a table of bodies in one piece becomes a partition. Where another process builds, or this login does
 * not own the tables, nothing is done.
 *
 * @returns null where all are there: also after building them for a small database, which takes seconds where nobody
 *   has a table for long
 */
export async function buildIndexes(url: string): Promise<IndexBuild | null> {
  const names = readdirSync(FOLDER).map((file) => file.replace(/\.sql$/, ""));
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: "parley-indexes" },
  });
  const [state] = await sql<
    { valid: string[]; isRetiredThere: boolean; isPlain: boolean; rows: number; isOwner: boolean }[]
  >`
    select coalesce(array_agg(i.relname) filter (where x.indisvalid), '{}') as valid,
      exists (select from pg_class where relkind = 'i' and relname in ${sql(RETIRED)}) as "isRetiredThere",
      exists (select from pg_class where oid = 'exchange_bodies'::regclass and relkind = 'r') as "isPlain",
      (select sum(reltuples)::float8 from pg_class where oid in ('orders'::regclass, 'exchanges'::regclass)) as rows,
      (select pg_has_role(relowner, 'USAGE') from pg_class where oid = 'orders'::regclass) as "isOwner"
    from pg_index x join pg_class i on i.oid = x.indexrelid where i.relname in ${sql(names)}`;
  const missing = names.filter((name) => state?.valid.includes(name) !== true);
  const keys = await listKeysToChange(sql);
  const areIndexesDone = missing.length === 0 && keys.length === 0 && state?.isRetiredThere !== true;
  if ((areIndexesDone && state?.isPlain !== true) || state?.isOwner !== true) {
    await sql.end({ timeout: 5 });
    return null;
  }
  // Tried, not waited for: a waiting statement would keep a snapshot, for which the build would wait in turn.
  const [lock] = await sql`select pg_try_advisory_lock(${BUILD_LOCK}) as taken`;
  if (lock?.taken !== true) {
    await sql.end({ timeout: 5 });
    if (areIndexesDone || state.rows <= SMALL_ROWS) return null;
    return { missing: missing.length + keys.length, done: Promise.resolve(null) };
  }
  const done = (areIndexesDone ? Promise.resolve(null) : indexesOf(sql, missing, keys))
    .then(async (trouble) => trouble ?? (await bodiesOf(sql)))
    .finally(() => sql.end({ timeout: 5 }));
  // Those that are there serve until then, so a start never fails for them, nor waits for whoever holds a table.
  const isOver =
    state.rows > SMALL_ROWS ? false : await Promise.race([done, pause(SMALL_WAIT_MS, false, { ref: false })]);
  return isOver === null ? null : { missing: missing.length + keys.length, done };
}

async function indexesOf(...args: Parameters<typeof buildAll>): Promise<string | null> {
  return await buildAll(...args).then(
    () => null,
    (error: unknown) => `The indexes of search could not be built, so search is slow: ${String(error)}`,
  );
}

async function bodiesOf(sql: postgres.Sql): Promise<string | null> {
  return await partitionBodies(sql).then(
    () => null,
    (error: unknown) =>
      `Bodies of calls could not be put into weeks, which is tried again within the hour; until then they stand in one table as before: ${String(error)}`,
  );
}

async function buildAll(
  sql: postgres.Sql,
  names: readonly string[],
  keys: Awaited<ReturnType<typeof listKeysToChange>>,
): Promise<void> {
  for (const name of names) {
    const [left] = await sql`
      select from pg_index x join pg_class i on i.oid = x.indexrelid where i.relname = ${name} and not x.indisvalid`;
    if (left !== undefined) await sql`drop index concurrently if exists ${sql(name)}`;
    await sql.file(join(FOLDER, `${name}.sql`));
  }
  const refused: unknown[] = [];
  for (const key of keys) await changeKey(sql, key).catch((error: unknown) => refused.push(error));
  // What a key was to replace stays with the key before it.
  if (refused.length > 0) throw refused[0];
  for (const name of RETIRED) await sql`drop index concurrently if exists ${sql(name)}`;
  // What the planner knows of the indexed expressions.
  await sql`analyze orders, order_keys, exchanges, exchange_bodies`;
}
