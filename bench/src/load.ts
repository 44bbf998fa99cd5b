import { connect, type Socket } from "node:net";

/**
 * A load generator that costs little itself, because it shares two cores with what it measures: ready-made
 * requests over plain sockets, one in flight per connection, and only as much of an answer read as is
 * needed to know its status and its end. Every request is taken from the pool once, so nothing is replayed.
 */

export interface Load {
  port: number;
  connections: number;
  /** The next whole HTTP/1.1 request; null when the pool is used up. */
  next: () => Buffer | null;
  durationMs: number;
  /** Sent before the clock starts, to warm up. */
  warmUpMs: number;
}

export interface LoadResult {
  requestsPerSecond: number;
  count: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** How many answers had each status. */
  statuses: Record<string, number>;
}

const HEAD_END = Buffer.from("\r\n\r\n");

/** The length of the first whole answer in the buffer, or null while it is not whole. */
export function answerLength(buffer: Buffer): number | null {
  const headEnd = buffer.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = buffer.toString("latin1", 0, headEnd);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const whole = headEnd + HEAD_END.length + Number(length);
    return buffer.length >= whole ? whole : null;
  }
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) {
    const end = buffer.indexOf("0\r\n\r\n", headEnd + HEAD_END.length);
    return end === -1 ? null : end + 5;
  }
  return headEnd + HEAD_END.length;
}

/** The value below which this share of the sorted values lies. */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

interface Tally {
  latencies: number[];
  statuses: Map<string, number>;
  countFrom: number;
  end: number;
}

function drive(socket: Socket, load: Load, tally: Tally): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    let buffer: Buffer = Buffer.alloc(0);
    const send = () => {
      const request = performance.now() < tally.end ? load.next() : null;
      if (request === null) {
        socket.end();
        resolve();
        return;
      }
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on("data", (chunk: Buffer) => {
      buffer = buffer.length === 0 ? chunk : Buffer.concat([buffer, chunk]);
      const length = answerLength(buffer);
      if (length === null) return;
      const status = buffer.toString("latin1", 9, 12);
      buffer = buffer.subarray(length);
      const now = performance.now();
      if (sentAt >= tally.countFrom && now <= tally.end) {
        tally.latencies.push(now - sentAt);
        tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
      }
      send();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve());
    socket.on("connect", send);
  });
}

/** Sends for the given time and returns the results. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const countFrom = performance.now() + load.warmUpMs;
  const tally: Tally = { latencies: [], statuses: new Map(), countFrom, end: countFrom + load.durationMs };
  const sockets = Array.from({ length: load.connections }, () =>
    connect({ port: load.port, host: "127.0.0.1", noDelay: true }),
  );
  await Promise.all(sockets.map((socket) => drive(socket, load, tally)));
  const sorted = tally.latencies.toSorted((a, b) => a - b);
  const seconds = (Math.min(performance.now(), tally.end) - countFrom) / 1_000;
  return {
    requestsPerSecond: sorted.length / seconds,
    count: sorted.length,
    p50Ms: percentile(sorted, 0.5),
    p95Ms: percentile(sorted, 0.95),
    p99Ms: percentile(sorted, 0.99),
    statuses: Object.fromEntries(tally.statuses),
  };
}
