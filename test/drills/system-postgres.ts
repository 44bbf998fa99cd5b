import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, until } from "../program.ts";
import { openOwner, type PostgresServer } from "./postgres.ts";

/**
 * A PostgreSQL of the system's packages (Debian's /usr/lib/postgresql), as an installation of somebody's own is:
 * with pg_dump and pg_restore, which the embedded one does not bring, and a login that owns its database and may
 * make roles, but is no superuser.
 */

const PACKAGES = "/usr/lib/postgresql";
const PROGRAMS = ["initdb", "postgres", "pg_dump", "pg_restore"] as const;
const READY_WITHIN_MS = 30_000;
const SUPERUSER = "postgres";
const OWNER = "parley";

/** Ends the server when its stdin does, so that it never outlives who started it. */
const KEEPER = '"$@" </dev/null & pid=$!; (cat >/dev/null; kill -INT $pid) <&3 & wait $pid; kill $!';

/** The folder of the programs of the oldest version here that has all of them; null where there is none. */
export function findSystemPostgres(): string | null {
  if (!existsSync(PACKAGES)) return null;
  const versions = execFileSync("ls", ["-v", PACKAGES], { encoding: "utf8" }).split("\n").filter(Boolean);
  const folders = versions.map((version) => join(PACKAGES, version, "bin"));
  return folders.find((bin) => PROGRAMS.every((program) => existsSync(join(bin, program)))) ?? null;
}

export interface SystemCluster {
  /** Brings the server up; what the cluster holds stays from one start to the next. */
  start(): Promise<PostgresServer>;
  /** Deletes its data. */
  remove(): void;
}

/** Makes a cluster that knows no role but those of PostgreSQL, the superuser's, and the owner of `parley`. */
export async function createSystemCluster(bin: string): Promise<SystemCluster> {
  const user = userOfServer();
  const folder = mkdtempSync(join(tmpdir(), "parley-postgres-"));
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const as = { ...user, cwd: folder };
  execFileSync(
    join(bin, "initdb"),
    ["-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C"],
    { ...as, stdio: "pipe" },
  );
  const port = await freePort();
  const urlAs = (login: string, database: string) => `postgres://${login}@127.0.0.1:${port}/${database}`;
  let isNew = true;
  return {
    async start() {
      const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300"];
      const args = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
      const keeper = spawn("sh", ["-c", KEEPER, "sh", join(bin, "postgres"), ...args], {
        ...as,
        detached: true,
        stdio: ["ignore", "ignore", "ignore", "pipe"],
      });
      const gone = new Promise<void>((resolve) => keeper.once("exit", () => resolve()));
      await until("PostgreSQL answers", READY_WITHIN_MS, () => answers(urlAs(SUPERUSER, "postgres")));
      if (isNew) await administer(urlAs(SUPERUSER, "postgres"), MAKE_OWNER);
      isNew = false;
      return serverOf(keeper, {
        url: urlAs(OWNER, "parley"),
        pid: Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n", 1)[0]),
        lost: gone,
      });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const MAKE_OWNER = [
  `create role ${OWNER} login createdb createrole`,
  `create database parley owner ${OWNER}`,
];

function serverOf(keeper: ChildProcess, server: Omit<PostgresServer, "stop">): PostgresServer {
  const stdin = keeper.stdio[3];
  return {
    ...server,
    async stop() {
      if (stdin != null && "destroy" in stdin) stdin.destroy();
      await server.lost;
    },
  };
}

/** PostgreSQL refuses to run as root. */
function userOfServer(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (which: string) => Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

async function answers(url: string): Promise<boolean> {
  try {
    await administer(url, ["select 1"]);
    return true;
  } catch {
    return false;
  }
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
  await using db = openOwner(url);
  for (const statement of statements) await db.sql.unsafe(statement);
}
