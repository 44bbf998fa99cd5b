/**
 * Whether a store's POS is worth sending orders to, as a value and pure functions. It judges the store, not the
 * order: only first tries count against the POS, so one order that fails again and again is counted once.
 *
 * *Closed*: everything is sent. After `FAILURES_TO_OPEN` first tries in a row, none of which the POS placed or
 * refused, nothing more is sent. *Open*: nobody was answered lately; from time to time a look that commits nothing
 * asks whether the POS answers. *Half open*: it answers, but nothing is placed or refused; one order at a time
 * interval is risked. An order that is placed or refused closes it, whichever order it was.
 */
export type Breaker =
  | { kind: "closed"; failures: number }
  | {
      kind: "open";
      /** Milliseconds of the caller's clock, as every time here. */
      lookFromMs: number;
      /** Looks in a row that the POS did not answer; each makes the next wait longer. */
      silences: number;
    }
  | { kind: "half_open"; riskFromMs: number };

export interface BreakerTimings {
  /** From silence to the next look at first; doubles with each look that is not answered. */
  breakerOpenMs: number;
  breakerOpenMaxMs: number;
  /** Between two orders that are risked on a POS that answers. */
  breakerRiskMs: number;
}

/** How a try at placing an order ended, as far as it says something about the POS. */
export type CallEnd =
  /** The POS decided: it placed or refused the order, or has it already. */
  | "passed"
  /** It answered, but decided nothing. */
  | "failed"
  /** It did not answer, which may be the order's fault. */
  | "unanswered"
  /** No connection could be made: no order can be the reason for that. */
  | "unreachable";

/** What may be done at a store now. */
export type Phase =
  | { kind: "closed" }
  /** Nothing before `inMs` have passed. */
  | { kind: "wait"; inMs: number }
  /** A look, and an order if it is answered. */
  | { kind: "look" }
  /** One order. */
  | { kind: "risk" };

export const CLOSED: Breaker = { kind: "closed", failures: 0 };

/** First tries in a row that the POS did not decide. One may be chance, a handful is a POS that is off. */
export const FAILURES_TO_OPEN = 5;
/** Waits vary by this share, so that many processes do not look or risk at once. */
const JITTER = 0.2;

/** What the breaker permits at this time. */
export function phaseOf(breaker: Breaker, nowMs: number, timings: BreakerTimings): Phase {
  if (breaker.kind === "closed") return { kind: "closed" };
  const isOpen = breaker.kind === "open";
  const inMs = (isOpen ? breaker.lookFromMs : breaker.riskFromMs) - nowMs;
  // A clock that was set back must not hold a store up for longer than any wait lasts.
  const isPlausible = inMs <= Math.max(timings.breakerOpenMaxMs, timings.breakerRiskMs) * (1 + JITTER);
  if (inMs > 0 && isPlausible) return { kind: "wait", inMs };
  return { kind: isOpen ? "look" : "risk" };
}

/** One moment at which something was learned. `random`: between 0 and 1. */
export interface Moment {
  nowMs: number;
  random: number;
  timings: BreakerTimings;
}

/** The breaker after a try has ended. `isFirst`: it was its order's first try. */
export function afterCall(breaker: Breaker, call: { end: CallEnd; isFirst: boolean }, at: Moment): Breaker {
  const { end, isFirst } = call;
  if (end === "passed") return CLOSED;
  switch (breaker.kind) {
    case "closed": {
      if (!isFirst) return breaker;
      const failures = breaker.failures + 1;
      if (failures < FAILURES_TO_OPEN) return { kind: "closed", failures };
      return end === "failed"
        ? { kind: "half_open", riskFromMs: later(at.timings.breakerRiskMs, at) }
        : openAfter(end === "unreachable" ? 1 : 0, at);
    }
    case "open":
      // A fault is an answer: the POS is there.
      return end === "failed"
        ? { kind: "half_open", riskFromMs: later(at.timings.breakerRiskMs, at) }
        : breaker;
    case "half_open":
      // Whether it still answers is asked before the next order is risked.
      return end === "failed" ? breaker : { kind: "open", lookFromMs: breaker.riskFromMs, silences: 0 };
  }
}

/** The breaker after a look. */
export function afterLook(breaker: Breaker, wasAnswered: boolean, at: Moment): Breaker {
  if (breaker.kind === "closed") return breaker;
  if (!wasAnswered) return openAfter((breaker.kind === "open" ? breaker.silences : 0) + 1, at);
  return breaker.kind === "open" ? { kind: "half_open", riskFromMs: at.nowMs } : breaker;
}

/** The breaker once an order is risked: the next one may be after the interval, however this one ends. */
export function afterRisk(at: Moment): Breaker {
  return { kind: "half_open", riskFromMs: later(at.timings.breakerRiskMs, at) };
}

/** Whether the POS is known to answer nobody, whatever it is asked. */
export function isSilent(breaker: Breaker): boolean {
  return breaker.kind === "open" && breaker.silences > 0;
}

function openAfter(silences: number, at: Moment): Breaker {
  const { breakerOpenMs, breakerOpenMaxMs } = at.timings;
  const openMs = Math.min(breakerOpenMs * 2 ** Math.max(0, silences - 1), breakerOpenMaxMs);
  return { kind: "open", lookFromMs: later(openMs, at), silences };
}

function later(waitMs: number, { nowMs, random }: Moment): number {
  return nowMs + waitMs * (1 - JITTER + 2 * JITTER * random);
}
