import postgres from "postgres";

/** An address that leads to a pooler, which lends connections for a transaction at a time. */
export class PoolerError extends Error {
  override readonly name = "PoolerError";
}

const SENTENCE =
  "DATABASE_URL leads to a connection pooler that keeps no settings of a session, such as PgBouncer: set it to PostgreSQL's own address, because notifications, locks and prepared statements belong to a session, and Parley pools its connections itself.";

/** A time that nobody sets by chance, in milliseconds. */
const PROBE_MS = 86_399_123;
/** How PgBouncer refuses a setting that it does not know. */
const PROTOCOL_VIOLATION = "08P01";

/**
 * Asks for a setting as every connection of ours does, and looks whether it holds.
 * @throws PoolerError in one sentence, where a pooler refuses or drops it; whatever else the connection fails with
 */
export async function requireSessions(url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "parley-probe", statement_timeout: PROBE_MS },
  });
  try {
    const [row] = await sql<{ set: string }[]>`
      select setting as set from pg_settings where name = 'statement_timeout'`;
    if (row?.set !== String(PROBE_MS)) throw new PoolerError(SENTENCE);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === PROTOCOL_VIOLATION) throw new PoolerError(SENTENCE, { cause: error });
    throw error;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
