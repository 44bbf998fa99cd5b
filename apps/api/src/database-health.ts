import { type Database, probeWrite } from "@parley/db";
import { isDatabaseAway, isDiskFull } from "./errors.ts";
import type { Logger } from "./logger.ts";

/** What the database can do for us now. */
export type DatabaseState = "well" | "away" | "full" | "read_only";

/** Watches whether the database takes writes, and logs one line whenever that changes. */
export interface DatabaseHealth extends AsyncDisposable {
  /** Asks by writing; callers at nearly the same moment share an answer. Never throws, and answers within its deadline. */
  check(): Promise<DatabaseState>;
  /** Whether the database answers at all: throws what it fails with. Cheaper than `check`, and shared likewise. */
  mustAnswer(): Promise<void>;
  /** Asks every few seconds by itself. */
  start(): void;
}

const FRESH_MS = 250;
const WATCH_MS = 5_000;
const READ_ONLY = "25006";

const NEWS: Record<Exclude<DatabaseState, "well">, string> = {
  away: "the database does not answer: calls that need it get 503 until it does",
  full: "the database has no space left on its disk: orders get 503 until there is",
  read_only: "the database can only be read (a standby?): orders get 503 until it takes writes",
};

export function createDatabaseHealth(args: { db: Database; log: Logger; now: () => Date }): DatabaseHealth {
  const { db, log } = args;
  let state: DatabaseState = "well";
  let since = args.now();
  let asked: { at: number; answer: Promise<DatabaseState> } | null = null;
  let timer: NodeJS.Timeout | null = null;
  let answered: { at: number; answer: Promise<void> } | null = null;

  function tell(found: DatabaseState, error: unknown): DatabaseState {
    if (found === state) return state;
    const seconds = Math.round((args.now().getTime() - since.getTime()) / 1_000);
    if (found === "well") log.warn({ was: state, seconds }, "the database takes writes again");
    else log.warn({ err: error }, NEWS[found]);
    state = found;
    since = args.now();
    return state;
  }

  const ask = () =>
    probeWrite(db).then(
      () => tell("well", null),
      (error) => tell(stateOf(error), error),
    );

  function check(): Promise<DatabaseState> {
    const at = performance.now();
    if (asked === null || at - asked.at > FRESH_MS) asked = { at, answer: ask() };
    return asked.answer;
  }

  return {
    check,
    mustAnswer() {
      const at = performance.now();
      if (answered === null || at - answered.at > FRESH_MS)
        answered = { at, answer: db.sql`select 1`.then(() => {}) };
      return answered.answer;
    },
    start() {
      timer = setInterval(check, WATCH_MS);
      timer.unref();
    },
    async [Symbol.asyncDispose]() {
      if (timer !== null) clearInterval(timer);
      await asked?.answer;
    },
  };
}

function stateOf(error: unknown): Exclude<DatabaseState, "well"> {
  if (isDiskFull(error)) return "full";
  return isDatabaseAway(error) && codeOf(error) === READ_ONLY ? "read_only" : "away";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : null;
}
