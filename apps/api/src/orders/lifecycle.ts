/**
 * The life of an order, as one pure function. Nothing else decides a state.
 *
 * `received` waits for a first (or a safe further) try. `dispatching` means that attempt n was
 * written down and may have left. `unknown` means that a try ended without telling us whether the
 * kitchen has the order. `attention` waits for a person. `placed`, `rejected` and `errored` are
 * final: PAR caches them, so they never change.
 *
 * `ambiguous` remembers that some attempt may have reached the POS. It is what keeps a later,
 * clean failure from being reported to PAR as "there is no order".
 */

import { assertNever } from "../errors.ts";
import type { AdapterClass } from "../pos/adapter.ts";

export const ORDER_STATES = [
  "received",
  "dispatching",
  "unknown",
  "attention",
  "placed",
  "rejected",
  "errored",
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export interface LedgerState {
  state: OrderState;
  /** Number of the attempt that was last written down; 0 before the first. */
  attempt: number;
  ambiguous: boolean;
  /** How often in a row the POS said, since the last attempt, that it knows no such order. */
  absences: number;
}

export type LedgerEvent =
  /** An attempt was written down; its bytes may leave from now on. */
  | { kind: "attempt_started" }
  /** The POS named its order, in an answer, in a look-up, or through a person. */
  | { kind: "placed" }
  /** The POS decided against the order. `adapterClass` says what a late refusal proves. */
  | { kind: "refused"; adapterClass: AdapterClass }
  /** Proof that this attempt made no order: no byte left, or the adapter declares it. */
  | { kind: "not_placed" }
  /** The attempt ended without showing whether the POS has the order. */
  | { kind: "in_doubt" }
  /** The worker that owned the attempt is gone. */
  | { kind: "lease_expired" }
  /** Asked by our reference, the POS knows no such order now. */
  | { kind: "looked_up_absent" }
  /** The order was voided at the POS and is confirmed to be gone. */
  | { kind: "voided" }
  /** The POS contradicts itself, or its class has no rule for what comes next. */
  | { kind: "needs_person" }
  /** The store's give-up time has passed. */
  | { kind: "gave_up" }
  /** A person looked at the POS and the order is not there. */
  | { kind: "confirmed_absent" };

export type Transition = { kind: "moved"; to: LedgerState } | { kind: "refused"; why: string };

const FINAL: ReadonlySet<OrderState> = new Set(["placed", "rejected", "errored"]);

/** True for the states that PAR may cache and that therefore never change. */
export function isFinal(state: OrderState): boolean {
  return FINAL.has(state);
}

/** PAR's word for a ledger state (contract 1.5). */
export function statusOf(state: OrderState): "pending" | "placed" | "rejected" | "errored" {
  switch (state) {
    case "received":
    case "dispatching":
    case "unknown":
    case "attention":
      return "pending";
    case "placed":
    case "rejected":
    case "errored":
      return state;
    default:
      return assertNever(state);
  }
}

/** Whether a refusal of a later attempt also rules out the attempt that is in doubt. */
function refusalProvesAbsence(adapterClass: AdapterClass): boolean {
  // A and B look the reference up before they judge, so a refusal means that no order has it.
  return adapterClass === "A" || adapterClass === "B";
}

/**
 * The state that follows. A refused transition changes nothing: its event came too late, or is a
 * bug of the caller, and is kept as evidence either way.
 */
export function next(from: LedgerState, event: LedgerEvent): Transition {
  const moved = (state: OrderState, change: Partial<LedgerState> = {}): Transition => ({
    kind: "moved",
    to: { ...from, state, ...change },
  });
  const refused = (): Transition => ({ kind: "refused", why: `${event.kind} in state ${from.state}` });

  switch (event.kind) {
    case "attempt_started":
      return from.state === "received" || from.state === "unknown" || from.state === "attention"
        ? moved("dispatching", { attempt: from.attempt + 1, absences: 0 })
        : refused();

    case "placed":
      return from.state === "dispatching" || from.state === "unknown" || from.state === "attention"
        ? moved("placed")
        : refused();

    case "refused":
      if (from.state !== "dispatching") return refused();
      return from.ambiguous && !refusalProvesAbsence(event.adapterClass)
        ? moved("unknown")
        : moved("rejected", { ambiguous: false });

    case "not_placed":
      if (from.state !== "dispatching") return refused();
      return from.ambiguous ? moved("unknown") : moved("received");

    case "in_doubt":
    case "lease_expired":
      return from.state === "dispatching" ? moved("unknown", { ambiguous: true }) : refused();

    case "looked_up_absent":
      return from.state === "unknown" ? moved("unknown", { absences: from.absences + 1 }) : refused();

    case "voided":
      return from.state === "unknown" || from.state === "attention"
        ? moved("errored", { ambiguous: false })
        : refused();

    case "needs_person":
      return from.state === "received" || from.state === "dispatching" || from.state === "unknown"
        ? moved("attention", from.state === "dispatching" ? { ambiguous: true } : {})
        : refused();

    case "gave_up":
      if (from.state === "received") return moved(from.ambiguous ? "attention" : "errored");
      return from.state === "unknown" ? moved("attention") : refused();

    case "confirmed_absent":
      return from.state === "attention" ? moved("errored", { ambiguous: false }) : refused();

    default:
      return assertNever(event);
  }
}

/** The states in which it settles the order that the POS has it, whichever attempt it says so of. */
export const PLACEABLE: readonly OrderState[] = ORDER_STATES.filter(
  (state) => next({ state, attempt: 1, ambiguous: true, absences: 0 }, { kind: "placed" }).kind === "moved",
);

/** The states in which an order begins: refused by our own checks, or ready to go to the POS. */
export const REFUSED_AT_SIGHT = {
  state: "rejected",
  attempt: 0,
  ambiguous: false,
  absences: 0,
} as const satisfies LedgerState;
export const RECEIVED = {
  state: "received",
  attempt: 0,
  ambiguous: false,
  absences: 0,
} as const satisfies LedgerState;
