import { readdirSync, statfsSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** How full the disk of a folder is. */
export interface DiskUse {
  freeBytes: number;
  /** From 0 to 1, of what we may use of it. */
  usedShare: number;
}

/** Less than this is no room for a database. */
const FREE_MIN_BYTES = 4 * 1024 * 1024;
const NAMED = 4;

export function diskUse(folder: string): DiskUse {
  const { bsize, blocks, bfree, bavail } = statfsSync(folder);
  const used = blocks - bfree;
  const usable = used + bavail;
  return { freeBytes: bavail * bsize, usedShare: usable === 0 ? 1 : used / usable };
}

/** Whether a failure is the disk's: it says so, or there is no room where it happened. */
export function hasNoSpace(error: unknown, folder: string): boolean {
  const said = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left on device/i.test(said)) return true;
  try {
    return diskUse(folder).freeBytes < FREE_MIN_BYTES;
  } catch {
    return false;
  }
}

/** The folder that is full, and what fills it, in one sentence. */
export function noSpaceSentence(folder: string): string {
  return `There is no space left on the disk of ${folder} (in it: ${whatFills(folder)}). Make room there; nothing else needs to be done.`;
}

/** The largest parts of a data folder, such as `postgres/data/base 410 MB, logs 22 MB`. */
export function whatFills(dataDir: string): string {
  const data = join(dataDir, "postgres", "data");
  const parts = [...foldersOf(dataDir), join(data, "base"), join(data, "pg_wal")]
    .filter((path) => path !== join(dataDir, "postgres"))
    .map((path) => ({ name: relative(dataDir, path), bytes: bytesIn(path) }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, NAMED);
  return parts.length === 0
    ? "nothing of ours"
    : parts.map(({ name, bytes }) => `${name} ${Math.ceil(bytes / 1024 / 1024)} MB`).join(", ");
}

function foldersOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

function bytesIn(path: string): number {
  try {
    const entry = statSync(path);
    if (!entry.isDirectory()) return entry.blocks * 512;
    return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
  } catch {
    // It went away while we looked.
    return 0;
  }
}
