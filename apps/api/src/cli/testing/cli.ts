import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { openVault, type Vault } from "@parley/db/secrets";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { loadCliConfig } from "../kernel/config.ts";
import { runParley } from "../program.ts";

/**
 * The CLI on a database of its own, for the tests beside it: `parley` runs the program that `main.ts` runs,
 * in this process, since a hundred processes would take minutes; `runProcess` is the whole command.
 */

const REPOSITORY = resolve(import.meta.dirname, "../../../../..");
export const MASTER_KEY = "a master key for the tests of the CLI, 2026";

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Stdout parsed as JSON; null where it is not JSON. */
  json: unknown;
}

export interface Cli extends AsyncDisposable {
  db: TestDatabase["db"];
  url: string;
  /** Of the master key that the CLI runs with. */
  vault: Vault;
  parley(args: readonly string[], options?: RunOptions): Promise<Outcome>;
}

export interface RunOptions {
  /** Text or bytes piped in; or a stream at which a person types. */
  stdin?: string | Buffer | Readable;
  env?: Readonly<Record<string, string>>;
}

export async function openCli(): Promise<Cli> {
  const database = await createTestDatabase();
  const { url, db } = database;
  return {
    db,
    url,
    vault: openVault({ masterKey: MASTER_KEY }),
    parley: (args, options = {}) =>
      runCli(args, { ...options, env: { DATABASE_URL: url, MASTER_KEY, ...options.env } }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** One command in this process, on what `env` names. */
export async function runCli(
  args: readonly string[],
  { stdin = "", env = {} }: RunOptions,
): Promise<Outcome> {
  const isInteractive = stdin instanceof Readable;
  let [stdout, stderr] = ["", ""];
  const code = await runParley(args, {
    loadConfig: async () => loadCliConfig(env),
    terminal: {
      input: stdin instanceof Readable ? stdin : Readable.from([stdin]),
      isInteractive,
      out: (text) => {
        stdout += text;
      },
      err: (text) => {
        stderr += text;
      },
    },
  });
  return { code, stdout, stderr, json: parseJson(stdout) };
}

/** Set but empty, so that neither a shell's settings nor an `.env` can change what a test proves. */
const NOT_SET = { DATABASE_URL: "", MASTER_KEY: "", DATA_DIR: "", DEMO: "", POS_ALLOW_LOOPBACK_HTTP: "" };

/** `npm run parley -- …` as a process, with text on its stdin. */
export async function runProcess(
  args: readonly string[],
  { stdin = "", env }: { stdin?: string; env: Readonly<Record<string, string>> },
): Promise<Outcome> {
  const child = spawn(process.execPath, ["--import", "tsx", "apps/api/src/cli/main.ts", ...args], {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...NOT_SET, ...env },
    stdio: "pipe",
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  // A command that wants nothing from stdin may be over before this is written.
  child.stdin.on("error", () => {}).end(stdin);
  const code = await new Promise<number | null>((done, fail) =>
    child.once("error", fail).once("close", done),
  );
  return { code, stdout, stderr, json: parseJson(stdout) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text for people; a test that expects JSON will fail on the null.
    return null;
  }
}
