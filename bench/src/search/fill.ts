import { readdirSync } from "node:fs";
import { migrate } from "@parley/db";
import postgres from "postgres";
import { isSeeded, progressLine, seedOrders } from "../seed-rows.ts";

/** The indexes that `migrate` builds beside a program that runs, where they are not there. */
const BUILT_LATER = new URL("../../../packages/db/migrations/concurrent", import.meta.url);

/**
 * Fills a database with thin orders up to `total` and builds the indexes that were left out meanwhile. What an earlier run did is kept,
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
      const names = readdirSync(BUILT_LATER).map((file) => file.replace(/\.sql$/, ""));
      // That of a table in partitions cannot be built beside a program, and need not: a partition is made with it.
      for (const name of names)
        if (!name.startsWith("exchange_bodies")) await sql`drop index if exists ${sql(name)}`;
      // Rows refer to what the same batch writes, which need not be looked up again.
      await sql`set session_replication_role = replica`;
      await seedOrders(sql, { total, onProgress: (progress) => log(progressLine(progress)) });
      await sql`vacuum (analyze) orders`;
    }
    const startedAt = performance.now();
    const trouble = await (await migrate(url)).indexes;
    if (trouble !== null) throw new Error(trouble);
    log(`Indexes: ${Math.round((performance.now() - startedAt) / 1000)} s`);
    await sql`vacuum (analyze) orders`;
  } finally {
    await sql.end();
  }
}
