import { newId } from "@parley/db";
import type { NewOrder } from "@parley/db/orders";
import {
  type AnswerDetails,
  fingerprints,
  type Issue,
  type OrderAnswer,
  type OrderRequest,
} from "@parley/par-contract";
import { amountsIn, requestAnswerDetails, toAnswerDetails } from "../../pricing/price-order.ts";
import type { JudgedOrder } from "../../pricing/types.ts";
import type { Store } from "../../stores/store.ts";
import type { OrderCall, StoreRef } from "../room.ts";

/** Turns a call from PAR into the fields of the ledger and of the answer; all of it pure. */

/** The answer's details: our prices, or PAR's own totals where nothing could be priced. */
export function detailsOf(call: OrderCall, store: Store, outcome: JudgedOrder): AnswerDetails {
  return outcome.order === null
    ? requestAnswerDetails(call.request, store)
    : toAnswerDetails(outcome.order, idsOf(call));
}

export function idsOf(call: OrderCall) {
  return { onlineOrderId: call.request.order.onlineOrderId, posOrderId: null };
}

/** PAR's ids of the call, echoed in every answer to it. */
export function addressOf(call: OrderCall) {
  const { requestUid, requestDatetime, locationId } = call.request;
  return { requestUid, requestDatetime, organizationId: call.organizationId, locationId };
}

/** An answer to this call, addressed as it was. */
export function answerTo(
  call: OrderCall,
  now: Date,
  status: OrderAnswer["status"],
  order: AnswerDetails,
  errors: readonly Issue[],
): OrderAnswer {
  return { status, ...addressOf(call), order, processedAt: now, errors };
}

/** How an order that this call has just made is known to it. */
export function knownAs(call: OrderCall, orderId: string, store: Store) {
  const { requestUid, requestDatetime } = call.request;
  return {
    orderId,
    store: storeRef(store),
    onlineOrderId: call.request.order.onlineOrderId,
    address: { requestUid, requestDatetime },
    replayed: false,
    isAlias: false,
  };
}

export function storeRef(store: Store): StoreRef {
  return { locationId: store.locationId, brandId: store.brandId };
}

/** The versions that releases know which may run beside this one, and the latest, by which we tell orders apart. */
export function fingerprintsOf(
  request: OrderRequest,
): Pick<NewOrder, "fingerprint" | "fingerprintVersion" | "fingerprintV2" | "fingerprintV3"> {
  const { 1: first, 2: second, 3: third } = fingerprints(request);
  return { fingerprint: first, fingerprintVersion: 1, fingerprintV2: second, fingerprintV3: third };
}

/** The ledger's row of an order at first sight; its state is the caller's to decide. */
export function orderRow(
  call: OrderCall,
  store: Store,
  outcome: JudgedOrder,
  prints: ReturnType<typeof fingerprintsOf>,
  giveUpInMs: number,
): NewOrder {
  const { order } = call.request;
  const currency = outcome.order?.currency ?? order.currency ?? store.currency;
  // What the guest was charged where it is refused: that is what a caller asks for and gets back.
  const totals = outcome.kind === "priced" ? outcome.order : amountsIn(order, currency).order;
  const name = [order.customer?.firstName, order.customer?.lastName].filter((part) => part != null).join(" ");
  return {
    id: newId("ord"),
    connectionId: call.connectionId,
    parOrganizationId: call.organizationId,
    parLocationId: call.request.locationId,
    requestUid: call.request.requestUid,
    onlineOrderId: order.onlineOrderId,
    brandId: store.brandId,
    locationId: store.locationId,
    state: "received",
    cause: null,
    ...store.via,
    ...prints,
    currency,
    subtotalCents: totals.subtotalCents,
    discountCents: totals.discountTotalCents,
    taxCents: totals.taxTotalCents,
    feeCents: totals.feeTotalCents,
    tipCents: totals.tipTotalCents,
    grandTotalCents: totals.grandTotalCents,
    orderType: order.orderType,
    itemCount: order.items.reduce((count, line) => count + line.quantity, 0),
    guestName: name === "" ? null : name,
    guestPhone: order.customer?.phone ?? null,
    guestEmail: order.customer?.email ?? null,
    dueInMs: null,
    giveUpInMs,
  };
}
