import { randomInt } from "node:crypto";
import postgres from "postgres";
import { APP_ROLE, serverLimitMs } from "./client.ts";

/** An address that leads to a pooler which lends connections for a transaction at a time, where none may be, or one
 * whose connections are not set up for us. The message is a sentence for whoever starts Parley. */
export class PoolerError extends Error {
  override readonly name = "PoolerError";
}

const SENTENCE =
  "DATABASE_URL leads to a connection pooler that keeps no settings of a session, such as PgBouncer: set it to PostgreSQL's own address, because Parley pools its connections itself, or set DATABASE_DIRECT_URL to that address as well, for notifications, locks and large statements, which need a session.";
const DIRECT_SENTENCE =
  "DATABASE_DIRECT_URL leads to a connection pooler that keeps no settings of a session, such as PgBouncer: set it to PostgreSQL's own address.";

/** A time that nobody sets by chance, in milliseconds. */
const PROBE_MS = 86_399_123;
/** How PgBouncer refuses a setting that it does not know. */
const PROTOCOL_VIOLATION = "08P01";

/**
 * Asks for a setting as every connection of ours does, and looks whether it holds.
 * @param options `hasPooler` where a pooler is set beside it
 * @throws PoolerError in one sentence, where a pooler refuses or drops it; whatever else the connection fails with
 */
export async function requireSessions(url: string, { hasPooler = false } = {}): Promise<void> {
  const sentence = hasPooler ? DIRECT_SENTENCE : SENTENCE;
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "parley-probe", statement_timeout: PROBE_MS },
  });
  try {
    const [row] = await sql<{ set: string }[]>`
      select setting as set from pg_settings where name = 'statement_timeout'`;
    if (row?.set !== String(PROBE_MS)) throw new PoolerError(sentence);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === PROTOCOL_VIOLATION) throw new PoolerError(sentence, { cause: error });
    throw error;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** How PostgreSQL, or whatever stands before it, says that nobody is there. */
const AWAY = /^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_CLOSED)$/;

/** A pooler in front of PostgreSQL, and how long our side waits for a statement through it. */
export interface PoolerPlan {
  url: string;
  deadlineMs: number;
}

/**
 * Looks through a pooler whether the connections that it lends are what ours have to be. It takes no settings with a
 * connection, so its user in PostgreSQL has them: the API's role, which may rewrite no history, and a time after which
 * the server gives a statement up, so that its fate is known when we no longer wait.
 *
 * @param direct a connection to the database itself: the pooler has to lead to the same one
 * @throws PoolerError in a sentence that says what is wrong, or what an administrator has to run; whatever else the
 *   connection fails with
 */
export async function requirePooler(
  { url, deadlineMs }: PoolerPlan,
  { direct }: { direct: postgres.Sql },
): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    prepare: false,
    fetch_types: false,
    onnotice: () => {},
    connection: { application_name: "parley-probe" },
  });
  try {
    const [row] = await sql<{ login: string; role: string; limitMs: number }[]>`
      select session_user as login, current_user as role,
        (select setting::int from pg_settings where name = 'statement_timeout') as "limitMs"`;
    if (row === undefined) throw new PoolerError("The pooler at DATABASE_URL answered nothing.");
    const { login, role, limitMs } = row;
    if (!(await leadsTo(direct, sql)))
      throw new PoolerError(
        "DATABASE_URL and DATABASE_DIRECT_URL lead to different databases: set both to the same one, the first through the pooler.",
      );
    const missing = [];
    const user = `"${login.replaceAll('"', '""')}"`;
    if (role !== APP_ROLE)
      missing.push(`GRANT ${APP_ROLE} TO ${user}; ALTER ROLE ${user} SET role = '${APP_ROLE}';`);
    if (limitMs === 0 || limitMs > deadlineMs)
      missing.push(`ALTER ROLE ${user} SET statement_timeout = '${serverLimitMs(deadlineMs)}ms';`);
    if (missing.length > 0)
      throw new PoolerError(
        `The pooler at DATABASE_URL signs in as ${user}, a user that is not set up for it. Give the pooler a user of its own; for this one an administrator runs \`${missing.join(" ")}\` in PostgreSQL, and RECONNECT in the pooler.`,
      );
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!AWAY.test(code)) throw error;
    throw new PoolerError(`The pooler at DATABASE_URL, ${new URL(url).host}, does not answer (${code}).`, {
      cause: error,
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Whether both are in one database: a lock of such a session is one database's. */
async function leadsTo(direct: postgres.Sql, pooled: postgres.Sql): Promise<boolean> {
  const key = randomInt(2 ** 47).toString();
  await direct`select pg_advisory_lock(${key}::bigint)`;
  const [row] = await pooled<{ isFree: boolean }[]>`
    select pg_try_advisory_xact_lock(${key}::bigint) as "isFree"`;
  await direct`select pg_advisory_unlock(${key}::bigint)`;
  return row?.isFree === false;
}
