import type { LocationId } from "@parley/db";
import type { NewExchange } from "@parley/db/exchanges";
import type { StoredAnswer } from "@parley/db/orders";
import type { OrderAnswer, OrderRequest, SeenGuesses, Switches } from "@parley/par-contract";
import type { UnmappedCode } from "../stores/resolve-ids.ts";

/** The types that PAR's door and the room of orders share. */

/** A verified and parsed validate or submit. `organizationId` comes from the body, else from the token. */
export interface OrderCall {
  connectionId: string;
  switches: Switches;
  /** Whether the connection takes no orders: each is answered as by a store that is paused. */
  isPaused: boolean;
  organizationId: string;
  request: OrderRequest;
  receivedAt: Date;
  exchangeId: string;
  /** Told which form of a guess about PAR's contract the order showed when it was priced. */
  see(seen: SeenGuesses): void;
}

/** Our side of where an order belongs. */
export interface StoreRef {
  locationId: LocationId;
  brandId: string;
}

/** How the asking request named the order; answers carry these, not the first request's. */
export interface Address {
  requestUid: string;
  requestDatetime: string;
}

interface Known {
  orderId: string;
  store: StoreRef;
  onlineOrderId: string | null;
  address: Address;
  /** True where this request found an order that an earlier one had made. */
  replayed: boolean;
  /** True where that was under another request uid. */
  isAlias: boolean;
}

/** The one answer that an order will ever have; an alias gets it with its own address. */
export interface FinalResult extends Known {
  kind: "final";
  stored: StoredAnswer;
  /** True where the exchange row was committed together with the result. */
  recorded: boolean;
}

/** Not known yet: `answer` says `pending`. */
export interface PendingResult extends Known {
  kind: "pending";
  answer: OrderAnswer;
}

export type StatusResult = FinalResult | PendingResult;

export type ConflictCode = "idempotency_conflict" | "order_already_submitted";

/** The ids were used before for another order; the answer is that order's, addressed to this request. */
export type ConflictResult = { kind: "conflict"; code: ConflictCode } & (
  | Omit<FinalResult, "kind">
  | Omit<PendingResult, "kind">
);

export interface UnmappedResult {
  kind: "unmapped";
  code: UnmappedCode;
  answer: OrderAnswer;
}

export interface NoMenuResult {
  kind: "no_menu";
  store: StoreRef;
}

export type SubmitResult = StatusResult | ConflictResult | UnmappedResult | NoMenuResult;

export type ValidateResult = { kind: "judged"; store: StoreRef; answer: OrderAnswer } | UnmappedResult;

/** What the exchange row of a final answer needs to know; it is committed with the answer. */
export interface FinalEnd {
  orderId: string;
  store: StoreRef;
  stored: StoredAnswer;
}

export type RecordExchange = (end: FinalEnd) => NewExchange;

/** A poll: an id, and what the token says of the order's place. */
export interface StatusQuery {
  connectionId: string;
  orderId: string;
  claims?: { readonly organizationId: string | null; readonly locationId: string | null };
}

export interface Orders {
  /** Judges an order without committing anything anywhere. */
  validate(call: OrderCall): Promise<ValidateResult>;
  /** Takes an order exactly once and sends it to the POS. */
  submit(call: OrderCall, record: RecordExchange): Promise<SubmitResult>;
  /**
   * The order that PAR knows by this id; null for unknown ids, and for those of another connection, or of another
   * organization or location than the caller's token names.
   * @throws AppError `idempotency_conflict` where orders of several locations have the id, and the token names none
   */
  findForStatus(args: StatusQuery): Promise<StatusResult | null>;
}
