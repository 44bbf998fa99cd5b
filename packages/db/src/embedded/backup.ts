import {
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { clusterIn } from "./cluster.ts";
import { EmbeddedError } from "./errors.ts";
import { findServer, urlOf } from "./server.ts";

const SLOT = "parley_backup";
/** What a copy must not have: the server's own state, and logs that are copied last. */
const LEFT_OUT = new Set(["postmaster.pid", "postmaster.opts", "pg_wal", "pg_replslot", "pgsql_tmp"]);

/**
 * Copies the embedded installation, its PostgreSQL and its master key, into a new folder while it runs. The copy is a
 * data folder: started with `DATA_DIR` set to it, or copied back to its place, it has all that was committed when the
 * copy was finished.
 * @throws EmbeddedError where nothing runs in the data folder, or the new folder is there already
 */
export async function backUpEmbedded({ dataDir, to }: { dataDir: string; to: string }): Promise<void> {
  const cluster = clusterIn(dataDir);
  const server = findServer(cluster);
  if (server === null) {
    throw new EmbeddedError(
      `No PostgreSQL runs in ${dataDir}. One that is stopped is backed up by copying the folder.`,
    );
  }
  if (existsSync(to)) throw new EmbeddedError(`${to} is there already; name a new folder.`);
  // One session from start to stop; the slot keeps the log that the copy needs.
  const sql = postgres(urlOf(cluster, server, "postgres"), {
    max: 1,
    max_lifetime: null,
    fetch_types: false,
  });
  const copy = clusterIn(to);
  try {
    await sql`select pg_create_physical_replication_slot(${SLOT}, true, true)`;
    await sql`select pg_backup_start('parley', true)`;
    mkdirSync(copy.folder, { recursive: true, mode: 0o700 });
    copyTree(cluster.data, copy.data);
    const [stopped] = await sql<{ label: string }[]>`select labelfile as label from pg_backup_stop(false)`;
    copyTree(join(cluster.data, "pg_wal"), join(copy.data, "pg_wal"));
    mkdirSync(join(copy.data, "pg_replslot"), { recursive: true, mode: 0o700 });
    writeFileSync(join(copy.data, "backup_label"), stopped?.label ?? "", { mode: 0o600 });
    for (const name of ["pg_replslot", "backup_label"]) ownAlike(cluster.data, join(copy.data, name));
    copyFileSync(cluster.password, copy.password);
    const key = join(dataDir, "master.key");
    if (existsSync(key)) copyFileSync(key, join(to, "master.key"));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Copies files as they are at this moment; the log that is copied afterwards puts right what changed meanwhile. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  ownAlike(from, to);
  for (const name of readdirSync(from)) {
    if (LEFT_OUT.has(name)) continue;
    const [source, target] = [join(from, name), join(to, name)];
    try {
      const entry = lstatSync(source);
      if (entry.isDirectory()) copyTree(source, target);
      else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
      else {
        copyFileSync(source, target);
        ownAlike(source, target);
      }
    } catch (error) {
      // A table or a piece of the log that went away while we looked is not part of the copy.
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
}

/** As root, PostgreSQL runs as another user, who must own the copy as well. */
function ownAlike(from: string, to: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = lstatSync(from);
  chownSync(to, uid, gid);
}
