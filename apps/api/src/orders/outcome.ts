import {
  type CallCause,
  type Cause,
  callCauses,
  isOneOf,
  type Order,
  type OrderPayload,
  type RefusalCause,
  refusalCauses,
} from "@parley/db/orders";
import { cutText } from "@parley/limits";
import { type AnswerDetails, type Issue, type OrderAnswer, toHundredths } from "@parley/par-contract";
import { z } from "zod";
import { assertNever } from "../errors.ts";
import type { AdapterClass, PlaceOutcome, PosBill, PosCall, PosOrder } from "../pos/adapter.ts";
import { toAnswerDetails } from "../pricing/price-order.ts";
import type { PricedOrder } from "../pricing/types.ts";
import { redactText } from "../redact.ts";
import type { Store } from "../stores/resolve-ids.ts";
import { keptBill } from "./bill/kept-bill.ts";
import type { CallEnd } from "./dispatch/breaker.ts";
import { type LedgerEvent, type LedgerState, statusOf } from "./lifecycle.ts";
import { findPriced, parsePosOrder, parsePriced } from "./payload.ts";
import { readTryEnd, untakenIssue } from "./try-end.ts";

/** Turns a POS's answer into what the ledger records and PAR gets; all of it pure. */

/** How PAR addressed an order first: its final answer is rendered once, with these. */
export interface OrderAddress {
  requestUid: string;
  requestDatetime: string;
  organizationId: string;
  /** PAR's. */
  locationId: string;
}

/** An attempt that is committed and may now be sent. */
export interface WrittenAttempt {
  orderId: string;
  ledger: LedgerState;
  connectionId: string;
  store: Store;
  posOrder: PosOrder;
  priced: PricedOrder;
  address: OrderAddress;
  /** End of the lease it was written under, by `performance.now()`: no byte may leave after it. */
  leaseEndsMs: number;
}

/** An order of the ledger with what it takes to send or to answer it. */
export interface LoadedOrder {
  order: Order;
  requestDatetime: string;
  payload: OrderPayload;
}

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
  const bill =
    outcome.kind === "placed" && outcome.bill !== undefined ? { bill: keptBill(outcome.bill) } : {};
  const kept = {
    ...rest,
    ...issues,
    ...bill,
    status: call?.status ?? null,
    durationMs: call?.durationMs ?? null,
  };
  return z.record(z.string(), z.unknown()).parse(JSON.parse(JSON.stringify(kept, keptText)));
}

/** A number of the POS's own may look like a card's, and it is read again: see `late-placing.ts`. */
const KEPT_EXACTLY: readonly string[] = ["posOrderId", "readyAt"];

function keptText(name: string, value: unknown): unknown {
  if (typeof value !== "string" || KEPT_EXACTLY.includes(name)) return value;
  return cutText(redactText(value), EVIDENCE_TEXT_MAX);
}

/** The final answer that an attempt's outcome leads to. */
export function answerOf(
  written: WrittenAttempt,
  outcome: AttemptOutcome,
  to: LedgerState,
  now: Date,
): OrderAnswer {
  const placed = outcome.kind === "placed" ? outcome : null;
  return {
    status: statusOf(to.state),
    ...written.address,
    order: toAnswerDetails(written.priced, {
      onlineOrderId: written.posOrder.onlineOrderId,
      posOrderId: placed?.posOrderId ?? null,
      estimatedReadyAt: credibleReadyAt(placed, now),
    }),
    processedAt: now,
    errors: issuesOf(outcome, to),
  };
}

function issuesOf(outcome: AttemptOutcome, to: LedgerState): readonly Issue[] {
  if (outcome.kind === "refused") return outcome.issues;
  if (to.state !== "errored") return [];
  return [untakenIssue(readTryEnd({ outcome: outcome.kind, evidence: evidenceOf(outcome) }))];
}

const READY_WITHIN_MS = 366 * 24 * 60 * 60 * 1_000;

/**
 * When a POS says that an order is ready. What is further away than a year is no such time but a serializer's "never
 * set" or "for ever", and PAR gets none; the attempt's evidence has what was said.
 */
export function credibleReadyAt(found: Pick<FoundAtPos, "readyAt"> | null, now: Date): Date | null {
  const readyAt = found?.readyAt ?? null;
  return readyAt !== null && Math.abs(readyAt.getTime() - now.getTime()) <= READY_WITHIN_MS ? readyAt : null;
}

/** What a POS calls an order of ours that it was found to have. */
export interface FoundAtPos {
  posOrderId: string;
  readyAt: Date | null;
  bill?: PosBill;
}

/** The final answer of an order that was settled without an attempt of its own. */
export function answerFrom(
  loaded: LoadedOrder,
  end: { to: LedgerState; found: FoundAtPos | null; errors: readonly Issue[]; now: Date },
): OrderAnswer {
  return {
    status: statusOf(end.to.state),
    ...addressOf(loaded),
    order: storedDetails(loaded, end.found && { ...end.found, readyAt: credibleReadyAt(end.found, end.now) }),
    processedAt: end.now,
    errors: end.errors,
  };
}

/**
 * What PAR gets for an order that the ledger has: its lines as they were priced. Where those cannot be read,
 * or were never found, the order's own row still has every total.
 */
export function storedDetails(
  { order, payload }: Pick<LoadedOrder, "order"> & { payload: OrderPayload | null },
  found: FoundAtPos | null,
): AnswerDetails {
  const ids = {
    onlineOrderId: order.onlineOrderId,
    posOrderId: found?.posOrderId ?? null,
    estimatedReadyAt: found?.readyAt ?? null,
  };
  const priced = findPriced(payload);
  if (priced !== null) return toAnswerDetails(priced, ids);
  const par = (cents: number) => toHundredths(cents, order.currency);
  return {
    ...ids,
    currency: order.currency,
    subtotalCents: par(order.subtotalCents),
    taxTotalCents: par(order.taxCents),
    discountTotalCents: par(order.discountCents),
    feeTotalCents: par(order.feeCents),
    tipTotalCents: par(order.tipCents),
    grandTotalCents: par(order.grandTotalCents),
    items: [],
    taxes: [],
    fees: [],
  };
}

/**
 * The next attempt of a loaded order, as it can be sent once it is committed.
 * @throws UnreadablePayloadError where what would be sent cannot be read
 */
export function attemptFrom(
  { order, requestDatetime, payload }: LoadedOrder,
  attempt: Pick<WrittenAttempt, "store" | "ledger" | "leaseEndsMs">,
): WrittenAttempt {
  return {
    ...attempt,
    orderId: order.id,
    connectionId: order.connectionId,
    posOrder: parsePosOrder(payload),
    priced: parsePriced(payload),
    address: addressOf({ order, requestDatetime }),
  };
}

export function ledgerOf(order: Order): LedgerState {
  const { state, attempt, ambiguous, absences } = order;
  return { state, attempt, ambiguous, absences };
}

function addressOf({ order, requestDatetime }: Pick<LoadedOrder, "order" | "requestDatetime">): OrderAddress {
  return {
    requestUid: order.requestUid,
    requestDatetime,
    organizationId: order.parOrganizationId ?? "",
    locationId: order.parLocationId,
  };
}
