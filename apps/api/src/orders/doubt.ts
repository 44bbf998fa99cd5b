import { assertNever } from "../errors.ts";
import type { AdapterClass } from "../pos/adapter.ts";
import type { LedgerState } from "./lifecycle.ts";

/**
 * What to do about an order in doubt, by what its POS promises (reliability: adapter classes).
 *
 * A honours our reference as an idempotency key and B refuses a second order of it, so both may be
 * sent again at any time; from their third try on they are asked before (`isAskedFirst`). C can only be asked: it is left alone for a quiet period longer than
 * anything it may still be working on, then asked twice, and only a reference that is absent both
 * times is sent again. D can do neither, so a person looks.
 */
export type DoubtStep = "resend" | "look_up" | "ask_person";

/** A reference that is absent this often in a row, after the quiet period, is taken to be absent. */
export const ABSENCES_NEEDED = 2;
/** A class C order is sent again at most this often; then the POS is not to be trusted alone. */
export const RESENDS_MAX = 2;

export function nextStepInDoubt(adapterClass: AdapterClass, ledger: LedgerState): DoubtStep {
  switch (adapterClass) {
    case "A":
    case "B":
      return "resend";
    case "C":
      if (ledger.absences < ABSENCES_NEEDED) return "look_up";
      return ledger.attempt <= RESENDS_MAX ? "resend" : "ask_person";
    case "D":
      return "ask_person";
    default:
      return assertNever(adapterClass);
  }
}

/** Tries that a POS of class A or B left in doubt, from which on it is asked for the order before it is sent again. */
const UNHEARD_MAX = 2;

/**
 * Whether a POS that may be sent the order again is asked for it first: one whose answers to a placement are lost or
 * cannot be read may have the order all the while, and say so to a look-up.
 */
export function isAskedFirst(ledger: LedgerState): boolean {
  return ledger.ambiguous && ledger.attempt >= UNHEARD_MAX;
}

export interface DoubtTimings {
  /** Waits before a resend, by the number of the attempt that ended in doubt; the last one repeats. */
  resendMs: readonly number[];
  /** Between two look-ups of a class C order. */
  lookUpMs: number;
}

export interface DoubtWait {
  adapterClass: AdapterClass;
  ledger: LedgerState;
  timings: DoubtTimings;
  /** The quiet period is the store's own: its POS's longest processing and our attempt deadline. */
  store: { quietPeriodMs: number };
  /** Between 0 and 1; resends vary by ±20 % so that a POS that comes back is not stormed. */
  random: number;
}

/** How long to leave an order in doubt alone, in milliseconds. */
export function waitInDoubt({ adapterClass, ledger, timings, store, random }: DoubtWait): number {
  switch (adapterClass) {
    case "A":
    case "B": {
      const step = timings.resendMs[Math.min(ledger.attempt, timings.resendMs.length) - 1] ?? 0;
      return step * (0.8 + 0.4 * random);
    }
    case "C":
      return ledger.absences === 0 ? store.quietPeriodMs : timings.lookUpMs;
    case "D":
      return 0;
    default:
      return assertNever(adapterClass);
  }
}
