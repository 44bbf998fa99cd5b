import type { Screen } from "./screen.ts";

/**
 * The shutdown. Parts are stopped one after the other by rank: the API first, so that every answer it
 * owes is given while PostgreSQL and the POS are still there; PostgreSQL last.
 *
 * A terminal's Ctrl-C reaches npm and us, and npm passes its own on, so one keystroke can arrive twice
 * within milliseconds. Only a signal that comes later than `TWICE_MS` counts as the second, hard one.
 */
const TWICE_MS = 700;
const HARD_WITHIN_MS = 3_000;

export interface Part {
  name: string;
  rank: number;
  stop(): Promise<void>;
  /** Ends it at once; a part that must not be killed (PostgreSQL) leaves it out and is stopped. */
  kill?: () => void;
  /** Not worth a line on the screen. */
  isQuiet?: boolean;
}

export interface Shutdown {
  readonly isUnderWay: boolean;
  add(part: Part): void;
  /** A signal arrived: the first starts the drained stop, a later one the hard one. */
  signal(): void;
  /** Stops everything and ends the process with this code. */
  run(exitCode: number): void;
}

export function createShutdown(options: {
  screen: Screen;
  exit: (code: number) => void;
  monotonicMs: () => number;
}): Shutdown {
  const parts: Part[] = [];
  let since: number | null = null;
  let hard = false;

  async function stopInOrder(exitCode: number): Promise<void> {
    for (const part of [...parts].sort((a, b) => a.rank - b.rank)) {
      try {
        await part.stop();
        if (!hard && part.isQuiet !== true) options.screen.step(`${part.name} stopped`);
      } catch (error) {
        options.screen.warn(
          `${part.name} could not be stopped: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
    if (!hard) options.exit(exitCode);
  }

  async function stopNow(): Promise<void> {
    for (const part of parts) part.kill?.();
    const gentle = Promise.allSettled(
      parts.filter((part) => part.kill === undefined).map((part) => part.stop()),
    );
    const limit = setTimeout(() => options.exit(130), HARD_WITHIN_MS);
    await gentle;
    clearTimeout(limit);
    options.exit(130);
  }

  function run(exitCode: number): void {
    if (since !== null) return;
    since = options.monotonicMs();
    void stopInOrder(exitCode);
  }

  return {
    get isUnderWay() {
      return since !== null;
    },
    add: (part) => void parts.push(part),
    run,
    signal() {
      if (since === null) {
        options.screen.plain("\nStopping: requests under way are finished first. Ctrl-C again ends at once.");
        run(0);
      } else if (!hard && options.monotonicMs() - since > TWICE_MS) {
        hard = true;
        options.screen.plain("Ending at once.");
        void stopNow();
      }
    },
  };
}
