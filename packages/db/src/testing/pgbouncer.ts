import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { accessSync, chmodSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { chooseUser } from "../embedded/processes.ts";

/** A real PgBouncer in front of a test's database. */

const PLACES = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer"];
const LISTENS_WITHIN_MS = 20_000;

export interface PgBouncer extends AsyncDisposable {
  url: string;
  /** Its own user in PostgreSQL, as which it signs in there. */
  login: string;
  /** `kill -9`. */
  kill(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
}

/** Why there is none to test with; null where there is one. */
export const withoutPgBouncer = findPgBouncer() === null ? "PgBouncer is not installed here" : null;

function findPgBouncer(): string | null {
  for (const path of PLACES) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return null;
}

/**
 * Starts it in transaction mode, with fewer connections to the server than are ours.
 * @param ownerUrl the database, as somebody who may make roles
 * @param options `poolSize`: its connections to the server
 */
export async function startPgBouncer(ownerUrl: string, { poolSize = 2 } = {}): Promise<PgBouncer> {
  const login = `pooled_${randomBytes(6).toString("hex")}`;
  const password = randomBytes(16).toString("hex");
  await asOwner(ownerUrl, (sql) => sql.unsafe(`create role ${login} login password '${password}'`));
  const folder = mkdtempSync(join(tmpdir(), "parley-pgbouncer-"));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const { hostname, port: serverPort, pathname } = new URL(ownerUrl);
  const lines = [
    "[databases]",
    `* = host=${hostname} port=${serverPort || "5432"} user=${login} password=${password}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = any",
    "pool_mode = transaction",
    `default_pool_size = ${poolSize}`,
    "max_client_conn = 200",
  ];
  const file = join(folder, "pgbouncer.ini");
  writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o644 });
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(findPgBouncer() ?? "pgbouncer", [file], {
      ...chooseUser(join(folder, "none")),
      cwd: folder,
      stdio: "ignore",
    });
    child = started;
    const failed = new Promise<never>((_, reject) => {
      started.once("error", reject);
      started.once("exit", (code) => reject(new Error(`PgBouncer ended with code ${code}`)));
    });
    failed.catch(() => {});
    await Promise.race([listens(port), failed]);
  }

  async function kill(): Promise<void> {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  }

  await start();
  return {
    url: `postgres://parley@127.0.0.1:${port}${pathname}`,
    login,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
      // From elsewhere: the database may be gone by now.
      await asOwner(new URL("/postgres", ownerUrl).href, (sql) => sql.unsafe(`drop role ${login}`));
    },
  };
}

/** What an administrator does to the pooler's user, as the refusal says. */
export async function setUpLogin(ownerUrl: string, statements: string): Promise<void> {
  await asOwner(ownerUrl, (sql) => sql.unsafe(statements));
}

async function asOwner(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No port");
  return address.port;
}

async function listens(port: number): Promise<void> {
  const end = performance.now() + LISTENS_WITHIN_MS;
  while (!(await answers(port))) {
    if (performance.now() > end) throw new Error("PgBouncer does not listen");
    await pause(25);
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
