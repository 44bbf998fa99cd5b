/** How often something may be done: `burst` times at once, then `perSecond`. */
export interface BudgetOptions {
  burst: number;
  perSecond: number;
  nowMs: () => number;
}

export type Spent = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** Budgets by key, each of its own: who uses up one takes nothing from another. */
export interface Budget {
  spend(key: string): Spent;
  /** Whether nothing is left, without spending anything. */
  isSpent(key: string): boolean;
}

/** Beyond this many keys the one that was used the longest ago is forgotten, which gives its budget back. */
const KEYS_MAX = 20_000;

/** A token bucket for each key, in a memory that is bounded. */
export function createBudget({ burst, perSecond, nowMs }: BudgetOptions): Budget {
  const buckets = new Map<string, { left: number; atMs: number }>();

  function leftOf(key: string, now: number): number {
    const bucket = buckets.get(key);
    if (bucket === undefined) return burst;
    // A clock that was put back must not empty a budget.
    return Math.min(burst, bucket.left + (Math.max(0, now - bucket.atMs) / 1_000) * perSecond);
  }

  return {
    isSpent: (key) => leftOf(key, nowMs()) < 1,
    spend(key) {
      const now = nowMs();
      const left = leftOf(key, now);
      // Set anew, so that the map's order is that of use.
      buckets.delete(key);
      buckets.set(key, { left: left < 1 ? left : left - 1, atMs: now });
      if (buckets.size > KEYS_MAX) {
        const [oldest] = buckets.keys();
        if (oldest !== undefined) buckets.delete(oldest);
      }
      if (left >= 1) return { allowed: true };
      return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((1 - left) / perSecond)) };
    },
  };
}
