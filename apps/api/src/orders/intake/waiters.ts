/**
 * Callers that wait for an order to become final: the second of two equal submits, or a replay
 * while the first still runs. Any process may finish the order, so the news comes by notification;
 * the waiter reads the ledger again and believes only that.
 */
export interface Waiters {
  /**
   * Resolves when a change of the order is reported, or after `timeoutMs`.
   * A caller must register before it reads the ledger, else news in between is missed.
   */
  wait(orderId: string, timeoutMs: number): { told: Promise<void>; cancel(): void };
  /** Something changed about this order. */
  tell(orderId: string): void;
  /** The line was broken: anything may have changed. */
  tellAll(): void;
}

export function createWaiters(): Waiters {
  const waiting = new Map<string, Set<() => void>>();

  return {
    wait(orderId, timeoutMs) {
      const entry = waiting.get(orderId) ?? new Set();
      waiting.set(orderId, entry);
      let finish = () => {};
      const told = new Promise<void>((resolve) => {
        const timer = setTimeout(() => finish(), Math.max(0, timeoutMs));
        finish = () => {
          clearTimeout(timer);
          entry.delete(finish);
          if (entry.size === 0 && waiting.get(orderId) === entry) waiting.delete(orderId);
          resolve();
        };
        entry.add(finish);
      });
      return { told, cancel: () => finish() };
    },
    tell(orderId) {
      for (const finish of [...(waiting.get(orderId) ?? [])]) finish();
    },
    tellAll() {
      for (const entry of [...waiting.values()]) for (const finish of [...entry]) finish();
    },
  };
}
