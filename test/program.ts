import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Real programs as children of a test: started, listened to, waited for, ended. */

const POLL_MS = 25;

/**
 * Asks again until the answer is neither null nor false; says what was awaited when it never comes. A function of
 * `what` is asked then, and can say what came instead.
 */
export async function until<T>(
  what: string | (() => string),
  withinMs: number,
  ask: () => Promise<T | null | false> | T | null | false,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value !== null && value !== false) return value;
    if (performance.now() > end)
      throw new Error(`waited ${withinMs / 1_000} s in vain: ${typeof what === "string" ? what : what()}`);
    await pause(POLL_MS);
  }
}

// Beneath the ports that systems give to outgoing connections: one of those could take it before its program does.
const FIRST_PORT = 10_000;
const LAST_PORT = 32_000;

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await until("a free port", 10_000, async () => {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    return (await isFree(port)) ? port : null;
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  readonly pid: number;
  /** Everything it wrote so far, both streams in order of arrival. */
  output(): string;
  readonly exited: Promise<Exit>;
  readonly isRunning: boolean;
  signal(name: NodeJS.Signals): void;
  /** Resolves when the output holds this text; rejects when the program ends before. */
  says(text: string, withinMs: number): Promise<void>;
}

export interface ProgramPlan {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
}

/** Starts a program in a process group of its own, with a stdin that ends when this test process does. */
export function startProgram(plan: ProgramPlan): Program {
  const child: ChildProcess = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    env: { ...plan.env },
    detached: true,
    stdio: "pipe",
  });
  let output = "";
  const take = (chunk: Buffer) => {
    output += chunk.toString("utf8");
  };
  child.stdout?.on("data", take);
  child.stderr?.on("data", take);
  child.stdin?.on("error", () => {});
  let isRunning = true;
  const exited = new Promise<Exit>((resolve) => {
    const end = (exit: Exit) => {
      isRunning = false;
      resolve(exit);
    };
    child.once("error", (error) => {
      output += error.message;
      end({ code: null, signal: null });
    });
    child.once("close", (code, signal) => end({ code, signal }));
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    get isRunning() {
      return isRunning;
    },
    signal(name) {
      if (isRunning) child.kill(name);
    },
    async says(text, withinMs) {
      await until(`the program says ${JSON.stringify(text)}; it said:\n${output}`, withinMs, () => {
        if (output.includes(text)) return true;
        if (!isRunning)
          throw new Error(`the program ended before it said ${JSON.stringify(text)}:\n${output}`);
        return false;
      });
    },
  };
}

/** Ends it, gently first. */
export async function endProgram(program: Program, withinMs = 15_000): Promise<Exit> {
  program.signal("SIGTERM");
  const force = setTimeout(() => program.signal("SIGKILL"), withinMs);
  const exit = await program.exited;
  clearTimeout(force);
  return exit;
}

/**
 * Runs a program to its end and gives what it said.
 * @param withinMs if given: one that has not ended by then is killed, so that a test can show what it said
 */
export async function runProgram(plan: ProgramPlan, withinMs?: number): Promise<Exit & { output: string }> {
  const program = startProgram(plan);
  const force = withinMs === undefined ? null : setTimeout(() => program.signal("SIGKILL"), withinMs);
  const exit = await program.exited;
  if (force !== null) clearTimeout(force);
  return { ...exit, output: program.output() };
}
