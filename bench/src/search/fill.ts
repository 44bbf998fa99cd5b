import { migrate } from "@parley/db";
import postgres from "postgres";
import { isSeeded, progressLine, seedOrders } from "../seed-rows.ts";

/**
 * Fills a database with thin orders up to `total` and builds the indexes of search. What an earlier run did is kept,
 * also of one that was cut off at any moment.
 */
export async function fill(url: string, total: number, log: (text: string) => void): Promise<void> {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    // A run that was killed leaves its server, where its statement goes on: the index that it builds is built again.
    await sql`
      select pg_terminate_backend(pid, 60000) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
    const [schema] = await sql<
      { isThere: boolean }[]
    >`select to_regclass('order_keys') is not null as "isThere"`;
    // Indexes that a cut run has dropped are not built for the rows that are there so far.
    if (schema?.isThere !== true) await (await migrate(url)).indexes;
    if (!(await isSeeded(sql, total))) {
      // They are built faster at the end, and the time that takes is one of the figures.
      const names = await sql<{ name: string }[]>`
        select relname as name from pg_class where relkind = 'i'
          and relname ~ '_search' and relname <> 'orders_pos_order_search'`;
      for (const { name } of names) await sql`drop index ${sql(name)}`;
      await seedOrders(sql, { total, onProgress: (progress) => log(progressLine(progress)) });
      await sql`vacuum (analyze) orders`;
    }
    const startedAt = performance.now();
    const trouble = await (await migrate(url)).indexes;
    if (trouble !== null) throw new Error(trouble);
    log(`Indexes of search: ${Math.round((performance.now() - startedAt) / 1000)} s`);
    await sql`vacuum (analyze) orders`;
  } finally {
    await sql.end();
  }
}
