import type { Channel } from "./channel.ts";
import { kindOf } from "./message.ts";

/**
 * Finds a process that hangs without dying (stopped, or in an endless loop): it serves nobody, and keeps its callers
 * and its places at POSs for as long as it is not ended. Each says by a beat on its event loop that it goes on.
 */

const BEAT_MS = 1_000;
/** However short leases are: a pause of a machine that does much else is no hang. */
const SILENT_MIN_MS = 5_000;

/** Begun when the process serves, and kept up while it drains. */
export function sendBeats(channel: Pick<Channel, "send">): void {
  setInterval(() => channel.send({ kind: "beat" }), BEAT_MS).unref();
}

export interface BeatsPlan {
  /** Whoever is silent for as long has lost the orders that it was at. */
  leaseMs: number;
  /** Once; `silentMs` is at least how long. */
  onHung(silentMs: number): void;
}

/**
 * Judges a process from when it says that it serves until it ends: one that starts may be busy for long. Time is
 * counted in turns of our own timer, not read from a clock: where we did not run either, as on a laptop that slept,
 * there was one turn, however long, and nobody is judged by it.
 */
export function watchBeats(channel: Channel, { leaseMs, onHung }: BeatsPlan): void {
  const turnsMax = Math.ceil(Math.max(leaseMs, SILENT_MIN_MS) / BEAT_MS);
  let silentTurns = 0;
  let timer: NodeJS.Timeout | null = null;

  function end(): void {
    if (timer !== null) clearInterval(timer);
    timer = null;
  }

  channel.onMessage((message) => {
    if (kindOf(message) === "beat") silentTurns = 0;
    if (kindOf(message) !== "serving") return;
    end();
    silentTurns = 0;
    timer = setInterval(() => {
      silentTurns += 1;
      // The first turn may follow a beat at once.
      if (silentTurns <= turnsMax) return;
      end();
      onHung(turnsMax * BEAT_MS);
    }, BEAT_MS);
  });
  channel.onEnd(end);
}
