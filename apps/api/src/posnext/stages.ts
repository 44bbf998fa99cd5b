import type { ExchangeStage } from "@parley/db/exchanges";

/** Microseconds of a clock that never jumps. */
export function nowUs(): number {
  return Math.round(performance.now() * 1000);
}

/** The stages of one call, in order: how long each took and whether it ended well. */
export interface Stages {
  run<T>(name: string, work: () => T | Promise<T>): Promise<T>;
  /** What is known by now. A stage that still runs counts as good: it may be the one that writes this. */
  soFar(): ExchangeStage[];
}

export function createStages(): Stages {
  const ended: ExchangeStage[] = [];
  let open: { name: string; startedUs: number } | null = null;

  return {
    async run(name, work) {
      const startedUs = nowUs();
      open = { name, startedUs };
      let ok = false;
      try {
        const value = await work();
        ok = true;
        return value;
      } finally {
        open = null;
        ended.push({ name, us: nowUs() - startedUs, ok });
      }
    },
    soFar() {
      if (open === null) return [...ended];
      return [...ended, { name: open.name, us: nowUs() - open.startedUs, ok: true }];
    },
  };
}
