/** Calls to POSs of one process, all stores together; several processes that count together share as many each. */
export const CALLS_MAX = 256;

/** How many calls are under way, and of whom: no connection may take what the others need. */
export interface ProcessCalls {
  isFull(connectionId: string): boolean;
  begin(connectionId: string): void;
  end(connectionId: string): void;
  /** How many more may begin. */
  free(): number;
  /** Connections that have all that they may. */
  full(): string[];
}

/** @param processes whose calls are counted together */
export function createProcessCalls(processes = 1): ProcessCalls {
  const callsMax = CALLS_MAX * processes;
  const callsOf = new Map<string, number>();
  let calls = 0;

  /** Shares are equal, and one more is kept free for a connection that is not there yet. */
  function shareMax(): number {
    return Math.ceil(callsMax / (callsOf.size + 1));
  }

  function isFull(connectionId: string): boolean {
    const own = callsOf.get(connectionId);
    return calls >= callsMax || (own !== undefined && own >= shareMax());
  }

  return {
    isFull,
    begin(connectionId) {
      calls += 1;
      callsOf.set(connectionId, (callsOf.get(connectionId) ?? 0) + 1);
    },
    end(connectionId) {
      calls -= 1;
      const own = (callsOf.get(connectionId) ?? 1) - 1;
      if (own === 0) callsOf.delete(connectionId);
      else callsOf.set(connectionId, own);
    },
    free: () => callsMax - calls,
    full: () => [...callsOf.keys()].filter(isFull),
  };
}
