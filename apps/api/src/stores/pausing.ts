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

/** What a paused store, or connection, has of its pause. */
export interface PauseSet extends Pause {
  pauseReason: string | null;
}

/** What ends a pause. */
export const NO_PAUSE: PauseSet = { pausedAt: null, pauseUntil: null, pauseReason: null };

/**
 * A pause as people give it: what is paused already is paused since then, for the new reason and time.
 * @param args.was the pause that there is
 * @param args.reason why, 1 to 200 characters, for those who wonder
 * @param args.timezone by whose clock the end is meant, IANA name
 */
export function pausing(args: {
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
