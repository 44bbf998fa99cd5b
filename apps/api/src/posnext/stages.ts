import type { ExchangeStage } from "@parley/db/exchanges";

/** Microseconds of a clock that never jumps. */
export function nowUs(): number {
  return Math.round(performance.now() * 1000);
}

/**
 * The stages of one call, in order: how long each took and whether it ended well. They leave no gap, so that they add
 * up to the call: a stage begins where the one before it ended, and `answer` is what is done after the last.
 */
export interface Stages {
  run<T>(name: string, work: () => T | Promise<T>): Promise<T>;
  /** What is known by then. A stage that still runs counts as good: it may be the one that writes this. */
  soFar(untilUs: number): ExchangeStage[];
}

export function createStages(startedUs: number): Stages {
  const ended: ExchangeStage[] = [];
  let open: string | null = null;
  let sinceUs = startedUs;

  return {
    async run(name, work) {
      open = name;
      let ok = false;
      try {
        const value = await work();
        ok = true;
        return value;
      } finally {
        open = null;
        const us = nowUs();
        ended.push({ name, us: us - sinceUs, ok });
        sinceUs = us;
      }
    },
    soFar: (untilUs) => [...ended, { name: open ?? "answer", us: untilUs - sinceUs, ok: true }],
  };
}
