import type { ExchangeStage } from "@parley/db";

/** Microseconds of a clock that never jumps. */
export function nowUs(): number {
  return Math.round(performance.now() * 1000);
}

/** Runs stages one after the other and keeps how long each took and whether it ended well. */
export function timed(stages: ExchangeStage[]) {
  return async function stage<T>(name: string, run: () => T | Promise<T>): Promise<T> {
    const startedUs = nowUs();
    const entry: ExchangeStage = { name, us: 0, ok: false };
    stages.push(entry);
    try {
      const value = await run();
      entry.ok = true;
      return value;
    } finally {
      entry.us = nowUs() - startedUs;
    }
  };
}
