import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { toJsonText } from "../sql/json.ts";
import { createAnnouncer } from "./announcer.ts";

/** The role that the API runs as: neither owner nor superuser, so grants and append-only rules bind it. */
export const APP_ROLE = "parley_app";

export interface Listener {
  unlisten(): Promise<void>;
}

/** Some connections with two faces: `orm` builds queries, `sql` runs the few hand-written statements. */
export interface Pool {
  readonly orm: PostgresJsDatabase;
  readonly sql: postgres.Sql;
}

export interface Database extends Pool, AsyncDisposable {
  /**
   * For what may take megabytes, such as a menu: a few connections of their own, whose statements have more time.
   * The server stores some 8 MB a second of JSON where it is quiet, so a short deadline would refuse them for ever.
   */
  readonly large: Pool;
  /** Whether orders are written in the form that the release before this one cannot read. */
  readonly packsOrders: boolean;
  /** Told where a statement for several orders stands, so that a drill can end the process there. */
  readonly onGroup: (point: GroupPoint) => void;
  /**
   * Listens on a channel over a connection of its own that reconnects by itself. `onListen` runs each time
   * it listens, the first included: a NOTIFY in the gap before it is lost, so sweep there.
   */
  listen(channel: string, onMessage: (payload: string) => void, onListen?: () => void): Promise<Listener>;
  /**
   * Tells every process, within a few milliseconds and without waiting for it, that an order changed. A hint:
   * what is lost with this process is found by the sweeps.
   */
  announceOrder(orderId: string): void;
  /** Lets running queries end (5 s at most), then closes the pool. */
  close(): Promise<void>;
}

/** Several orders, or several results, are in one statement that is not sent yet, or committed and told to nobody. */
type GroupPoint = "orders_gathered" | "orders_committed" | "results_gathered" | "results_committed";

export interface DatabaseOptions {
  /** PostgreSQL's own address. */
  url: string;
  /**
   * The address of a pooler in front of it that lends a connection for one transaction (PgBouncer). Short statements
   * go through it, each parsed anew; what needs a session or a time of its own (LISTEN, large statements) never does.
   */
  poolerUrl?: string | null;
  /** Connections in the pool. More than eight gained nothing where it was measured. */
  max?: number;
  /** The role to run as; null keeps the role that logged in. */
  role?: string | null;
  applicationName?: string;
  /**
   * Milliseconds after which a statement fails on our side, whatever became of the server. A server that lives
   * gives it up a little earlier by itself, so that its fate is known.
   */
  deadlineMs?: number;
  /** See `Database`; by default not. */
  packOrders?: boolean;
  /** See `Database`; by default nobody is told. */
  onGroup?: (point: GroupPoint) => void;
  /** Hears what the server remarks beside its answers; by default nobody does. */
  onNotice?: (notice: postgres.Notice) => void;
}

/** For whoever can wait: an operator's command, a test on a busy machine. */
const DEADLINE_MS = 20_000;
/** The part of a statement's time after which a server that lives gives it up. */
const SERVER_SHARE = 0.75;

/** What large statements get: connections, how many times the time of others, and seconds until an idle one closes. */
const LARGE = { max: 3, patience: 8, idleS: 60 };

const DATE_TYPES = [1082, 1114, 1184];
const JSON_TYPES = [114, 3802];

/** Seconds between two tries to open a lost connection. */
const RECONNECT_S = 0.1;

/** Opens a pool. Connects lazily: a wrong address shows at the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const { url, poolerUrl = null, max = 8, deadlineMs = DEADLINE_MS } = options;
  const short = { max, deadlineMs, idleS: null };
  const pool = openPool(options, poolerUrl === null ? { url, ...short } : { pooler: poolerUrl, ...short });
  const { patience, ...few } = LARGE;
  const large = openPool(options, { url, ...few, deadlineMs: deadlineMs * patience });
  // Who listens has a connection of its own, with the settings of the pool that it is opened from.
  const sessions = poolerUrl === null ? pool : openPool(options, { url, ...short });
  const announcer = createAnnouncer(pool.sql, "parley_orders");
  const close = async () => {
    await announcer.flush();
    await Promise.all([pool, large, sessions].map(({ sql }) => sql.end({ timeout: 5 })));
  };
  return {
    ...pool,
    large,
    packsOrders: options.packOrders ?? false,
    onGroup: options.onGroup ?? (() => {}),
    announceOrder: announcer.announce,
    listen: (channel, onMessage, onListen) => sessions.sql.listen(channel, onMessage, onListen),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Milliseconds after which a server that lives gives up a statement that we wait `deadlineMs` for. */
export function serverLimitMs(deadlineMs: number): number {
  return Math.round(deadlineMs * SERVER_SHARE);
}

type PoolPlan = { max: number; deadlineMs: number; idleS: number | null } & (
  | { url: string }
  | { pooler: string }
);

function openPool(options: DatabaseOptions, plan: PoolPlan): Pool {
  const { max, deadlineMs, idleS } = plan;
  const { role = APP_ROLE, applicationName = "parley", onNotice = () => {} } = options;
  const isPooled = "pooler" in plan;
  // Options of the client, or of our patch, which its types do not know.
  const patched = {
    deadline: deadlineMs,
    // A statement's first half, sent while the one before it is under way, would be lost: PgBouncer gives the server's
    // connection to somebody else when that one ends, and ours would wait for an answer until its deadline.
    ...(isPooled ? { max_pipeline: 0 } : {}),
  };
  const sql = postgres(isPooled ? plan.pooler : plan.url, {
    ...patched,
    max,
    // A prepared statement stays on the server's connection, and the next transaction has another.
    prepare: !isPooled,
    ...(idleS === null ? {} : { idle_timeout: idleS }),
    connect_timeout: deadlineMs / 1_000,
    fetch_types: false,
    onnotice: onNotice,
    // The client's own back-off counts the failures of the whole pool and grows to 20 s, so after a mass disconnect a
    // single query waits that long for a server that is up again. PostgreSQL is one hop away: ask again soon.
    backoff: () => RECONNECT_S,
    connection: {
      application_name: applicationName,
      // Startup parameters, so that they hold on each connection of the pool from its first statement. A pooler takes
      // none: there they are its user's own (`requirePooler`).
      ...(isPooled ? {} : { statement_timeout: serverLimitMs(deadlineMs) }),
      ...(isPooled || role === null ? {} : { role }),
    },
  });
  const orm = drizzle(sql);
  restoreTypes(sql);
  return { orm, sql };
}

// drizzle() makes dates and JSON pass through the client as text, for itself. The hand-written statements
// share the client and want Date and values; drizzle reads those just as well, and hands JSON over as text
// that must not be encoded a second time.
function restoreTypes(sql: postgres.Sql): void {
  for (const type of DATE_TYPES) {
    sql.options.parsers[type] = (text: string) => new Date(text);
    sql.options.serializers[type] = (value: Date | string) =>
      value instanceof Date ? value.toISOString() : value;
  }
  for (const type of JSON_TYPES) {
    sql.options.serializers[type] = (value: unknown) =>
      typeof value === "string" ? value : toJsonText(value);
  }
}

/**
 * Makes a statement once per database and keeps it, so that the server parses and plans it once per
 * connection (261 against 626 µs for a select by key).
 */
export function prepared<T>(
  name: string,
  build: (orm: PostgresJsDatabase, name: string) => T,
): (db: Database) => T {
  const statements = new WeakMap<Database, T>();
  return (db) => {
    const known = statements.get(db);
    if (known !== undefined) return known;
    const made = build(db.orm, name);
    statements.set(db, made);
    return made;
  };
}
