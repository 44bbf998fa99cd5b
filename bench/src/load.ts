import { type Answered, type Line, openLine } from "./line.ts";

/**
 * A load generator that costs little itself, because it shares the cores with what it measures: ready-made requests
 * over plain sockets, and only as much of an answer read as is needed to know its status and its end. Every request is
 * taken from the pool once, so nothing is replayed.
 */

/** The next whole HTTP/1.1 request; null when the pool is used up. */
export type Next = () => Buffer | null;

export interface LoadResult {
  requestsPerSecond: number;
  count: number;
  /** All answers, also those of the warm-up and after the end. */
  answered: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  p999Ms: number;
  /** How many answers had each status. */
  statuses: Record<string, number>;
}

/** The value below which this share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Gathers answers; those outside its span are only counted. */
function createTally(span: { fromMs: number; untilMs: number }) {
  const latencies: number[] = [];
  const statuses: Record<string, number> = {};
  let answered = 0;
  return {
    add(answer: { status: string; sentMs: number; endedMs: number }) {
      answered += 1;
      if (answer.sentMs < span.fromMs || answer.endedMs > span.untilMs) return;
      latencies.push(answer.endedMs - answer.sentMs);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    },
    result(): LoadResult {
      const sorted = latencies.toSorted((a, b) => a - b);
      const seconds = (Math.min(performance.now(), span.untilMs) - span.fromMs) / 1_000;
      return {
        requestsPerSecond: sorted.length / seconds,
        count: sorted.length,
        answered,
        p50Ms: percentile(sorted, 0.5),
        p95Ms: percentile(sorted, 0.95),
        p99Ms: percentile(sorted, 0.99),
        p999Ms: percentile(sorted, 0.999),
        statuses,
      };
    },
  };
}

interface Closed {
  port: number;
  /** Each has one request in flight. */
  connections: number;
  next: Next;
  durationMs: number;
  /** Sent before the clock starts, to warm up. */
  warmUpMs: number;
}

/** As many requests as are answered: each connection sends the next when it has its answer. */
export async function runLoad({
  port,
  connections,
  next,
  durationMs,
  warmUpMs,
}: Closed): Promise<LoadResult> {
  const fromMs = performance.now() + warmUpMs;
  const untilMs = fromMs + durationMs;
  const tally = createTally({ fromMs, untilMs });
  const drive = async () => {
    const line = openLine(port);
    for (;;) {
      const request = performance.now() < untilMs ? next() : null;
      if (request === null) break;
      const sentMs = performance.now();
      tally.add({ ...(await line.ask(request)), sentMs, endedMs: performance.now() });
    }
    line.end();
  };
  await Promise.all(Array.from({ length: connections }, drive));
  return tally.result();
}

interface Open {
  port: number;
  perSecond: number;
  next: Next;
  durationMs: number;
  warmUpMs: number;
}

/**
 * Asks on a line that is free, or else on a new one. A server may close an idle line at the moment at which it is used
 * again: then the request goes on a new one, as every HTTP client does it. A new one that is closed without an answer
 * counts as one that was answered `closed`.
 */
async function askOn(
  idle: Line[],
  port: number,
  request: Buffer,
): Promise<{ line: Line; answered: Answered }> {
  for (let used = idle.pop(); used !== undefined; used = idle.pop()) {
    if (!used.isOpen) continue;
    try {
      return { line: used, answered: await used.ask(request) };
    } catch {
      break;
    }
  }
  const line = openLine(port);
  return { line, answered: await line.ask(request).catch(() => ({ status: "closed" })) };
}

/** More than a server that keeps up ever needs at the same time. */
const LINES_MAX = 1_000;

/**
 * Requests at a steady rate, whether or not the ones before were answered, as callers come who do not know of each
 * other. A request's time counts from the moment at which it was due, so that one that had to wait to be sent shows it.
 */
export async function runOpenLoop({
  port,
  perSecond,
  next,
  durationMs,
  warmUpMs,
}: Open): Promise<LoadResult> {
  const startMs = performance.now();
  const fromMs = startMs + warmUpMs;
  const untilMs = fromMs + durationMs;
  const tally = createTally({ fromMs, untilMs: Number.POSITIVE_INFINITY });
  const idle: Line[] = [];
  const inFlight = new Set<Promise<void>>();

  const send = async (request: Buffer, sentMs: number) => {
    const { line, answered } = await askOn(idle, port, request);
    tally.add({ ...answered, sentMs, endedMs: performance.now() });
    if (line.isOpen) idle.push(line);
  };
  for (let sent = 0; ; ) {
    const now = performance.now();
    for (; sent < ((now - startMs) / 1_000) * perSecond; sent += 1) {
      const request = next();
      const dueMs = startMs + (sent / perSecond) * 1_000;
      if (request === null || dueMs >= untilMs) break;
      if (inFlight.size >= LINES_MAX) {
        // Whoever reads the statuses sees that the server did not keep up.
        tally.add({ status: "not sent", sentMs: dueMs, endedMs: performance.now() });
        continue;
      }
      const one: Promise<void> = send(request, dueMs).finally(() => inFlight.delete(one));
      inFlight.add(one);
    }
    if (now >= untilMs) break;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(inFlight);
  for (const line of idle) line.end();
  return { ...tally.result(), requestsPerSecond: perSecond };
}
