import type { Database } from "@parley/db";
import { type Connection, setConnection } from "@parley/db/connections";
import type { Actor } from "@parley/db/orders";
import { isPausedAt } from "@parley/db/stores";
import type { WordsOf } from "@parley/words";
import { type InvalidPause, NO_PAUSE, pausing } from "./pausing.ts";

export type ConnectionPauseOutcome =
  | { kind: "changed"; connection: Connection }
  | InvalidPause
  | { kind: "not_paused" }
  /** Somebody else changed the connection meanwhile. */
  | { kind: "conflict" };

interface Deps {
  db: Database;
  now: Date;
}

/**
 * Takes no orders of a connection from now on: PAR is answered as if each of its stores were paused
 * (`location_closed`), until it is resumed or the time is over. What PAR sent before goes on and is told as ever, and
 * so are menus.
 * @param args.expectedVersion of the connection, as the person saw it
 * @param args.minutes for how long, a week at most; null: until somebody resumes it
 * @param args.reason why, 1 to 200 characters, for those who wonder
 */
export async function pauseConnection(
  { db, now }: Deps,
  args: {
    connection: Connection;
    expectedVersion: number;
    minutes: number | null;
    reason: string;
    by: Actor;
    words: WordsOf;
  },
): Promise<ConnectionPauseOutcome> {
  const { connection, expectedVersion, minutes, reason, by, words } = args;
  const until =
    minutes === null ? ({ kind: "indefinitely" } as const) : ({ kind: "minutes", minutes } as const);
  const pause = pausing({ was: connection, until, reason, timezone: "UTC", words, now });
  if (pause.kind === "invalid") return pause;
  const change = { connectionId: connection.id, expectedVersion, set: pause.set, by, now };
  return changed(await setConnection(db, change));
}

/** Takes a connection's orders again. */
export async function resumeConnection(
  { db, now }: Deps,
  args: { connection: Connection; expectedVersion: number; by: Actor },
): Promise<ConnectionPauseOutcome> {
  const { connection, expectedVersion, by } = args;
  if (!isPausedAt(connection, now)) return { kind: "not_paused" };
  const change = { connectionId: connection.id, expectedVersion, set: NO_PAUSE, by, now };
  return changed(await setConnection(db, change));
}

function changed(connection: Connection | null): ConnectionPauseOutcome {
  return connection === null ? { kind: "conflict" } : { kind: "changed", connection };
}
