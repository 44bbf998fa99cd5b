import { execFileSync, spawn } from "node:child_process";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { EmbeddedError } from "./errors.ts";

/** Whom to run PostgreSQL as; null = as ourselves. */
export interface User {
  uid: number;
  gid: number;
}

const isRoot = process.getuid?.() === 0;

/**
 * PostgreSQL refuses to run as root, so root runs it as the owner of its data, at first `nobody`: present in
 * practically every image, and initdb needs no more than its passwd line.
 */
export function chooseUser(dataFolder: string): User | null {
  const owner = ownerOf(dataFolder);
  if (!isRoot) {
    if (owner !== null && owner.uid !== process.getuid?.()) {
      throw new EmbeddedError(
        `${dataFolder} belongs to another user. Start Parley as that user, or use another DATA_DIR.`,
      );
    }
    return null;
  }
  if (owner !== null && owner.uid !== 0) return owner;
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  if (nobody === null) {
    throw new EmbeddedError(
      "PostgreSQL does not run as root, and there is no user nobody to run it as. Start Parley as another user, or set DATABASE_URL.",
    );
  }
  return { uid: Number(nobody[1]), gid: Number(nobody[2]) };
}

// Null where nothing is there yet; a folder that we may not even look into is somebody else's.
function ownerOf(folder: string): User | null {
  try {
    const found = statSync(folder, { throwIfNoEntry: false });
    return found === undefined ? null : { uid: found.uid, gid: found.gid };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EACCES") return { uid: -1, gid: -1 };
    throw error;
  }
}

/** Runs a program to its end, in a folder and as a user. Never rejects: a program that cannot start has code null. */
export async function run(
  program: string,
  args: readonly string[],
  options: { user: User | null; cwd: string; stdin?: number },
): Promise<{ code: number | null; output: string }> {
  const { user, cwd, stdin } = options;
  return await new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      ...user,
      env: serverEnvironment(),
      stdio: [stdin ?? "ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8192);
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", (error) => resolve({ code: null, output: error.message }));
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** The environment of PostgreSQL's programs: nothing of ours but the path. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C", TZ: "UTC" };
}

/** Whether a process is a running PostgreSQL, not a zombie of one and not another program with its old number. */
export function isPostgres(pid: number): boolean {
  if (!exists(pid)) return false;
  if (process.platform === "linux") {
    try {
      // A zombie has no executable.
      return /\/postgres( \(deleted\))?$/.test(readlinkSync(`/proc/${pid}/exe`));
    } catch (error) {
      // Another user's process shows its executable to nobody else; one of ours always does.
      if (error instanceof Error && "code" in error && error.code === "EACCES")
        return commandOf(pid) === "postgres";
      return false;
    }
  }
  return commandOf(pid) === "postgres";
}

/** Whether any process has this number, a zombie included. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function commandOf(pid: number): string | null {
  try {
    const line = execFileSync("ps", ["-o", "stat=,comm=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [state = "", ...command] = line.trim().split(/\s+/);
    if (state.startsWith("Z")) return null;
    return command.join(" ").split("/").at(-1) ?? null;
  } catch {
    // `ps` fails for a number that is gone.
    return null;
  }
}
