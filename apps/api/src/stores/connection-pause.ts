import type { Database } from "@parley/db";
import { type Connection, setConnection } from "@parley/db/connections";
import type { Actor } from "@parley/db/orders";
import type { WordsOf } from "@parley/words";
import { beginPause, endPause, type PauseOutcome } from "./pausing.ts";

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
): Promise<PauseOutcome<Connection>> {
  const { connection, expectedVersion, minutes, reason, by, words } = args;
  const until =
    minutes === null ? ({ kind: "indefinitely" } as const) : ({ kind: "minutes", minutes } as const);
  return await beginPause({ was: connection, until, reason, timezone: "UTC", words, now }, (set) =>
    setConnection(db, { connectionId: connection.id, expectedVersion, set, by, now }),
  );
}

/** Takes a connection's orders again. */
export async function resumeConnection(
  { db, now }: Deps,
  args: { connection: Connection; expectedVersion: number; by: Actor },
): Promise<PauseOutcome<Connection>> {
  const { connection, expectedVersion, by } = args;
  return await endPause(connection, now, (set) =>
    setConnection(db, { connectionId: connection.id, expectedVersion, set, by, now }),
  );
}
