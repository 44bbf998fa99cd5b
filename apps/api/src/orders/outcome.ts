import type { Order, OrderPayload } from "@parley/db/orders";
import type { Issue, OrderAnswer } from "@parley/par-contract";
import { assertNever } from "../errors.ts";
import type { AdapterClass, PlaceOutcome, PosOrder } from "../pos/adapter.ts";
import { toAnswerDetails } from "../pricing/price-order.ts";
import type { PricedOrder } from "../pricing/types.ts";
import type { Store } from "../stores/resolve-ids.ts";
import { type LedgerEvent, type LedgerState, statusOf } from "./lifecycle.ts";

/** From what a POS said to what the ledger and PAR hear; all of it pure. */

/** How PAR addressed an order first: its final answer is rendered once, with these. */
export interface OrderAddress {
  requestUid: string;
  requestDatetime: string;
  organizationId: string;
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
  giveUpAt: Date;
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
export type SettledOutcome =
  | Exclude<PlaceOutcome, { kind: "duplicate" }>
  /** The POS said two things that cannot both be true. */
  | { kind: "contradiction"; reason: string; call: PlaceOutcome["call"] };

export function eventOf(outcome: SettledOutcome, adapterClass: AdapterClass): LedgerEvent {
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

/** Whether the POS had a word for this call; null where it says nothing about the POS's health. */
export function answeredBy(outcome: PlaceOutcome): boolean | null {
  switch (outcome.kind) {
    case "placed":
    case "refused":
    case "duplicate":
      return true;
    // It answered that it made nothing: neither down nor well.
    case "not_placed":
      return null;
    case "not_sent":
      return false;
    case "unknown":
      return outcome.reason === "in_progress" ? null : false;
    default:
      return assertNever(outcome);
  }
}

/** What PAR is told of an order that provably never left. */
export const NEVER_LEFT: Issue = {
  code: "pos_unavailable",
  message: "The store's POS could not be reached; no order was made",
};

/** The ledger's word for why an order stands where it stands; null when all is well. */
export function causeOf(outcome: SettledOutcome): string | null {
  switch (outcome.kind) {
    case "placed":
      return null;
    case "refused":
      return outcome.issues[0]?.code ?? "pos_refused";
    case "not_sent":
    case "not_placed":
    case "unknown":
    case "contradiction":
      return outcome.reason;
    default:
      return assertNever(outcome);
  }
}

/** What is kept as evidence of an attempt: everything but the bytes, which are in the exchange. */
export function evidenceOf(outcome: SettledOutcome): Record<string, unknown> {
  const { call, ...rest } = outcome;
  return { ...rest, status: call?.status ?? null, durationMs: call?.durationMs ?? null };
}

/** The final answer that an attempt's outcome leads to. */
export function answerOf(
  written: WrittenAttempt,
  outcome: SettledOutcome,
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
      estimatedReadyAt: placed?.readyAt ?? null,
    }),
    processedAt: now,
    errors: outcome.kind === "refused" ? outcome.issues : to.state === "errored" ? [NEVER_LEFT] : [],
  };
}

/** The final answer of an order that was settled without an attempt of its own. */
export function answerFrom(
  loaded: LoadedOrder,
  to: LedgerState,
  found: { posOrderId: string; readyAt: Date | null } | null,
  errors: readonly Issue[],
  now: Date,
): OrderAnswer {
  return {
    status: statusOf(to.state),
    ...addressOf(loaded),
    order: toAnswerDetails(pricedOf(loaded), {
      onlineOrderId: loaded.order.onlineOrderId,
      posOrderId: found?.posOrderId ?? null,
      estimatedReadyAt: found?.readyAt ?? null,
    }),
    processedAt: now,
    errors,
  };
}

/** The attempt that `startAttempt` has just committed for a loaded order. */
export function writtenFrom(
  loaded: LoadedOrder,
  store: Store,
  ledger: LedgerState,
  leaseEndsMs: number,
): WrittenAttempt {
  return {
    orderId: loaded.order.id,
    ledger,
    connectionId: loaded.order.connectionId,
    store,
    posOrder: loaded.payload.posOrder as PosOrder,
    priced: pricedOf(loaded),
    address: addressOf(loaded),
    giveUpAt: loaded.order.giveUpAt,
    leaseEndsMs,
  };
}

export function ledgerOf(order: Order): LedgerState {
  const { state, attempt, ambiguous, absences } = order;
  return { state, attempt, ambiguous, absences };
}

function addressOf({ order, requestDatetime }: LoadedOrder): OrderAddress {
  return {
    requestUid: order.requestUid,
    requestDatetime,
    organizationId: order.parOrganizationId ?? "",
    locationId: order.parLocationId,
  };
}

// Written by this room when the order was taken, read back as it was.
function pricedOf({ payload }: LoadedOrder): PricedOrder {
  return payload.priced as PricedOrder;
}
