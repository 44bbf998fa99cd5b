import { setTimeout as sleep } from "node:timers/promises";
import { silenceOf } from "./lab.ts";
import type { StreamMix } from "./stream-mix.ts";
import type { StreamTally } from "./stream-tally.ts";

/** Calls under way at most; a server that stops answering must not eat the lab's memory. */
const IN_FLIGHT_MAX = 500;

/** How fast calls are sent, and how long. */
export interface Pace {
  readonly perSecond: number;
  readonly durationMs: number;
}

/** How long and how fast a stream runs. */
export interface StreamPace extends Pace {
  /** How long pending orders are polled at the end. */
  readonly settleMs: number;
  /** Between two polls of the pending orders. */
  readonly pollMs: number;
}

/** What a stream left behind. */
export interface StreamEnd {
  readonly elapsedMs: number;
  /** request_uids of orders that were still pending at the end. */
  readonly unsettled: readonly string[];
}

/**
 * Sends calls at a steady rate, whether or not earlier ones were answered (as guests do), then waits for what is
 * under way and polls the pending orders until they are final.
 *
 * @param stop ends the sending early; calls under way are still awaited.
 */
export async function runStream(
  mix: StreamMix,
  tally: StreamTally,
  pace: StreamPace,
  stop: AbortSignal,
): Promise<StreamEnd> {
  const elapsedMs = await keepPace(() => sendOne(mix, tally), pace, stop);
  await settle(mix, pace, stop);
  return { elapsedMs, unsettled: mix.pending };
}

/** Begins `send` at a steady rate, and gives the time that passed until all of them have ended. */
export async function keepPace(send: () => Promise<void>, pace: Pace, stop: AbortSignal): Promise<number> {
  const started = performance.now();
  const underWay = new Set<Promise<void>>();
  for (let sent = 0; !stop.aborted; sent++) {
    const dueMs = (sent * 1000) / pace.perSecond;
    if (dueMs >= pace.durationMs) break;
    const waitMs = started + dueMs - performance.now();
    if (waitMs > 0) await pause(waitMs, stop);
    if (stop.aborted) break;
    if (underWay.size >= IN_FLIGHT_MAX) await Promise.race(underWay);
    const call = send();
    underWay.add(call);
    void call.finally(() => underWay.delete(call));
  }
  await Promise.all(underWay);
  return performance.now() - started;
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal: stop });
  } catch (error) {
    if (!stop.aborted) throw error;
  }
}

async function sendOne(mix: StreamMix, tally: StreamTally): Promise<void> {
  const call = mix.next();
  tally.started(call.kind);
  try {
    const exchange = await call.send();
    tally.finished(call.kind, exchange, call.isExpected(exchange));
  } catch (error) {
    const silence = silenceOf(error);
    if (silence === null) throw error;
    tally.failed(call.kind, silence);
  }
}

async function settle(mix: StreamMix, pace: StreamPace, stop: AbortSignal): Promise<void> {
  const until = performance.now() + pace.settleMs;
  while (mix.pending.length > 0 && performance.now() < until && !stop.aborted) {
    await pause(pace.pollMs, stop);
    for (const requestUid of mix.pending) {
      try {
        await mix.isSettled(requestUid);
      } catch (error) {
        if (silenceOf(error) === null) throw error;
        return;
      }
    }
  }
}
