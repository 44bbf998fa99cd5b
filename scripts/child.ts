import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { FrontDoor } from "../apps/api/src/processes/front-door.ts";
import { openLogFile } from "./log-file.ts";
import { lineForScreen, type Screen } from "./screen.ts";
import { StartError } from "./start-error.ts";

/**
 * One program of the process tree, kept running.
 *
 * Each child is the leader of a process group of its own: a terminal's Ctrl-C reaches the whole group
 * of the launcher, and would otherwise stop PostgreSQL under an API that is still draining. The child
 * has the read end of a pipe whose write end is ours, so it notices our death even by kill -9.
 *
 * Life: start → ready (first `isReady` that returns true) → kept running: an unexpected exit is followed by
 * a new start after `BACKOFF_MIN_MS`. The wait doubles, up to `BACKOFF_MAX_MS`, only while the program ends before
 * it is ready. An exit before the *first* ready is a failure of the start itself and is reported, not repeated.
 */

const BACKOFF_MIN_MS = 250;
const BACKOFF_MAX_MS = 10_000;
const READY_POLL_MS = 100;
const TAIL_LINES = 12;

export interface ChildPlan {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Where it can be asked whether it is ready; never throws. */
  isReady: () => Promise<boolean>;
  readyWithinMs: number;
  /** From SIGTERM to SIGKILL. */
  stopWithinMs: number;
  logsDir: string;
  /** Holds the program's port and hands it connections, where it listens on none itself. */
  door?: FrontDoor;
}

export interface Child {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves at the first ready; rejects with a StartError when that does not come. */
  readonly ready: Promise<void>;
  /** Asks it to end, waits, and ends it by force when it does not. */
  stop(): Promise<void>;
  /** Ends it now. */
  kill(): void;
  /** Ends it gently and starts it again at once, with these variables changed. */
  restart(env?: Readonly<Record<string, string>>): void;
}

function signalGroup(process_: ChildProcess, signal: NodeJS.Signals): void {
  if (process_.pid === undefined || process_.exitCode !== null || process_.signalCode !== null) return;
  try {
    process.kill(-process_.pid, signal);
  } catch {
    process_.kill(signal);
  }
}

function howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}

/** Starts the program and keeps it running until `stop` or `kill`. */
export function startChild(plan: ChildPlan, screen: Screen): Child {
  const log = openLogFile(join(plan.logsDir, `${plan.name}.log`));
  const tail: string[] = [];
  let current: ChildProcess | null = null;
  let stopping = false;
  let everReady = false;
  let readyNow = false;
  let backoffMs = BACKOFF_MIN_MS;
  let pending: NodeJS.Timeout | null = null;
  let exited: Promise<void> = Promise.resolve();
  let restarting = false;
  let lastShown = "";
  let env = plan.env;
  let becomeReady: () => void = () => {};
  let failToStart: (error: StartError) => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    becomeReady = resolve;
    failToStart = reject;
  });
  // The launcher awaits children one after the other; a failure before its turn is not "unhandled".
  ready.catch(() => {});

  function take(stream: NodeJS.ReadableStream | null, from: "stdout" | "stderr"): void {
    if (stream === null) return;
    createInterface({ input: stream }).on("line", (line) => {
      log.write(line);
      tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
      const shown = lineForScreen(line, from);
      // A failing program repeats one line over and over; the log has every line.
      if (shown === null || shown === lastShown || !everReady) return;
      lastShown = shown;
      screen.warn(`${plan.name}: ${shown}`);
    });
  }

  async function awaitReady(of: ChildProcess): Promise<void> {
    const until = performance.now() + plan.readyWithinMs;
    while (current === of && !stopping) {
      if (await plan.isReady()) {
        if (everReady) screen.step(`${plan.name} is back`);
        everReady = readyNow = true;
        becomeReady();
        return;
      }
      if (!everReady && performance.now() > until) {
        failToStart(
          new StartError(
            `${plan.name} was not ready within ${plan.readyWithinMs / 1_000} s; see ${log.path}.`,
          ),
        );
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
    }
  }

  function ended(code: number | null, signal: NodeJS.Signals | null): void {
    current = null;
    if (stopping) return;
    if (!everReady) {
      const last = tail.length === 0 ? "" : `\n    ${tail.join("\n    ")}\n  `;
      failToStart(
        new StartError(
          `${plan.name} ended while starting (${howItEnded(code, signal)}).${last} See ${log.path}.`,
        ),
      );
      return;
    }
    if (restarting) {
      restarting = false;
      start();
      return;
    }
    if (readyNow) backoffMs = BACKOFF_MIN_MS;
    screen.warn(
      `${plan.name} ended (${howItEnded(code, signal)}); starting it again in ${backoffMs / 1_000} s`,
    );
    pending = setTimeout(start, backoffMs);
    backoffMs = Math.min(backoffMs * 2, BACKOFF_MAX_MS);
  }

  function start(): void {
    pending = null;
    readyNow = false;
    const child = spawn(plan.command, plan.args, {
      cwd: plan.cwd,
      env: { ...env, PARLEY_CHILD: "1", ...(plan.door === undefined ? {} : { PARLEY_SOCKETS: "1" }) },
      detached: true,
      stdio: ["pipe", "pipe", "pipe", ...(plan.door === undefined ? [] : (["ipc"] as const))],
    });
    plan.door?.watch(child);
    current = child;
    take(child.stdout, "stdout");
    take(child.stderr, "stderr");
    child.stdin?.on("error", () => {});
    exited = new Promise((resolve) => {
      child.once("error", (error) => {
        tail.push(error.message);
        ended(null, null);
        resolve();
      });
      child.once("close", (code, signal) => {
        if (current === child) ended(code, signal);
        resolve();
      });
    });
    void awaitReady(child);
  }

  async function stop(): Promise<void> {
    stopping = true;
    if (pending !== null) clearTimeout(pending);
    const child = current;
    if (child !== null) {
      signalGroup(child, "SIGTERM");
      const force = setTimeout(() => {
        screen.warn(`${plan.name} did not stop within ${plan.stopWithinMs / 1_000} s and is ended by force`);
        signalGroup(child, "SIGKILL");
      }, plan.stopWithinMs);
      await exited;
      clearTimeout(force);
    }
    await log.end();
  }

  start();
  return {
    name: plan.name,
    get pid() {
      return current?.pid;
    },
    ready,
    stop,
    kill() {
      stopping = true;
      if (pending !== null) clearTimeout(pending);
      if (current !== null) signalGroup(current, "SIGKILL");
    },
    restart(changed = {}) {
      env = { ...env, ...changed };
      if (current === null || restarting) return;
      restarting = true;
      signalGroup(current, "SIGTERM");
    },
  };
}
