import type { Exchange } from "@parley/db/exchanges";
import type { Attempt, AttemptResult, Order, OrderEvent } from "@parley/db/orders";
import { findSubmit } from "./par-steps.ts";

/** Where the time of an order went, from PAR's call until it was settled. The parts add up to the whole. */
export interface Passage {
  totalMs: number;
  /** False while the order is not settled: the total then counts up to now. */
  isOver: boolean;
  parts: readonly PassagePart[];
}

export interface PassagePart {
  /** `gateway`: our own work; `pos`: the POS had the order in hand; `wait`: the pauses between tries. */
  kind: "gateway" | "pos" | "wait";
  ms: number;
}

interface Span {
  from: number;
  to: number;
}

export interface PassageInput {
  order: Order;
  attempts: readonly Attempt[];
  results: readonly AttemptResult[];
  events: readonly OrderEvent[];
  exchanges: readonly Exchange[];
  now: Date;
}

/**
 * Cuts the time of an order into what the POS took, the pauses before and between tries, and our own work, which is
 * all that is left. A call that was recorded counts as it was measured; else its try as the ledger saw it.
 */
export function passageOf(input: PassageInput): Passage {
  const { order, attempts, now } = input;
  const submit = findSubmit(input);
  const whole: Span = { from: beginOf(order, submit), to: endOf(order, submit, now) };
  const tries = attempts.map((attempt) => trySpan(input, attempt, whole.to));
  const posMs = lengthOf(joined(tries.map(({ call }) => call)), whole);
  const busy = joined(tries.map(({ own }) => own));
  const waitMs = lengthOf(
    [...holdOf(input, busy, whole), ...pausesOf(busy, whole, order.finalAt === null)],
    whole,
  );
  const totalMs = whole.to - whole.from;
  const parts: PassagePart[] = [
    { kind: "gateway", ms: Math.max(0, totalMs - posMs - waitMs) },
    { kind: "pos", ms: posMs },
    { kind: "wait", ms: waitMs },
  ];
  return { totalMs, isOver: order.finalAt !== null, parts };
}

function beginOf({ receivedAt }: Order, submit: Exchange | null): number {
  return submit === null || submit.at > receivedAt ? receivedAt.getTime() : submit.at.getTime();
}

/** Where PAR's own call brought the final answer, its end, which both were measured by one clock. */
function endOf({ finalAt }: Order, submit: Exchange | null, now: Date): number {
  if (finalAt === null) return now.getTime();
  if (submit === null || submit.status === 202) return finalAt.getTime();
  return submit.at.getTime() + submit.durationUs / 1000;
}

function trySpan(
  { exchanges, results, order }: PassageInput,
  { number, startedAt }: Attempt,
  end: number,
): { own: Span; call: Span } {
  const result = results.find((each) => each.number === number && !each.fenced);
  const call = exchanges.find(
    (each) => each.direction === "out" && each.orderId === order.id && each.attempt === number,
  );
  const own = { from: startedAt.getTime(), to: result?.at.getTime() ?? end };
  if (call === undefined) return { own, call: own };
  const from = call.at.getTime();
  const called = { from, to: from + call.durationUs / 1000 };
  return { own: { from: Math.min(own.from, called.from), to: Math.max(own.to, called.to) }, call: called };
}

/** The time before the first try of an order that could not be sent at once. */
function holdOf(
  { order, events }: Pick<PassageInput, "order" | "events">,
  busy: readonly Span[],
  whole: Span,
): Span[] {
  const isHeld = events[0]?.kind === "received" && events[0].toState === "received";
  return isHeld ? [{ from: order.receivedAt.getTime(), to: busy[0]?.from ?? whole.to }] : [];
}

/** The time between tries, and behind the last one of an order that is still to be settled. */
function pausesOf(busy: readonly Span[], whole: Span, isOpen: boolean): Span[] {
  const between = busy.slice(1).map((next, index) => ({ from: busy[index]?.to ?? next.from, to: next.from }));
  const last = busy.at(-1);
  return isOpen && last !== undefined ? [...between, { from: last.to, to: whole.to }] : between;
}

/** Spans in order, those that touch made one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

function lengthOf(spans: readonly Span[], within: Span): number {
  return spans.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, within.to) - Math.max(from, within.from)),
    0,
  );
}
