import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FrontDoor } from "../apps/api/src/processes/front-door.ts";
import type { ChildPlan } from "./child.ts";
import { REPOSITORY, type StartConfig, urlHost } from "./config.ts";

/** The programs of the tree, as plans: what runs, with which settings, and how it says "ready". */

const READY_WITHIN_MS = 90_000;
const ASK_TIMEOUT_MS = 2_000;

async function answers(url: string, isGood: (status: number) => boolean): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS), redirect: "manual" });
    await response.body?.cancel();
    return isGood(response.status);
  } catch {
    return false;
  }
}

/** Where each program of the tree has its log. */
export function logsDirOf(config: StartConfig): string {
  return join(config.dataDir, "logs");
}

export interface Programs {
  api: ChildPlan;
  admin: ChildPlan;
  simulator: ChildPlan;
}

/**
 * @param secrets the database and key that the children share, whoever provided them
 * @param options `door` holds the API's port; without it the API listens by itself. `programsFolder` has the programs
 *   that were built from the sources (`build-programs.mjs`); without it the sources are run
 */
export function planPrograms(
  config: StartConfig,
  secrets: { databaseUrl: string; masterKey: string },
  { door = null, programsFolder = null }: { door?: FrontDoor | null; programsFolder?: string | null } = {},
): Programs {
  const shared = {
    ...config.environment,
    HOST: config.host,
    PORT: String(config.port),
    ADMIN_PORT: String(config.adminPort),
    POS_SIMULATOR_PORT: String(config.posSimulatorPort),
    DATA_DIR: config.dataDir,
    DEMO: config.demo ? "1" : "0",
    API_URL: config.apiUrl,
  };
  // Only the API and the admin know it; a new one with each start is as good as a kept one.
  const adminSecret = config.environment.ADMIN_SECRET ?? randomBytes(32).toString("base64url");
  const logsDir = logsDirOf(config);
  const own = ({ built, source }: { built: string; source: string }) =>
    programsFolder === null ? ["--import", "tsx", join(REPOSITORY, source)] : [join(programsFolder, built)];
  const common = { cwd: REPOSITORY, readyWithinMs: READY_WITHIN_MS, logsDir };
  const base = (port: number) => `http://${urlHost(config.host)}:${port}`;
  return {
    api: {
      ...common,
      name: "api",
      ...(door === null ? {} : { door }),
      command: process.execPath,
      args: own({ built: "api.mjs", source: "apps/api/src/main.ts" }),
      env: {
        ...shared,
        DATABASE_URL: secrets.databaseUrl,
        MASTER_KEY: secrets.masterKey,
        // Nobody else runs on a database that `npm start` has for itself.
        PACK_ORDERS: config.environment.PACK_ORDERS ?? (config.databaseUrl === null ? "1" : "0"),
        ADMIN_SECRET: adminSecret,
        NODE_ENV: config.environment.NODE_ENV ?? (config.dev ? "development" : "production"),
      },
      isReady: () => answers(`${base(config.port)}/readyz`, (status) => status === 200),
      // A little more than the API gives itself to drain.
      stopWithinMs: 11_000,
    },
    simulator: {
      ...common,
      name: "simulator",
      command: process.execPath,
      args: own({ built: "simulator.mjs", source: "apps/pos-simulator/src/main.ts" }),
      env: {
        ...shared,
        ADMIN_SECRET: undefined,
        OIDC_CLIENT_SECRET: undefined,
        POS_SIMULATOR_EVENTS_URL: config.environment.POS_SIMULATOR_EVENTS_URL || base(config.port),
      },
      // Any answer will do: the bridge protocol has no health call, and a 401 is an answer.
      isReady: () => answers(base(config.posSimulatorPort), () => true),
      stopWithinMs: 1_500,
    },
    admin: {
      ...common,
      name: "admin",
      command: process.execPath,
      args: [
        "--import",
        `${pathToFileURL(join(REPOSITORY, "scripts", "parent-watch.mjs"))}?launcher=${process.pid}`,
        join(REPOSITORY, "apps", "admin", "server.mjs"),
      ],
      // The admin's server needs no database and no key, so it gets neither.
      env: {
        ...shared,
        DATABASE_URL: undefined,
        DATABASE_DIRECT_URL: undefined,
        MASTER_KEY: undefined,
        OIDC_CLIENT_SECRET: undefined,
        ADMIN_SECRET: adminSecret,
        NODE_ENV: config.dev ? "development" : "production",
        NEXT_TELEMETRY_DISABLED: "1",
      },
      isReady: () => answers(base(config.adminPort), (status) => status < 500),
      stopWithinMs: 1_500,
    },
  };
}
