import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { REPOSITORY } from "./config.ts";
import { StartError } from "./start-error.ts";

/**
 * Makes sure that the admin's production build is that of its sources. turbo decides what is stale (it
 * hashes the sources, the lock file and the schema) and answers in under a second when nothing is.
 * Where turbo is not installed (`npm ci --omit=dev`, the image) the build that is there is used.
 */
export interface AdminBuild {
  readonly done: Promise<void>;
  kill(): void;
}

const adminDir = join(REPOSITORY, "apps", "admin");
const resolver = createRequire(join(REPOSITORY, "package.json"));

function findTurbo(): string | null {
  try {
    return resolver.resolve("turbo/bin/turbo");
  } catch {
    return null;
  }
}

export function hasAdminBuild(): boolean {
  return existsSync(join(adminDir, ".next", "BUILD_ID"));
}

/** Starts the build. `done` rejects with a StartError that names the log. */
export function buildAdmin(options: {
  logsDir: string;
  env: Readonly<Record<string, string | undefined>>;
}): AdminBuild {
  const turbo = findTurbo();
  if (turbo === null) {
    const done = hasAdminBuild()
      ? Promise.resolve()
      : Promise.reject(
          new StartError(
            "the admin is not built and turbo is not installed; run `npm ci` (with development dependencies).",
          ),
        );
    // It is awaited when the database is up; until then nobody has refused it.
    done.catch(() => {});
    return { done, kill: () => {} };
  }
  mkdirSync(options.logsDir, { recursive: true });
  const path = join(options.logsDir, "admin-build.log");
  const log = openSync(path, "w", 0o600);
  const child = spawn(process.execPath, [turbo, "run", "build", "--filter=@parley/admin", "--no-daemon"], {
    cwd: REPOSITORY,
    env: { ...options.env, NODE_ENV: undefined, TURBO_TELEMETRY_DISABLED: "1", NEXT_TELEMETRY_DISABLED: "1" },
    detached: true,
    stdio: ["ignore", log, log],
  });
  let killed = false;
  const done = new Promise<void>((resolve, reject) => {
    child.once("error", (error) =>
      reject(new StartError(`the admin could not be built (${error.message}).`)),
    );
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else if (!killed) reject(new StartError(`the admin could not be built; see ${path}.`));
    });
  });
  done.catch(() => {});
  return {
    done,
    kill() {
      killed = true;
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        child.kill("SIGKILL");
      }
    },
  };
}
