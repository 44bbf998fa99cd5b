import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { EmbeddedError } from "./errors.ts";
import { run, type User } from "./processes.ts";

/** The files of one installation, all in `<DATA_DIR>/postgres`. */
export interface Cluster {
  /** The folder of all of them, readable by ourselves only. */
  folder: string;
  /** PostgreSQL's own data folder, owned by the user that it runs as. */
  data: string;
  password: string;
  log: string;
  /** The port of the last start: kept, so that other processes find the server again after a restart. */
  port: string;
}

export const CLUSTER_USER = "parley";

export function clusterIn(dataDir: string): Cluster {
  return filesOf(join(dataDir, "postgres"));
}

function filesOf(folder: string): Cluster {
  const file = (name: string) => join(folder, name);
  return {
    folder,
    data: file("data"),
    password: file("password"),
    log: file("server.log"),
    port: file("port"),
  };
}

export function clusterExists(cluster: Cluster): boolean {
  return existsSync(join(cluster.data, "PG_VERSION")) && existsSync(cluster.password);
}

/** Refuses data of another major version, which this server could not read. */
export function checkVersion(cluster: Cluster, binaries: Binaries): void {
  const version = readFileSync(join(cluster.data, "PG_VERSION"), "utf8").trim();
  if (version !== binaries.major) {
    throw new EmbeddedError(
      `The data in ${cluster.folder} was made by PostgreSQL ${version}; this Parley runs ${binaries.major}. Move the folder away and restore a dump of it.`,
    );
  }
}

/**
 * The `-D` of PostgreSQL's programs. As another user they could not walk down to a data folder under a 0700
 * parent; but they are put inside it before they give root up, and there it is their working directory.
 */
export function dataArgument(cluster: Cluster, user: User | null): string {
  return user !== null && existsSync("/proc/self/cwd") ? "/proc/self/cwd" : cluster.data;
}

/**
 * Makes the cluster: password and data in a draft folder, renamed into place when whole. Of two first starts
 * at once one loses the rename, throws its own draft away and goes on with the other's.
 */
export async function createCluster(cluster: Cluster, binaries: Binaries, user: User | null): Promise<void> {
  const draft = filesOf(mkdtempSync(`${cluster.folder}.init-`));
  try {
    mkdirSync(draft.data, { mode: 0o700 });
    writeFileSync(draft.password, randomBytes(24).toString("base64url"), { mode: 0o600 });
    if (user !== null) {
      chownSync(draft.data, user.uid, user.gid);
      // initdb opens /dev/stdin anew, so for this moment the file must be its user's.
      chownSync(draft.password, user.uid, user.gid);
    }
    await initdb(draft, binaries, user);
    if (user !== null) chownSync(draft.password, 0, 0);
    renameSync(draft.folder, cluster.folder);
  } catch (error) {
    rmSync(draft.folder, { recursive: true, force: true });
    const lost =
      error instanceof Error && "code" in error && ["ENOTEMPTY", "EEXIST"].includes(String(error.code));
    if (!lost) throw error;
    if (!clusterExists(cluster)) {
      throw new EmbeddedError(
        `${cluster.folder} holds ${readdirSync(cluster.folder).join(", ")}, but no database. Move it away, then start again.`,
      );
    }
  }
}

async function initdb(draft: Cluster, binaries: Binaries, user: User | null): Promise<void> {
  const stdin = openSync(draft.password, "r");
  try {
    const { code, output } = await run(
      binaries.initdb,
      [
        ...[
          "-D",
          dataArgument(draft, user),
          "-U",
          CLUSTER_USER,
          "-A",
          "scram-sha-256",
          "--pwfile=/dev/stdin",
        ],
        // The built-in locale sorts the same on every machine; the operating system's would not.
        ...["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
      ],
      { user, cwd: draft.data, stdin },
    );
    if (code !== 0) throw new EmbeddedError(`PostgreSQL could not make its data folder: ${output.trim()}`);
  } finally {
    closeSync(stdin);
  }
}
