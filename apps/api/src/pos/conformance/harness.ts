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
 * What a conformance suite stands on: an adapter, ways to make each kind of order, and a look into
 * the POS's own books. The books are read through the harness, never through the adapter, because
 * an adapter that is wrong would be wrong in both.
 */
export interface ConformanceHarness {
  adapter: PosAdapter;
  /** A new order that the POS takes. */
  goodOrder(): PosOrder;
  /** A new order that the POS refuses when it is placed. */
  refusedOrder(): PosOrder;
  /** A new order that the POS places while the answer gets lost on the first try. */
  lostAnswerOrder(): PosOrder;
  /** A new order on whose first try the POS has a fault and places nothing. */
  faultOnceOrder(): PosOrder;
  /** A new order that the POS places only after it was given up on. `tryMs` is shorter than that. */
  lateOrder(): { order: PosOrder; tryMs: number };
  /** A new order whose first request reaches the POS only after a later one was placed. */
  overtakenOrder(): PosOrder;
  /** A new order that the POS places and then answers with another order, on the first try. */
  crossedAnswerOrder(): PosOrder;
  /** A new order that the POS places and answers two times over. */
  doubleAnswerOrder(): PosOrder;
  /** How many orders of this reference were placed by the POS's own books, also if voided since. */
  placedCount(reference: string): number | Promise<number>;
  /** Class D: the note of the order of this reference as the POS prints or shows it. */
  noteOf?(reference: string): string | null | Promise<string | null>;
  /** Where voiding is claimed: how many orders of this reference the POS's own books have as voided. */
  voidedCount?(reference: string): number | Promise<number>;
}

export interface ConformanceCheck {
  /** The guarantee, in a sentence. */
  name: string;
  /** Rejects with an `AssertionError` where the guarantee does not hold. */
  run(harness: ConformanceHarness): Promise<void>;
}

/** Long enough for any one call; the checks are about what is answered, not about speed. */
const PATIENT_MS = 30_000;
const RESENDS_MAX = 2_000;
const RESEND_PAUSE_MS = 10;

/** The control of a call that is given so long, by default as long as it takes. */
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
 * Tries again, as the dispatcher does for classes A and B, for as long as nothing is known. A
 * duplicate is looked up where the class refuses duplicates, and breaks the promise of any other.
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
