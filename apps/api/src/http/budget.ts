import { ALONE, type Share } from "./siblings.ts";

/** How often something may be done: `burst` times at once, then `perSecond`. */
export interface BudgetOptions {
  burst: number;
  perSecond: number;
  nowMs: () => number;
  /** With whom the budget is shared; by default with nobody. */
  share?: Share;
}

export type Spent = { allowed: true } | { allowed: false; retryAfterSeconds: number };

/** Budgets by key, each of its own: who uses up one takes nothing from another. */
export interface Budget {
  spend(key: string): Spent;
  /** Whether nothing is left, without spending anything. */
  isSpent(key: string): boolean;
}

interface Bucket {
  left: number;
  atMs: number;
  /** Spent here, and not told yet. */
  untold: number;
}

/** Beyond this many keys the one that was used the longest ago is forgotten, which gives its budget back. */
const KEYS_MAX = 20_000;
/** Processes tell what they spend in parts: together they may spend no more than this part of the burst untold. */
const UNTOLD_PART = 4;

/** A token bucket for each key, in a memory that is bounded. */
export function createBudget({ burst, perSecond, nowMs, share = ALONE }: BudgetOptions): Budget {
  const buckets = new Map<string, Bucket>();
  const toldFrom = Math.max(1, Math.floor(burst / (UNTOLD_PART * share.processes)));

  function leftOf(key: string, now: number): number {
    const bucket = buckets.get(key);
    if (bucket === undefined) return burst;
    // A clock that was put back must not empty a budget.
    return Math.min(burst, bucket.left + (Math.max(0, now - bucket.atMs) / 1_000) * perSecond);
  }

  function keep(key: string, bucket: Bucket): void {
    // Set anew, so that the map's order is that of use.
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size <= KEYS_MAX) return;
    const [oldest] = buckets.keys();
    if (oldest !== undefined) buckets.delete(oldest);
  }

  /** What is to be told later; whoever spends little has nothing that anybody has to hear of. */
  function untoldAfter(key: string, left: number): number {
    if (share.processes === 1) return 0;
    // What was spent before the budget was whole again is nobody's business any more.
    const untold = (left >= burst ? 0 : (buckets.get(key)?.untold ?? 0)) + 1;
    if (untold < toldFrom) return untold;
    share.tell(key, untold);
    return 0;
  }

  share.hear((key, count) => {
    const now = nowMs();
    const untold = buckets.get(key)?.untold ?? 0;
    keep(key, { left: Math.max(0, leftOf(key, now) - count), atMs: now, untold });
  });

  return {
    isSpent: (key) => leftOf(key, nowMs()) < 1,
    spend(key) {
      const now = nowMs();
      const left = leftOf(key, now);
      if (left >= 1) {
        keep(key, { left: left - 1, atMs: now, untold: untoldAfter(key, left) });
        return { allowed: true };
      }
      keep(key, { left, atMs: now, untold: buckets.get(key)?.untold ?? 0 });
      return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil((1 - left) / perSecond)) };
    },
  };
}
