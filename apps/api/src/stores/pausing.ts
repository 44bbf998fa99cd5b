import { isPausedAt, type Pause } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import type { WordsOf } from "@parley/words";
import { type UntilChoice, untilOf, untilProblem } from "./until.ts";

/** What a person gave for a pause cannot be used; `message` is a sentence about it. */
export interface InvalidPause {
  kind: "invalid";
  field: "reason" | "until";
  message: string;
}

/** What became of a pause, or of its end, of a store or a connection. */
export type PauseOutcome<Row> =
  | { kind: "changed"; row: Row }
  | InvalidPause
  | { kind: "not_paused" }
  /** Somebody else changed it meanwhile. */
  | { kind: "conflict" };

/** What a paused store, or connection, has of its pause. */
export interface PauseSet extends Pause {
  pauseReason: string | null;
}

/** What ends a pause. */
const NO_PAUSE: PauseSet = { pausedAt: null, pauseUntil: null, pauseReason: null };

/** Saves what a person asked for; null where the row is another by now. */
type Save<Row> = (set: PauseSet) => Promise<Row | null>;

/** Begins or changes a pause, by the same rules whatever is paused; the arguments are those of `pausing`. */
export async function beginPause<Row>(
  args: Parameters<typeof pausing>[0],
  save: Save<Row>,
): Promise<PauseOutcome<Row>> {
  const pause = pausing(args);
  return pause.kind === "invalid" ? pause : changed(await save(pause.set));
}

/** Ends a pause that lasts. */
export async function endPause<Row>(was: Pause, now: Date, save: Save<Row>): Promise<PauseOutcome<Row>> {
  return isPausedAt(was, now) ? changed(await save(NO_PAUSE)) : { kind: "not_paused" };
}

function changed<Row>(row: Row | null): PauseOutcome<Row> {
  return row === null ? { kind: "conflict" } : { kind: "changed", row };
}

/**
 * A pause as people give it: what is paused already is paused since then, for the new reason and time.
 * @param args.was the pause that there is
 * @param args.reason why, 1 to 200 characters, for those who wonder
 * @param args.timezone by whose clock the end is meant, IANA name
 */
function pausing(args: {
  was: Pause;
  until: UntilChoice;
  reason: string;
  timezone: string;
  words: WordsOf;
  now: Date;
}): { kind: "set"; set: PauseSet } | InvalidPause {
  const { was, until, timezone, words, now } = args;
  const reason = args.reason.trim();
  if (reason === "" || reason.length > TEXT_MAX.reason) {
    const message = words("stores")("pause.refused.reason", { max: TEXT_MAX.reason });
    return { kind: "invalid", field: "reason", message };
  }
  const problem = untilProblem(until, { timezone, now }, words("takeoff"));
  if (problem !== null) return { kind: "invalid", field: "until", message: problem };
  const pausedAt = isPausedAt(was, now) ? was.pausedAt : now;
  return { kind: "set", set: { pausedAt, pauseUntil: untilOf(until, timezone, now), pauseReason: reason } };
}
