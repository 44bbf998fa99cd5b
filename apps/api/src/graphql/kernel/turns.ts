/** How much may run at once: of one key, and of all together. */
export interface TurnsOptions {
  ofOne: number;
  ofAll: number;
  /** How many of one key may wait. */
  waiting: number;
}

/**
 * Lets few run at once, each key in its turn: whoever asks for a hundred things waits for their own, while others get
 * theirs at once, as long as `ofOne` is less than `ofAll`.
 */
export interface Turns {
  /**
   * Waits for a turn; call what it gives when the work has ended. Null where too many of this key wait, or `signal`
   * was aborted first.
   */
  take(key: string, signal: AbortSignal): Promise<(() => void) | null>;
}

interface Line {
  running: number;
  waiting: Set<() => void>;
}

export function createTurns({ ofOne, ofAll, waiting }: TurnsOptions): Turns {
  // In the order in which the keys are next.
  const lines = new Map<string, Line>();
  let running = 0;

  function next(): void {
    while (running < ofAll) {
      const line = [...lines.values()].find((one) => one.waiting.size > 0 && one.running < ofOne);
      const [begin] = line?.waiting ?? [];
      if (line === undefined || begin === undefined) return;
      line.waiting.delete(begin);
      line.running += 1;
      running += 1;
      begin();
    }
  }

  function leave(key: string, line: Line): void {
    line.running -= 1;
    running -= 1;
    // It has had its turn: whoever else waits is next.
    lines.delete(key);
    lines.set(key, line);
    forgetIdle(key, line);
    next();
  }

  function forgetIdle(key: string, line: Line): void {
    if (line.running === 0 && line.waiting.size === 0) lines.delete(key);
  }

  return {
    take(key, signal) {
      const line = lines.get(key) ?? { running: 0, waiting: new Set() };
      if (line.waiting.size >= waiting || signal.aborted) return Promise.resolve(null);
      lines.set(key, line);
      return new Promise((resolve) => {
        const begin = () => {
          signal.removeEventListener("abort", goAway);
          let isOut = false;
          resolve(() => {
            if (isOut) return;
            isOut = true;
            leave(key, line);
          });
        };
        const goAway = () => {
          line.waiting.delete(begin);
          forgetIdle(key, line);
          resolve(null);
        };
        signal.addEventListener("abort", goAway, { once: true });
        line.waiting.add(begin);
        next();
      });
    },
  };
}
