import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import {
  type CallControl,
  CLASS_PROMISES,
  type LookUpOutcome,
  type PlaceOutcome,
  type PosAdapter,
  type PosOrder,
} from "../adapter.ts";

/**
 * What a conformance suite needs: an adapter, ways to make each kind of order, and access to the POS's
 * own records. They are read through the harness, never through the adapter, because a wrong adapter
 * would be wrong in both.
 */
export interface ConformanceHarness {
  adapter: PosAdapter;
  /** A new order that the POS accepts. */
  goodOrder(): PosOrder;
  /** A new order that the POS refuses when it is placed. */
  refusedOrder(): PosOrder;
  /** A new order that the POS places, but whose answer gets lost on the first try. */
  lostAnswerOrder(): PosOrder;
  /** A new order for which the POS fails on the first try and places nothing. */
  faultOnceOrder(): PosOrder;
  /** A new order that the POS places only after a try of `tryMs` was given up. */
  lateOrder(): { order: PosOrder; tryMs: number };
  /** A new order whose first request reaches the POS only after a later one was placed. */
  overtakenOrder(): PosOrder;
  /** A new order that the POS places, but answers with another order on the first try. */
  crossedAnswerOrder(): PosOrder;
  /** A new order that the POS places once and answers twice. */
  doubleAnswerOrder(): PosOrder;
  /** How many orders with this reference were placed according to the POS's own records, voided or not. */
  placedCount(reference: string): number | Promise<number>;
  /** Class D: the note of the order with this reference, as the POS prints or shows it. */
  noteOf?(reference: string): string | null | Promise<string | null>;
  /** If voiding is claimed: how many orders with this reference are voided in the POS's own records. */
  voidedCount?(reference: string): number | Promise<number>;
}

/** What a check gets that needs no fault of the POS: such a one can be run against a POS at work, see `live.ts`. */
export type PlainHarness = Pick<ConformanceHarness, "adapter" | "goodOrder" | "placedCount">;

export interface ConformanceCheck<Harness = ConformanceHarness> {
  /** The guarantee, in a sentence. */
  name: string;
  /** Rejects with an `AssertionError` if the guarantee is broken. */
  run(harness: Harness): Promise<void>;
}

/** Long enough for any single call; the checks are about answers, not about speed. */
const PATIENT_MS = 30_000;
const RESENDS_MAX = 2_000;
const RESEND_PAUSE_MS = 10;

/** The control of a call with this time limit; by default it is long enough for any call. */
export function patience(ms: number = PATIENT_MS): CallControl {
  return { signal: new AbortController().signal, deadlineMs: performance.now() + ms };
}

/** The id of an order that must have been placed. */
export function placedId(outcome: PlaceOutcome): string {
  assert.ok(outcome.kind === "placed", `expected placed, got ${textOf(outcome)}`);
  return outcome.posOrderId;
}

/** The id of an order that must have been found. */
export function foundId(outcome: LookUpOutcome): string {
  assert.ok(outcome.kind === "found", `expected found, got ${textOf(outcome)}`);
  return outcome.posOrderId;
}

/**
 * Tries again, as the dispatcher does for classes A and B, as long as the outcome is unknown. A duplicate
 * is looked up if the class refuses duplicates; for any other class it breaks the promise.
 */
export async function placeUntilKnown(
  adapter: PosAdapter,
  order: PosOrder,
  tryMs: number = PATIENT_MS,
): Promise<string> {
  const { refusesDuplicates } = CLASS_PROMISES[adapter.adapterClass];
  for (let tries = 0; tries < RESENDS_MAX; tries += 1) {
    const outcome = await adapter.place(order, patience(tryMs));
    if (outcome.kind === "duplicate" && refusesDuplicates) {
      return foundId(await adapter.lookUp(order.reference, patience()));
    }
    if (outcome.kind !== "unknown" && outcome.kind !== "not_placed") return placedId(outcome);
    await pause(RESEND_PAUSE_MS);
  }
  throw new assert.AssertionError({ message: `still unknown after ${RESENDS_MAX} tries` });
}

function textOf(outcome: PlaceOutcome | LookUpOutcome): string {
  return JSON.stringify({ ...outcome, call: null });
}
