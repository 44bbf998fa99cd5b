import { readFileSync, rmSync } from "node:fs";
import { type Database, migrate, openDatabase } from "@parley/db";
import { startEmbedded } from "@parley/db/embedded";

/**
 * A real PostgreSQL with fsync on, which a drill may kill and start again. All drills of a run share the server
 * but those that bring one of their own; each has a database of its own.
 */
export interface Postgres extends AsyncDisposable {
  readonly port: number;
  /** An empty, migrated database. @returns its URL as the owner */
  createDatabase(name: string): Promise<string>;
  /** `kill -9` of the server and all its processes, at once. */
  kill(): Promise<void>;
  /** SIGSTOP of the server and all its processes: it answers nothing, and its sockets stay open. */
  freeze(): void;
  /** Lets it go on. */
  thaw(): void;
  /** Starts it again, where it was killed, on the same data and port; it recovers from its log. */
  start(): Promise<void>;
}

/** A server as a process, with an empty database for its owner. */
export interface PostgresServer {
  readonly url: string;
  readonly pid: number;
  /** Settles when it has gone. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
}

const TEMPLATE = "parley";
const SETTINGS = { max_connections: "300", fsync: "on", synchronous_commit: "on" };

/** The embedded PostgreSQL, in a new folder that goes with it. */
export async function openPostgres(dataDir: string): Promise<Postgres> {
  return await openServer({
    start: () => startEmbedded({ dataDir, watchdog: true, settings: SETTINGS }),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  });
}

/** @param plan `start` brings the same server up, again and again; `remove` takes away what it leaves */
export async function openServer(plan: {
  start: () => Promise<PostgresServer>;
  remove: () => void;
}): Promise<Postgres> {
  let server = await plan.start();
  let isKilled = false;
  let frozen: number[] = [];
  await migrate(server.url);

  return {
    get port() {
      return Number(new URL(server.url).port);
    },
    async createDatabase(name) {
      const admin = openOwner(withDatabase(server.url, "postgres"));
      try {
        await admin.sql.unsafe(`create database ${name} template ${TEMPLATE}`);
      } finally {
        await admin.close();
      }
      return withDatabase(server.url, name);
    },
    async kill() {
      const children = childrenOf(server.pid);
      // The parent first, or it would see a child's death and act on it.
      for (const pid of [server.pid, ...children]) signal(pid, "SIGKILL");
      isKilled = true;
      await server.lost;
    },
    freeze() {
      frozen = [server.pid, ...childrenOf(server.pid)];
      for (const pid of frozen) signal(pid, "SIGSTOP");
    },
    thaw() {
      for (const pid of frozen.splice(0)) signal(pid, "SIGCONT");
    },
    async start() {
      for (const pid of frozen.splice(0)) signal(pid, "SIGCONT");
      if (!isKilled) return;
      // The old handle still has a connection to a server that is gone.
      await server.stop();
      server = await plan.start();
      isKilled = false;
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      plan.remove();
    },
  };
}

/** A pool as the database's owner, for changes that a drill makes without the product. */
export function openOwner(url: string): Database {
  return openDatabase({ url, role: null, max: 12, applicationName: "drill" });
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended with its parent.
  }
}
