import { join } from "node:path";
import { cleanEnvironment } from "../environment.ts";
import { type Exit, endProgram, freePort, type Program, startProgram, until } from "../program.ts";
import { openProxy, type TcpProxy } from "./net/proxy.ts";

/** A drill's programs as child processes: the API, with its own wire to the database, and the POS. */

export const REPOSITORY = join(import.meta.dirname, "../..");
const CLOCK_SHIFT = join(import.meta.dirname, "clock-shift.mjs");
const READY_WITHIN_MS = 60_000;
const ASK_WITHIN_MS = 2_000;

export interface ApiProcess {
  readonly name: string;
  readonly url: string;
  readonly program: Program;
  /** The wire to PostgreSQL, where it was asked for; the drill's process must pass on every byte of it. */
  readonly database: TcpProxy | null;
  kill(): Promise<Exit>;
  /** SIGTERM, and the time that it took. */
  end(): Promise<Exit & { tookMs: number }>;
  /** Whether this crash point was reached. */
  reached(point: string): boolean;
  dispose(): Promise<void>;
}

export interface ApiPlan {
  name: string;
  /** The bundled program. */
  main: string;
  databaseUrl: string;
  dataDir: string;
  env: Readonly<Record<string, string>>;
  /** Puts a proxy between it and PostgreSQL. */
  isWired: boolean;
  /** A free one where left out. */
  port?: number;
  /** See `clock-shift.mjs`. */
  clockFile?: string;
}

/** Starts an API process and waits until it says that it is ready. */
export async function startApiProcess(plan: ApiPlan): Promise<ApiProcess> {
  const target = new URL(plan.databaseUrl);
  const server = { host: target.hostname, port: Number(target.port) };
  const database = plan.isWired ? await openProxy({ target: server, isHttp: false }) : null;
  if (database !== null) target.port = String(database.port);
  const port = plan.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const program = startProgram({
    command: process.execPath,
    args: [...(plan.clockFile === undefined ? [] : ["--import", CLOCK_SHIFT]), plan.main],
    cwd: REPOSITORY,
    env: {
      ...cleanEnvironment(),
      ...(plan.clockFile === undefined ? {} : { DRILL_CLOCK_FILE: plan.clockFile }),
      PORT: String(port),
      DATA_DIR: plan.dataDir,
      DATABASE_URL: target.href,
      DEMO: "0",
      POS_ALLOW_LOOPBACK_HTTP: "1",
      PARLEY_CHILD: "1",
      LOG_LEVEL: "warn",
      // What is killed or stopped is one process; drills of several say so.
      API_PROCESSES: "1",
      // Being slow on a machine that runs all this is no sign that the database is gone.
      DATABASE_DEADLINE_MS: "5000",
      // As it is wherever no process of the release before is left.
      PACK_ORDERS: "1",
      ...plan.env,
    },
  });
  await until(`${plan.name} is ready`, READY_WITHIN_MS, async () => {
    // A process that has already died or stopped at the point, in its startup recovery, counts as started.
    if (program.output().includes("failpoint cp")) return true;
    if (!program.isRunning) throw new Error(`${plan.name} ended while starting:\n${program.output()}`);
    return await answers(`${url}/readyz`);
  });
  return {
    name: plan.name,
    url,
    program,
    database,
    async kill() {
      program.signal("SIGKILL");
      return await program.exited;
    },
    async end() {
      const since = performance.now();
      const exit = await endProgram(program, 30_000);
      return { ...exit, tookMs: performance.now() - since };
    },
    reached: (point) => program.output().includes(`failpoint ${point} `),
    async dispose() {
      program.signal("SIGCONT");
      program.signal("SIGKILL");
      await program.exited;
      await database?.[Symbol.asyncDispose]();
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** The simulated POS as a process that is killed and started again on the same journal and port. */
export interface PosProcess {
  readonly port: number;
  readonly isRunning: boolean;
  start(): Promise<void>;
  kill(): Promise<void>;
}

export async function openPos(main: string, env: Readonly<Record<string, string>>): Promise<PosProcess> {
  const port = await freePort();
  let program: Program | null = null;
  return {
    port,
    get isRunning() {
      return program?.isRunning ?? false;
    },
    async start() {
      program = startProgram({
        command: process.execPath,
        args: [main],
        cwd: REPOSITORY,
        env: { ...cleanEnvironment(), ...env, POS_SIMULATOR_PORT: String(port), PARLEY_CHILD: "1" },
      });
      await program.says("listening on", READY_WITHIN_MS);
    },
    async kill() {
      program?.signal("SIGKILL");
      await program?.exited;
    },
  };
}
