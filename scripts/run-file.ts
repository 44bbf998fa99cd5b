import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./start-error.ts";

/**
 * `DATA_DIR/run.json` says who runs on this data folder, so that a second start can name it.
 * A file whose process is gone, or whose pid now belongs to a younger process, is stale and replaced.
 * (PostgreSQL's own lock protects the data; this file only explains.)
 */

interface Run {
  pid: number;
  since: string;
  admin: string;
  api: string;
  /** The process's start as the kernel counts it; null where it cannot be asked. */
  birth: string | null;
}

/** A mark that differs between two processes that had one pid after the other. Linux only. */
function birthOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the program's name in parentheses and may contain blanks; starttime is the 22nd.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive(run: Run): boolean {
  try {
    process.kill(run.pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return run.birth === null || run.birth === birthOf(run.pid);
}

function readRun(path: string): Run | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const field = (name: string) => {
    const at: unknown = Reflect.get(value, name);
    return typeof at === "string" ? at : "";
  };
  const pid: unknown = Reflect.get(value, "pid");
  if (typeof pid !== "number") return null;
  return {
    pid,
    since: field("since"),
    admin: field("admin"),
    api: field("api"),
    birth: field("birth") || null,
  };
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

/**
 * Claims the data folder for this process.
 * @returns gives the claim back
 * @throws StartError naming the process that runs on it already
 */
export function claimDataDir(
  dataDir: string,
  urls: { admin: string; api: string },
  now: () => Date,
): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "run.json");
  const mine: Run = { pid: process.pid, since: now().toISOString(), ...urls, birth: birthOf(process.pid) };
  for (let tries = 0; tries < 2; tries++) {
    try {
      writeFileSync(path, `${JSON.stringify(mine)}\n`, { flag: "wx", mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
    const other = readRun(path);
    if (other !== null && isAlive(other)) {
      throw new StartError(
        `Parley already runs on ${dataDir}: pid ${other.pid}, since ${other.since}, admin ${other.admin}, API ${other.api}; stop it with Ctrl-C there or \`kill ${other.pid}\`.`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new StartError(`${dataDir} is being claimed by another start at this moment; try again.`);
}
