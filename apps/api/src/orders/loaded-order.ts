import type { Order, OrderPayload } from "@parley/db/orders";
import type { PosOrder } from "../pos/adapter.ts";
import type { PricedOrder } from "../pricing/types.ts";
import type { Store } from "../stores/store.ts";
import type { LedgerState } from "./lifecycle.ts";
import { parsePosOrder, parsePriced } from "./payload.ts";

/** An order of the ledger as it is loaded, and what is made of it to send it. */

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

/**
 * The next attempt of a loaded order, as it can be sent once it is committed.
 * @throws UnreadablePayloadError where what would be sent cannot be read
 */
export function attemptFrom(
  { order, requestDatetime, payload }: LoadedOrder,
  attempt: Pick<WrittenAttempt, "store" | "ledger" | "leaseEndsMs">,
): WrittenAttempt {
  const posOrder = parsePosOrder(payload);
  // What was first written for another till goes to this one under the name that it has for the store.
  const { storeName } = attempt.store.pos;
  return {
    ...attempt,
    orderId: order.id,
    connectionId: order.connectionId,
    posOrder: storeName === null ? posOrder : { ...posOrder, store: storeName },
    priced: parsePriced(payload),
    address: addressOf({ order, requestDatetime }),
  };
}

/** Where the ledger says that an order stands. */
export function ledgerOf(order: Order): LedgerState {
  const { state, attempt, ambiguous, absences } = order;
  return { state, attempt, ambiguous, absences };
}

/** How PAR addressed a loaded order. */
export function addressOf({
  order,
  requestDatetime,
}: Pick<LoadedOrder, "order" | "requestDatetime">): OrderAddress {
  return {
    requestUid: order.requestUid,
    requestDatetime,
    organizationId: order.parOrganizationId ?? "",
    locationId: order.parLocationId,
  };
}
