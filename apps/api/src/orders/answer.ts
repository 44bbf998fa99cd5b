import type { OrderPayload, PolledOrder } from "@parley/db/orders";
import { type AnswerDetails, type Issue, type OrderAnswer, toHundredths } from "@parley/par-contract";
import type { PosBill } from "../pos/adapter.ts";
import { toAnswerDetails } from "../pricing/price-order.ts";
import { type LedgerState, statusOf } from "./lifecycle.ts";
import { addressOf, type LoadedOrder, type WrittenAttempt } from "./loaded-order.ts";
import { type AttemptOutcome, evidenceOf } from "./outcome.ts";
import { findPriced } from "./payload.ts";
import { readTryEnd, untakenIssue } from "./try-end.ts";

/** What PAR gets for an order; all of it pure. */

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
  { order, payload }: { order: PolledOrder["order"]; payload: OrderPayload | null },
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
