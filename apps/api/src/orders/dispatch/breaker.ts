/**
 * Whether a store's POS is worth calling, as a value and two pure functions. After several calls in a row
 * without an answer it is *open*: nothing is sent, so no order is put in doubt and none waits for a deadline.
 * After its wait it is *half open*: one probe may be sent. Only an answer from the POS closes it.
 */
export interface Breaker {
  /** Calls in a row that the POS did not answer. */
  failures: number;
  /** How often in a row it opened without an answer from the POS in between; each time for longer. */
  openings: number;
  /** Milliseconds of the caller's clock; null while it is closed. */
  retryAtMs: number | null;
}

export interface BreakerTimings {
  /** How long it stays open at first; doubles with each further opening. */
  breakerOpenMs: number;
  breakerOpenMaxMs: number;
}

export const CLOSED: Breaker = { failures: 0, openings: 0, retryAtMs: null };

/** Calls in a row without an answer that open it. One may be chance, a handful is a POS that is off. */
export const FAILURES_TO_OPEN = 5;
/** The wait varies by this share, so that many processes do not probe at once. */
const JITTER = 0.2;

export type BreakerWord = "closed" | "open" | "half_open";

export function breakerWord(breaker: Breaker, nowMs: number, timings: BreakerTimings): BreakerWord {
  if (breaker.retryAtMs === null) return "closed";
  const leftMs = breaker.retryAtMs - nowMs;
  // A clock that was set back must not keep a store closed for longer than any opening lasts.
  const isPlausible = leftMs <= timings.breakerOpenMaxMs * (1 + JITTER);
  return leftMs > 0 && isPlausible ? "open" : "half_open";
}

/**
 * The breaker after a call has ended.
 * @param wasAnswered whether the POS answered it, even with a refusal
 * @param random between 0 and 1
 */
export function afterCall(
  breaker: Breaker,
  wasAnswered: boolean,
  nowMs: number,
  timings: BreakerTimings,
  random: number,
): Breaker {
  if (wasAnswered) return CLOSED;
  const word = breakerWord(breaker, nowMs, timings);
  // Calls that began before it opened end afterwards: they say nothing new.
  if (word === "open") return breaker;
  const failures = breaker.failures + 1;
  if (word === "closed" && failures < FAILURES_TO_OPEN) return { ...breaker, failures };
  const openMs = Math.min(timings.breakerOpenMs * 2 ** breaker.openings, timings.breakerOpenMaxMs);
  const waitMs = openMs * (1 - JITTER + 2 * JITTER * random);
  return { failures, openings: breaker.openings + 1, retryAtMs: nowMs + waitMs };
}
