import type { Database, LedgerNow } from "@parley/db";
import { type Actor, recordResult } from "@parley/db/orders";
import { next } from "../lifecycle.ts";

/**
 * Orders of this process whose INSERT was never answered. Nothing was sent for them and nothing will be, which
 * only this process knows: where such an order shows in the ledger, its first attempt is recorded as not sent,
 * before its lease ends and makes it one in doubt.
 */
export interface Unsent {
  add(orderId: string): void;
  /** Looks for each of them once. Throws where the database does not answer. */
  takeBack(): Promise<void>;
}

/** How often an order is looked for before it counts as never written; looks that were answered. */
const LOOKS = 20;
/** A flood of them is left to their leases. */
const KEPT_MAX = 2_000;

const notSent = next(
  { state: "dispatching", attempt: 1, ambiguous: false, absences: 0 },
  { kind: "not_placed" },
);
if (notSent.kind !== "moved") throw new Error("An attempt must be able to end unsent");
const { to } = notSent;

export function createUnsent(deps: { db: Database; worker: string; ledgerNow: () => LedgerNow }): Unsent {
  const { db, worker } = deps;
  const looksLeft = new Map<string, number>();
  const actor: Actor = { kind: "worker", name: worker };
  const evidence = { reason: "commit_unknown" };

  return {
    add(orderId) {
      if (looksLeft.size < KEPT_MAX) looksLeft.set(orderId, LOOKS);
    },
    async takeBack() {
      for (const [orderId, looks] of looksLeft) {
        const { hit } = await recordResult(db, {
          orderId,
          attempt: to.attempt,
          worker,
          to: { ...to, cause: "not_sent", posOrderId: null, dueInMs: 0 },
          event: { kind: "not_sent", actor, detail: evidence },
          result: { outcome: "not_sent", evidence },
          answer: null,
          exchanges: [],
          now: deps.ledgerNow(),
        });
        if (hit || looks === 1) looksLeft.delete(orderId);
        else looksLeft.set(orderId, looks - 1);
      }
    },
  };
}
