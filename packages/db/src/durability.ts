import type { Database } from "./client/client.ts";

const SETTINGS = ["fsync", "synchronous_commit", "full_page_writes"] as const;

/** The settings of this server with which an acknowledged order may be lost: those that are off. */
export async function listUnsafeSettings(db: Database): Promise<string[]> {
  const rows = await db.sql<{ name: string }[]>`
    select name from pg_settings where setting = 'off' and name in ${db.sql(SETTINGS)} order by name`;
  return rows.map(({ name }) => name);
}
