import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { BridgeIssue, BridgeOrder } from "@parley/bridge-contract";
import { auditOrder } from "./audit.ts";
import { isUnique } from "./classes.ts";
import type { AnswerFault, Behaviour, Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import type { PlacedRecord, VoidRecord } from "./journal-lines.ts";
import type { Store } from "./stores.ts";
import { billOf } from "./told-bill.ts";

type InProgress = { kind: "in_progress"; retryAfterSeconds: number };

/** What came of a request to place an order. */
export type PlaceResult =
  /** `record` is what the caller is answered, which a test item may have made wrong. */
  | { kind: "placed"; record: PlacedRecord; isFirst: boolean; isTwice: boolean }
  | InProgress
  /** An earlier request has placed the reference; this one placed nothing (class B). */
  | { kind: "duplicate" }
  | { kind: "voided" }
  | { kind: "refused"; issues: BridgeIssue[] }
  | { kind: "fault" }
  /** No answer: the caller's connection is to be cut. */
  | { kind: "silence" };

export type FindResult =
  | { kind: "placed"; record: PlacedRecord }
  | InProgress
  | { kind: "voided" }
  | { kind: "absent" };

export type VoidResult = { kind: "voided"; record: VoidRecord } | InProgress | { kind: "absent" };

/**
 * The till and its kitchen. An order is known here by its store and reference: absent, then in
 * progress (in memory only), then placed, and perhaps voided (both in the journal). The store's
 * class decides what a second request for a reference gets.
 */
export class Till {
  readonly #journal: Journal;
  readonly #faults: Faults;
  readonly #now: () => Date;
  /** When each order in progress will be done, as an instant of the monotonic clock. */
  readonly #inProgress = new Map<string, number>();
  /** Requests that are still in the network, by store and reference. */
  readonly #held = new Map<string, AbortController>();
  readonly #placings = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(parts: { journal: Journal; faults: Faults; now: () => Date }) {
    this.#journal = parts.journal;
    this.#faults = parts.faults;
    this.#now = parts.now;
  }

  /** The state of a reference, as far as the store's class knows it. */
  find(store: Store, reference: string): FindResult {
    const record = this.#journal.find(store.id, reference);
    if (record) return { kind: "placed", record };
    if (this.#journal.findVoid(store.id, reference)) return { kind: "voided" };
    const doneAt = this.#inProgress.get(keyOf(store, reference));
    // A till that may place a reference twice does not report what it is working on either.
    if (doneAt === undefined || !isUnique(store.tillClass)) return { kind: "absent" };
    return { kind: "in_progress", retryAfterSeconds: secondsUntil(doneAt) };
  }

  /** What would be wrong with the order now; commits nothing. */
  check(store: Store, order: BridgeOrder): BridgeIssue[] {
    return auditOrder(store.tillMenu, order);
  }

  /** Places the order as the store's class does it, even if the caller has hung up. */
  async place(store: Store, order: BridgeOrder): Promise<PlaceResult> {
    const holdMs = this.#faults.holdMs(order);
    const placing = holdMs === 0 ? this.#admit(store, order) : this.#admitLate(store, order, holdMs);
    this.#placings.add(placing);
    try {
      return await placing;
    } finally {
      this.#placings.delete(placing);
    }
  }

  /** Voids the orders of a reference, and closes the reference for good. */
  async void(store: Store, reference: string): Promise<VoidResult> {
    const state = this.find(store, reference);
    if (state.kind === "in_progress") return state;
    const record = await this.#journal.void(store.id, reference, this.#now());
    return record ? { kind: "voided", record } : { kind: "absent" };
  }

  /** The request arrives after a later one of its reference has been placed, or when its delay is over. */
  async #admitLate(store: Store, order: BridgeOrder, holdMs: number): Promise<PlaceResult> {
    const key = keyOf(store, order.reference);
    const overtaken = new AbortController();
    this.#held.set(key, overtaken);
    await this.#wait(holdMs, overtaken.signal);
    this.#held.delete(key);
    await this.#admit(store, order);
    return { kind: "silence" };
  }

  async #admit(store: Store, order: BridgeOrder): Promise<PlaceResult> {
    if (this.#journal.isClosed(store.id, order.reference)) return { kind: "voided" };
    const known = this.find(store, order.reference);
    if (known.kind === "in_progress") return known;
    if (known.kind === "placed" && isUnique(store.tillClass)) {
      if (store.tillClass.letter === "B") return { kind: "duplicate" };
      return { kind: "placed", record: known.record, isFirst: false, isTwice: false };
    }
    const issues = this.check(store, order);
    if (issues.length > 0) return { kind: "refused", issues };
    const behaviour = this.#faults.meet(order, known.kind === "absent");
    if (behaviour.verdict === "fault") return { kind: "fault" };
    if (behaviour.verdict === "declined") {
      const declined = { code: "declined", message: "The kitchen does not take this order" };
      return { kind: "refused", issues: [declined] };
    }
    return await this.#placeAs(behaviour, store, order);
  }

  async #placeAs({ delayMs, answer }: Behaviour, store: Store, order: BridgeOrder): Promise<PlaceResult> {
    const before = this.#journal.last(store.id);
    const record = await this.#placeAfter(delayMs, store, order);
    if (!record) return answer === "lost" ? { kind: "silence" } : { kind: "voided" };
    this.#held.get(keyOf(store, order.reference))?.abort();
    if (answer === "lost") return { kind: "silence" };
    const told = misread(record, before, answer);
    return { kind: "placed", record: told, isFirst: true, isTwice: answer === "twice" };
  }

  /** null where the order was voided while it was in progress. */
  async #placeAfter(delayMs: number, store: Store, order: BridgeOrder): Promise<PlacedRecord | null> {
    const key = keyOf(store, order.reference);
    this.#inProgress.set(key, performance.now() + delayMs);
    try {
      await this.#wait(delayMs);
      if (this.#journal.isClosed(store.id, order.reference)) return null;
      return await this.#journal.place(order, this.#now(), billOf(store.tillMenu, order));
    } finally {
      this.#inProgress.delete(key);
    }
  }

  /** Ends early when the till shuts down, so that nobody has to wait. */
  async #wait(delayMs: number, ...signals: AbortSignal[]): Promise<void> {
    const signal = AbortSignal.any([this.#closing.signal, ...signals]);
    if (delayMs === 0 || signal.aborted) return;
    await wait(delayMs, undefined, { signal }).catch(() => undefined);
  }

  /** Finishes orders in progress at once. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#placings);
  }
}

/** The order in the answer: where a test item says so, another order or another order's number. */
function misread(record: PlacedRecord, other: PlacedRecord | null, answer: AnswerFault): PlacedRecord {
  if (answer === "crossed_id" && other) return { ...record, pos_order_id: other.pos_order_id };
  if (answer !== "crossed") return record;
  return other ?? { ...record, reference: randomUUID(), pos_order_id: `${record.store}-000000` };
}

function keyOf(store: Store, reference: string): string {
  return `${store.id} ${reference}`;
}

function secondsUntil(instant: number): number {
  return Math.max(1, Math.ceil((instant - performance.now()) / 1_000));
}
