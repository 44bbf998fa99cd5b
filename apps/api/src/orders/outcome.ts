import {
  type CallCause,
  type Cause,
  callCauses,
  isOneOf,
  type RefusalCause,
  refusalCauses,
} from "@parley/db/orders";
import { cutText } from "@parley/limits";
import type { Issue } from "@parley/par-contract";
import { assertNever } from "../errors.ts";
import type { AdapterClass, PlaceOutcome, PosCall } from "../pos/adapter.ts";
import { redactText } from "../redact.ts";
import { keptBill } from "./bill/kept-bill.ts";
import type { CallEnd } from "./dispatch/breaker.ts";
import type { LedgerEvent } from "./lifecycle.ts";

/** Turns a POS's answer into what the ledger records; all of it pure. */

/** A placing's outcome after a `duplicate` was looked up, so that only what decides is left. */
export type AttemptOutcome =
  | Exclude<PlaceOutcome, { kind: "duplicate" }>
  /** The POS said two things that cannot both be true; `posOrderId` is the order that it gave us twice. */
  | {
      kind: "contradiction";
      reason: "crossed_ack" | "duplicate_but_absent";
      posOrderId?: string | null;
      call: PlaceOutcome["call"];
    };

export function eventOf(outcome: AttemptOutcome, adapterClass: AdapterClass): LedgerEvent {
  switch (outcome.kind) {
    case "placed":
      return { kind: "placed" };
    case "refused":
      return { kind: "refused", adapterClass };
    case "not_sent":
    case "not_placed":
      return { kind: "not_placed" };
    case "unknown":
      return { kind: "in_doubt" };
    case "contradiction":
      return { kind: "needs_person" };
    default:
      return assertNever(outcome);
  }
}

/** What a call says about the POS, whichever order it was about; null where it says nothing. */
export function callEndOf(outcome: PlaceOutcome): CallEnd | null {
  switch (outcome.kind) {
    case "placed":
    case "refused":
    case "duplicate":
      return "passed";
    // It answered that it made nothing: neither down nor well.
    case "not_placed":
      return null;
    case "not_sent":
      return "unreachable";
    case "unknown":
      if (outcome.reason === "in_progress") return null;
      return isAnswered(outcome) ? "failed" : "unanswered";
    default:
      return assertNever(outcome);
  }
}

/** Whether the POS answered a call at all, with whatever. */
export function isAnswered({ call }: { call: PosCall | null }): boolean {
  return call !== null && call.status !== null;
}

/** The ledger's code for why an order is in its state; null when all is well. */
export function causeOf(outcome: AttemptOutcome): Cause | null {
  switch (outcome.kind) {
    case "placed":
      return null;
    case "refused":
      return causeOfRefusal(outcome.issues) ?? "pos_refused";
    case "not_sent":
    case "not_placed":
      return callCauseOf(outcome.reason) ?? outcome.kind;
    case "unknown":
      // An answer that broke off is one: the POS was not silent.
      if (isAnswered(outcome) && ENDS_OF_SILENCE.includes(outcome.reason)) return "pos_unclear";
      return callCauseOf(outcome.reason) ?? "pos_unclear";
    case "contradiction":
      return outcome.reason;
    default:
      return assertNever(outcome);
  }
}

/** What ends a call that the POS leaves without an answer. */
const ENDS_OF_SILENCE: readonly string[] = ["deadline", "aborted", "connection_lost", "call_failed"];

/** The first thing that was wrong, as a cause; null where there is none, or it refuses no order. */
export function causeOfRefusal(issues: readonly Issue[]): RefusalCause | null {
  const code = issues[0]?.code;
  return code !== undefined && isOneOf(refusalCauses, code) ? code : null;
}

function callCauseOf(reason: string): CallCause | null {
  return isOneOf(callCauses, reason) ? reason : null;
}

/** What the POS or the wire said exactly, for the record; null where it decided. */
export function reasonOf(outcome: AttemptOutcome): string | null {
  return "reason" in outcome ? outcome.reason : null;
}

/** Reasons of a refusal that are kept as evidence; all that the POS said is in the exchange. */
const EVIDENCE_ISSUES_MAX = 20;
const EVIDENCE_TEXT_MAX = 300;

/**
 * What is kept as evidence of an attempt: everything but the bytes, which are in the exchange. What a POS wrote is
 * bounded and masked, for the evidence is kept as long as its order.
 */
export function evidenceOf(outcome: AttemptOutcome): Record<string, unknown> {
  const { call, ...rest } = outcome;
  const issues = outcome.kind === "refused" ? { issues: outcome.issues.slice(0, EVIDENCE_ISSUES_MAX) } : {};
  const kept = keptMembers({
    ...rest,
    ...issues,
    bill: undefined,
    status: call?.status ?? null,
    durationMs: call?.durationMs ?? null,
  });
  return outcome.kind === "placed" && outcome.bill !== undefined
    ? { ...kept, bill: keptBill(outcome.bill) }
    : kept;
}

/** A number of the POS's own may look like a card's, and it is read again: see `late-placing.ts`. */
const KEPT_EXACTLY: readonly string[] = ["posOrderId", "readyAt"];

/** A copy as JSON will have it, with texts that are bounded and masked. */
function keptMembers(object: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) {
    if (value !== undefined) kept[name] = keptValue(name, value);
  }
  return kept;
}

function keptValue(name: string, value: unknown): unknown {
  if (typeof value === "string")
    return KEPT_EXACTLY.includes(name) ? value : cutText(redactText(value), EVIDENCE_TEXT_MAX);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.toJSON();
  return Array.isArray(value) ? value.map((each) => keptValue("", each)) : keptMembers(value);
}
