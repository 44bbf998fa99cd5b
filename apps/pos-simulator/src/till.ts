import { setTimeout as wait } from "node:timers/promises";
import type { BridgeIssue, BridgeOrder } from "@parley/bridge-contract";
import { auditOrder } from "./audit.ts";
import type { Faults } from "./faults.ts";
import type { Journal, PlacedRecord } from "./journal.ts";
import type { Store } from "./stores.ts";

/** What came of a request to place an order. */
export type PlaceResult =
  | { kind: "placed"; record: PlacedRecord; isFirst: boolean }
  | { kind: "in_progress"; retryAfterSeconds: number }
  | { kind: "refused"; issues: BridgeIssue[] }
  | { kind: "fault" }
  /** Placed, and nobody must be told: the caller's connection is to be cut. */
  | { kind: "silence" };

export type FindResult =
  | { kind: "placed"; record: PlacedRecord }
  | { kind: "in_progress"; retryAfterSeconds: number }
  | { kind: "absent" };

/**
 * The kitchen's side of the counter. An order lives here under its store and reference: absent,
 * then in progress (in memory only), then placed (in the journal). A second request for the same
 * reference is told which, and never starts a second order.
 */
export class Till {
  readonly #journal: Journal;
  readonly #faults: Faults;
  readonly #now: () => Date;
  /** When each order in progress will be done, as an instant of the monotonic clock. */
  readonly #inProgress = new Map<string, number>();
  readonly #placings = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(parts: { journal: Journal; faults: Faults; now: () => Date }) {
    this.#journal = parts.journal;
    this.#faults = parts.faults;
    this.#now = parts.now;
  }

  find(store: Store, reference: string): FindResult {
    const record = this.#journal.find(store.id, reference);
    if (record) return { kind: "placed", record };
    const doneAt = this.#inProgress.get(keyOf(store, reference));
    if (doneAt !== undefined) return { kind: "in_progress", retryAfterSeconds: secondsUntil(doneAt) };
    return { kind: "absent" };
  }

  /** What would be wrong with the order now; commits nothing. */
  check(store: Store, order: BridgeOrder): BridgeIssue[] {
    return auditOrder(store.menu, order);
  }

  /** Places the order unless its reference is known. Goes on when the caller has hung up. */
  async place(store: Store, order: BridgeOrder): Promise<PlaceResult> {
    const known = this.find(store, order.reference);
    if (known.kind === "placed") return { ...known, isFirst: false };
    if (known.kind === "in_progress") return known;
    const issues = this.check(store, order);
    if (issues.length > 0) return { kind: "refused", issues };
    const behaviour = this.#faults.meet(order);
    if (behaviour.verdict === "fault") return { kind: "fault" };
    if (behaviour.verdict === "declined") {
      return {
        kind: "refused",
        issues: [{ code: "declined", message: "The kitchen does not take this order" }],
      };
    }
    const record = await this.#placeAfter(behaviour.delayMs, keyOf(store, order.reference), order);
    return behaviour.answer === "lost" ? { kind: "silence" } : { kind: "placed", record, isFirst: true };
  }

  async #placeAfter(delayMs: number, key: string, order: BridgeOrder): Promise<PlacedRecord> {
    this.#inProgress.set(key, performance.now() + delayMs);
    const placing = this.#work(delayMs).then(() => this.#journal.place(order, this.#now()));
    this.#placings.add(placing);
    try {
      return await placing;
    } finally {
      this.#placings.delete(placing);
      this.#inProgress.delete(key);
    }
  }

  /** The time that the kitchen takes; a till that is shutting down does not make anybody wait. */
  async #work(delayMs: number): Promise<void> {
    if (delayMs === 0 || this.#closing.signal.aborted) return;
    await wait(delayMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }

  /** Finishes at once what is in progress. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#placings);
  }
}

function keyOf(store: Store, reference: string): string {
  return `${store.id} ${reference}`;
}

function secondsUntil(instant: number): number {
  return Math.max(1, Math.ceil((instant - performance.now()) / 1_000));
}
