import postgres from "postgres";

/** What an operator should know of the PostgreSQL that came with us. */
export interface EmbeddedFacts {
  /** For example "18.1". */
  version: string;
  /** What its write-ahead log takes on the disk. */
  walBytes: number;
  /** What it may take under load, about. */
  walMaxBytes: number;
}

/** @param url of its owner */
export async function embeddedFacts(url: string): Promise<EmbeddedFacts> {
  const sql = postgres(url, { max: 1, fetch_types: false });
  try {
    const [row] = await sql<EmbeddedFacts[]>`
      select split_part(current_setting('server_version'), ' ', 1) as version,
        (select coalesce(sum(size), 0)::float8 from pg_ls_waldir()) as "walBytes",
        pg_size_bytes(current_setting('max_wal_size'))::float8 as "walMaxBytes"`;
    if (row === undefined) throw new Error("PostgreSQL did not say what it is.");
    return row;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
