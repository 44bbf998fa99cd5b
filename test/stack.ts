import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createTestDatabase } from "@parley/db/testing";
import type { ChildPlan } from "../scripts/child.ts";
import { readConfig } from "../scripts/config.ts";
import { planPrograms } from "../scripts/programs.ts";
import { cleanEnvironment } from "./environment.ts";
import type { Par } from "./independent-par.ts";
import { BURGER_BARN, YUMMY_TACO } from "./orders.ts";
import { type Exit, endProgram, freePort, type Program, runProgram, startProgram, until } from "./program.ts";

/**
 * The product as the journeys see it: real processes on free ports over a database and a data folder of
 * their own. `startStack` brings API, simulated POS and database; `startProduct` is `npm start` itself.
 */

export const REPOSITORY = resolve(import.meta.dirname, "..");
/** Seals the secrets of a stack. */
export const MASTER_KEY = "master-key-of-the-tests-0123456789abcdef";
const READY_WITHIN_MS = 60_000;
/** A command that has not ended by then never will; it is killed before the test's own time is over. */
const COMMAND_WITHIN_MS = 100_000;

/** One order placed at the simulated POS, as its journal has it. */
export interface JournalLine {
  reference: string;
  store: string;
  pos_order_id: string;
  online_order_id: string | null;
  total_cents: number;
  at: string;
}

export interface Outcome extends Exit {
  output: string;
}

export interface Stack extends AsyncDisposable {
  readonly apiUrl: string;
  /** The simulated POS, its control API included. */
  readonly posUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** PAR's side of the two demo connections. */
  readonly yummyTaco: Par;
  readonly burgerBarn: Par;
  /** The journal's lines, all of them or those of one order. */
  journal(onlineOrderId?: string | null): JournalLine[];
  /** `kill -9`. */
  killApi(): Promise<void>;
  /** Starts it again on the same data, with these settings on top, and waits until it is ready. */
  startApi(env?: Readonly<Record<string, string>>): Promise<void>;
  stopApi(): Promise<Exit>;
  signalApi(name: NodeJS.Signals): void;
  /** Starts one more API process on the same data, with these settings on top; gives its address. */
  startAnotherApi(env?: Readonly<Record<string, string>>): Promise<string>;
  /** Starts the admin, which `npm run build` has made, and gives its address. */
  startAdmin(): Promise<string>;
  /** Everything the API wrote since its last start. */
  apiOutput(): string;
  /** `npm run lab -- …` against this API. */
  lab(...args: string[]): Promise<Outcome>;
  /** `npm run parley -- …` on this database. */
  parley(...args: string[]): Promise<Outcome>;
}

function readJournal(dataDir: string, onlineOrderId?: string | null): JournalLine[] {
  const path = join(dataDir, "pos-simulator", "journal.jsonl");
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  const entries = lines.map((line): JournalLine => JSON.parse(line));
  return onlineOrderId === undefined
    ? entries
    : entries.filter((entry) => entry.online_order_id === onlineOrderId);
}

async function startReady(plan: ChildPlan): Promise<Program> {
  const program = startProgram({ ...plan, env: { ...plan.env, PARLEY_CHILD: "1" } });
  await until(`${plan.name} is ready`, READY_WITHIN_MS, async () => {
    if (!program.isRunning) throw new Error(`${plan.name} ended while starting:\n${program.output()}`);
    return plan.isReady();
  });
  return program;
}

export interface StackOptions {
  /** Shrinks every wait of the API and the simulator. */
  timeScale?: number;
  env?: Record<string, string>;
  /** The API's main program, where it is another than the product's. */
  apiMain?: string;
}

/** API, simulated POS and database, demo data in. Dispose of it with `await using`. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-stack-"));
  const database = await createTestDatabase();
  const settings = {
    ...cleanEnvironment(),
    PORT: String(await freePort()),
    ADMIN_PORT: String(await freePort()),
    POS_SIMULATOR_PORT: String(await freePort()),
    DATA_DIR: dataDir,
    TIME_SCALE: String(options.timeScale ?? 1),
    // On a machine that runs everything at once, being slow is no sign of being gone.
    DATABASE_DEADLINE_MS: "20000",
    ...options.env,
  };
  const config = readConfig(settings, []);
  const programs = planPrograms(config, {
    databaseUrl: database.url,
    masterKey: MASTER_KEY,
  });
  const simulator = await startReady(programs.simulator);
  const apiPlan: ChildPlan =
    options.apiMain === undefined
      ? programs.api
      : { ...programs.api, args: ["--import", "tsx", options.apiMain] };
  let api = await startReady(apiPlan);

  const others: Program[] = [];
  const par = (sharedId: string): Par => ({ baseUrl: config.apiUrl, sharedId, now: () => new Date() });
  const run = (file: string, args: readonly string[], withinMs?: number) =>
    runProgram(
      {
        command: process.execPath,
        args: ["--import", "tsx", join(REPOSITORY, file), ...args],
        cwd: REPOSITORY,
        env: programs.api.env,
      },
      withinMs,
    );
  return {
    apiUrl: config.apiUrl,
    posUrl: `http://127.0.0.1:${config.posSimulatorPort}`,
    dataDir,
    databaseUrl: database.url,
    yummyTaco: par(YUMMY_TACO.sharedId),
    burgerBarn: par(BURGER_BARN.sharedId),
    journal: (onlineOrderId) => readJournal(dataDir, onlineOrderId),
    async killApi() {
      api.signal("SIGKILL");
      await api.exited;
    },
    async startApi(env = {}) {
      api = await startReady({ ...apiPlan, env: { ...apiPlan.env, ...env } });
    },
    stopApi: () => endProgram(api),
    signalApi: (name) => api.signal(name),
    async startAnotherApi(env = {}) {
      const PORT = String(await freePort());
      const apiUrl = `http://127.0.0.1:${PORT}`;
      const isReady = async () => (await fetch(`${apiUrl}/readyz`).catch(() => null))?.status === 200;
      others.push(await startReady({ ...apiPlan, env: { ...apiPlan.env, PORT, ...env }, isReady }));
      return apiUrl;
    },
    async startAdmin() {
      others.push(await startReady(programs.admin));
      return `http://localhost:${config.adminPort}`;
    },
    apiOutput: () => api.output(),
    lab: (...args) => run("apps/par-lab/src/main.ts", [...args, "--url", config.apiUrl]),
    parley: (...args) => run("apps/api/src/cli/main.ts", args, COMMAND_WITHIN_MS),
    async [Symbol.asyncDispose]() {
      await Promise.all([api, ...others].map((program) => endProgram(program)));
      await endProgram(simulator);
      await database[Symbol.asyncDispose]();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export interface Product extends AsyncDisposable {
  readonly program: Program;
  readonly adminUrl: string;
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  journal(onlineOrderId?: string | null): JournalLine[];
  lab(...args: string[]): Promise<Outcome>;
}

const startPlan = (env: ProgramEnvironment) => ({
  command: process.execPath,
  args: ["scripts/start.mjs"],
  cwd: REPOSITORY,
  env,
});
type ProgramEnvironment = Readonly<Record<string, string | undefined>>;

/** Settings of a product of one's own: free ports, an empty data folder. */
export async function productEnvironment(
  env: Record<string, string> = {},
): Promise<ProgramEnvironment & { DATA_DIR: string }> {
  return {
    ...cleanEnvironment(),
    PORT: String(await freePort()),
    ADMIN_PORT: String(await freePort()),
    POS_SIMULATOR_PORT: String(await freePort()),
    ...env,
    DATA_DIR: mkdtempSync(join(tmpdir(), "parley-product-")),
  };
}

/** Runs the command of `npm start`, without waiting for anything. */
export function runStart(env: ProgramEnvironment): Program {
  return startProgram(startPlan(env));
}

/** The whole of `npm start`, ready: PostgreSQL, simulated POS, API and admin. */
export async function startProduct(extra: Record<string, string> = {}): Promise<Product> {
  const env = await productEnvironment(extra);
  const program = runStart(env);
  await program.says("Parley is ready.", 180_000);
  const apiUrl = `http://127.0.0.1:${env.PORT}`;
  return {
    program,
    adminUrl: `http://localhost:${env.ADMIN_PORT}`,
    apiUrl,
    dataDir: env.DATA_DIR,
    env,
    journal: (onlineOrderId) => readJournal(env.DATA_DIR, onlineOrderId),
    lab: (...args) =>
      runProgram({
        command: process.execPath,
        args: ["--import", "tsx", "apps/par-lab/src/main.ts", ...args, "--url", apiUrl],
        cwd: REPOSITORY,
        env,
      }),
    async [Symbol.asyncDispose]() {
      await endProgram(program, 20_000);
      rmSync(env.DATA_DIR, { recursive: true, force: true });
    },
  };
}
