import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { CLUSTER_USER, type Cluster, dataArgument } from "./cluster.ts";
import { EmbeddedError } from "./errors.ts";
import { exists, isPostgres, serverEnvironment, type User } from "./processes.ts";

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 15_000;
const POLL_MS = 20;
const RETRY_MS = 100;
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** A server that answers. */
export interface RunningServer {
  pid: number;
  port: number;
}

/** The server that runs on a cluster's data, if one does and is ready. */
export function findServer(cluster: Cluster): RunningServer | null {
  const found = readPidFile(cluster);
  return found?.ready && isPostgres(found.pid) ? { pid: found.pid, port: found.port } : null;
}

function readPidFile(cluster: Cluster): (RunningServer & { ready: boolean }) | null {
  try {
    // Line 1 is the process, line 4 the port, line 8 the status.
    const lines = readFileSync(join(cluster.data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

export function urlOf(cluster: Cluster, server: RunningServer, database: string): string {
  const password = readFileSync(cluster.password, "utf8").trim();
  return `postgres://${CLUSTER_USER}:${password}@127.0.0.1:${server.port}/${database}`;
}

/**
 * Brings the cluster's server up, or finds the one that runs. The server outlives us: it is its own process
 * group and logs to a file, so that neither a Ctrl-C nor our death takes it from those who still use it.
 */
export async function bringUp(
  cluster: Cluster,
  binaries: Binaries,
  user: User | null,
  settings: Readonly<Record<string, string>>,
): Promise<RunningServer & { adopted: boolean }> {
  const deadline = Date.now() + START_WITHIN_MS;
  trimLog(cluster);
  let started: Launch | null = null;
  while (Date.now() < deadline) {
    const running = findServer(cluster);
    if (running !== null) {
      return { ...running, adopted: started === null || started.child.pid !== running.pid };
    }
    if (started === null) {
      removeForeignPidFile(cluster);
      started = await launch(cluster, binaries, user, settings);
    } else if (started.child.exitCode !== null || started.child.signalCode !== null) {
      started.explain();
      started = null;
      await delay(RETRY_MS);
    } else {
      await delay(POLL_MS);
    }
  }
  throw new EmbeddedError(
    `PostgreSQL did not come up within ${START_WITHIN_MS / 1000} s. Its log: ${cluster.log}`,
  );
}

interface Launch {
  child: ChildProcess;
  /** Throws what the log says, unless it is something that passes. */
  explain(): void;
}

async function launch(
  cluster: Cluster,
  binaries: Binaries,
  user: User | null,
  settings: Readonly<Record<string, string>>,
): Promise<Launch> {
  const port = await choosePort(cluster);
  const options = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    // Statements are ours and carry no values; logging each that a constraint refused would only add noise.
    log_min_error_statement: "panic",
    ...settings,
  };
  const log = openSync(cluster.log, "a", 0o600);
  const logStart = statSync(cluster.log).size;
  const args = Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(binaries.postgres, ["-D", dataArgument(cluster, user), "-p", String(port), ...args], {
    ...user,
    cwd: cluster.data,
    detached: true,
    stdio: ["ignore", log, log],
    env: serverEnvironment(),
  });
  child.on("error", () => {});
  child.unref();
  closeSync(log);
  return {
    child,
    explain() {
      const said = readFileSync(cluster.log).subarray(logStart).toString().trim();
      // Another start won, a killed server is not reaped yet, its children still leave, or the port was
      // taken between the choice and the start: try again.
      const passes =
        /"postmaster\.pid" already exists|shared memory block|could not bind|Address already in use/;
      if (!passes.test(said))
        throw new EmbeddedError(`PostgreSQL did not start: ${said || "it said nothing"}`);
      if (/could not bind|Address already in use/.test(said)) rmSync(cluster.port, { force: true });
    },
  };
}

// After a crash of the machine the old number may belong to another program; PostgreSQL would then believe
// that it runs already. A zombie keeps its file: PostgreSQL looks there for children that still leave.
function removeForeignPidFile(cluster: Cluster): void {
  const found = readPidFile(cluster);
  if (found !== null && exists(found.pid) && !isPostgres(found.pid) && !isZombie(found.pid)) {
    rmSync(join(cluster.data, "postmaster.pid"), { force: true });
  }
}

function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/s, ""));
  } catch {
    // No /proc here, or gone meanwhile.
    return false;
  }
}

async function choosePort(cluster: Cluster): Promise<number> {
  const last = Number(readIfThere(cluster.port) ?? 0);
  const port = (last > 0 ? await freePort(last) : null) ?? (await freePort(0));
  if (port === null) throw new EmbeddedError("There is no free port on 127.0.0.1.");
  writeFileSync(cluster.port, String(port), { mode: 0o600 });
  return port;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function freePort(wanted: number): Promise<number | null> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(null));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}

function trimLog(cluster: Cluster): void {
  const log = statSync(cluster.log, { throwIfNoEntry: false });
  if (log !== undefined && log.size > LOG_BYTES_MAX) truncateSync(cluster.log);
}

/** Stops a server: clients are cut off, what was committed is safe. Harder after 15 s. */
export async function stopServer(pid: number): Promise<void> {
  // SIGTERM would wait for clients to leave.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!isPostgres(pid)) return;
    process.kill(pid, signal);
    const deadline = Date.now() + STOP_WITHIN_MS;
    while (isPostgres(pid) && Date.now() < deadline) await delay(POLL_MS);
  }
}
