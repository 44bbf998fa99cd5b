import type { NewExchange } from "../exchanges/exchanges.ts";
import type { LocationId, PosLinkId } from "../ids.ts";
import type { attemptResults, attempts, orderEvents } from "../schema/attempt.ts";
import type { OrderState, orderKeys, orderPayloads, orders } from "../schema/order.ts";
import type { Cause, EventKind, Outcome } from "../schema/vocabulary.ts";
import type { LedgerNow } from "../sql/time.ts";
import type { Actor } from "./actor.ts";

export type Order = typeof orders.$inferSelect;
export type OrderKey = typeof orderKeys.$inferSelect;
export type OrderPayload = Omit<typeof orderPayloads.$inferSelect, "packed">;
export type Attempt = typeof attempts.$inferSelect;
export type AttemptResult = Omit<typeof attemptResults.$inferSelect, "answer">;
export type OrderEvent = Omit<typeof orderEvents.$inferSelect, "tx">;

/** A final answer as PAR gets it: replays serve these bytes. */
export interface StoredAnswer {
  status: number;
  body: string;
}

/** What the caller says about an event; states and time are filled in by the write that it belongs to. */
export interface NewEvent {
  kind: EventKind;
  actor: Actor;
  detail?: unknown;
}

/** An order as PAR's submit gives it. All amounts in cents. */
export interface NewOrder {
  id: string;
  connectionId: string;
  parOrganizationId: string | null;
  parLocationId: string;
  requestUid: string;
  onlineOrderId: string | null;
  brandId: string;
  locationId: LocationId;
  /** `dispatching` comes with its first attempt, `rejected` with its final answer. */
  state: "received" | "dispatching" | "rejected";
  cause: Cause | null;
  posAccount: string | null;
  posLink: PosLinkId | null;
  fingerprint: string;
  fingerprintVersion: number;
  fingerprintV2: string | null;
  fingerprintV3: string | null;
  currency: string;
  subtotalCents: number;
  discountCents: number;
  taxCents: number;
  feeCents: number;
  tipCents: number;
  grandTotalCents: number;
  orderType: string;
  itemCount: number;
  guestName: string | null;
  guestPhone: string | null;
  guestEmail: string | null;
  /** In how many milliseconds the queue should serve it, for `received`; null otherwise. */
  dueInMs: number | null;
  /** In how many milliseconds it is given up. */
  giveUpInMs: number;
}

/** By which of its store's ways to a POS a try goes, and within which account its POS order id is unique. */
export interface PosVia {
  posLink: PosLinkId | null;
  posAccount: string;
}

/** Where an order goes: everything that a change of state decides. */
export interface OrderChange {
  state: OrderState;
  cause: Cause | null;
  posOrderId: string | null;
  ambiguous: boolean;
  /** Look-ups in a row that found no such order at the POS. */
  absences: number;
  /** In how many milliseconds the dispatcher should look at it again; null when it need not. */
  dueInMs: number | null;
}

/** An order, to be written down. */
export interface InsertOrderArgs {
  order: NewOrder;
  key: { requestDatetime: string };
  payload: { posOrder: unknown; priced: unknown; answer?: StoredAnswer | null; usedVersions?: unknown };
  event: NewEvent;
  /** The first attempt, with `dispatching` only: it is committed with the order, before anything is sent. */
  attempt?: { worker: string; leaseMs: number };
  exchanges?: readonly NewExchange[];
  /** Orders with the same online order id that ended without a kitchen, and that this one is a new try of. */
  retries?: readonly string[];
  /** When PAR's call came. */
  now: LedgerNow;
}

/** What became of an attempt, to be recorded. */
export interface RecordResultArgs {
  orderId: string;
  attempt: number;
  worker: string;
  to: OrderChange;
  event: NewEvent;
  result: { outcome: Outcome; evidence: unknown };
  /** The final answer, when `to.state` is final. */
  answer: StoredAnswer | null;
  exchanges: readonly NewExchange[];
  now: LedgerNow;
}

/** What a poll of PAR's is answered by: of an order's row, what its answer may say. */
export interface PolledOrder {
  order: Pick<
    Order,
    | ("id" | "brandId" | "locationId" | "onlineOrderId" | "state" | "parOrganizationId" | "parLocationId")
    | ("currency" | "subtotalCents" | "discountCents" | "taxCents" | "feeCents" | "tipCents")
    | ("grandTotalCents" | "posOrderId")
  >;
  key: Pick<OrderKey, "requestUid" | "requestDatetime" | "isAlias">;
  answer: StoredAnswer | null;
}

/** An order found by one of the ids that PAR knows it by. */
export interface KeyedOrder {
  key: OrderKey;
  order: Order;
  /** Null until the order is final. */
  answer: StoredAnswer | null;
}

/** Another order of ours already claims this order of the POS: acknowledgements were crossed. */
export class PosOrderTakenError extends Error {
  override readonly name = "PosOrderTakenError";
  readonly orderId: string;
  readonly posOrderId: string | null;

  constructor(orderId: string, posOrderId: string | null) {
    super(`POS order ${posOrderId} already belongs to another order than ${orderId}`);
    this.orderId = orderId;
    this.posOrderId = posOrderId;
  }
}
