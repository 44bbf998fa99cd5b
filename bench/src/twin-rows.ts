import { DATABASE_CLOCK, type Database, type LocationId, newId, posReferenceOf } from "@parley/db";
import { insertExchanges, type NewExchange } from "@parley/db/exchanges";
import type { NewOrder, RecordResultArgs } from "@parley/db/orders";
import { cents, type PosOrderBody, stringOf, type TwinOrder } from "./twin-order.ts";

/** The rows that the twins write: those that Parley writes, through the same statements. */

export interface TwinPlace {
  connectionId: string;
  brandId: string;
  locationId: LocationId;
  /** The store's name at the POS. */
  store: string;
}

const FLUSH_MS = 50;

/** The exchange rows of all routes but submit's, written as Parley writes them: in batches. */
export function createBatch(db: Database): (row: NewExchange) => void {
  let waiting: NewExchange[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    void insertExchanges(db, batch);
  };
  return (row) => {
    if (waiting.push(row) === 1) setTimeout(flush, FLUSH_MS);
  };
}

export interface Seen {
  operation: string;
  method: string;
  path: string;
  startedAt: Date;
  requestBody: string | null;
  responseBody: string;
  order?: TwinOrder;
  orderId?: string;
  direction?: "in" | "out";
}

export function exchangeOf(place: TwinPlace, seen: Seen): NewExchange {
  const { order } = seen;
  return {
    id: newId("exc"),
    direction: seen.direction ?? "in",
    operation: seen.operation,
    connectionId: place.connectionId,
    brandId: place.brandId,
    locationId: place.locationId,
    orderId: seen.orderId ?? null,
    attempt: null,
    method: seen.method,
    path: seen.path,
    status: 200,
    outcome: "accepted",
    code: null,
    reason: null,
    requestUid: order?.request_uid ?? null,
    onlineOrderId: order?.order_details.online_order_id ?? null,
    parOrganizationId: order?.organization_id ?? null,
    parLocationId: order?.location_id ?? null,
    at: seen.startedAt,
    durationUs: Date.now() - seen.startedAt.getTime(),
    stages: [],
    seen: null,
    drift: null,
    signed: true,
    replayed: false,
    remoteAddress: "127.0.0.1",
    bodies: {
      requestHeaders: { "content-type": "application/json" },
      requestBody: seen.requestBody,
      responseHeaders: { "content-type": "application/json" },
      responseBody: seen.responseBody.slice(0, 4_096),
      stringSigned: order === undefined ? null : stringOf(order),
      note: null,
    },
  };
}

export function referenceOf(place: TwinPlace, body: TwinOrder): string {
  const { organization_id: parOrganizationId, location_id: parLocationId, request_uid: requestUid } = body;
  return posReferenceOf({ connectionId: place.connectionId, parOrganizationId, parLocationId, requestUid });
}

export function orderRowOf(place: TwinPlace, id: string, body: TwinOrder, posOrder: PosOrderBody): NewOrder {
  const details = body.order_details;
  return {
    id,
    connectionId: place.connectionId,
    parOrganizationId: body.organization_id,
    parLocationId: body.location_id,
    requestUid: body.request_uid,
    onlineOrderId: details.online_order_id,
    brandId: place.brandId,
    locationId: place.locationId,
    state: "dispatching",
    cause: null,
    posAccount: place.locationId,
    posLink: null,
    fingerprint: "none",
    fingerprintVersion: 1,
    fingerprintV2: "none",
    fingerprintV3: "none",
    currency: details.currency,
    subtotalCents: posOrder.totals.subtotal_cents,
    discountCents: cents(details.discount_total),
    taxCents: posOrder.totals.tax_cents,
    feeCents: 0,
    tipCents: posOrder.totals.tip_cents,
    grandTotalCents: posOrder.totals.grand_cents,
    orderType: details.order_type,
    itemCount: details.items.length,
    guestName: posOrder.guest.name,
    guestPhone: posOrder.guest.phone,
    guestEmail: posOrder.guest.email,
    dueInMs: null,
    giveUpInMs: 600_000,
  };
}

export function resultOf(args: {
  orderId: string;
  posOrderId: string;
  answer: string;
  exchanges: readonly NewExchange[];
}): RecordResultArgs {
  const { orderId, posOrderId } = args;
  return {
    orderId,
    attempt: 1,
    worker: "twin",
    to: {
      state: "placed",
      cause: null,
      posOrderId,
      ambiguous: false,
      absences: 0,
      dueInMs: null,
    },
    event: { kind: "placed", actor: { kind: "worker", name: "twin" } },
    result: { outcome: "placed", evidence: { posOrderId } },
    answer: { status: 200, body: args.answer },
    exchanges: args.exchanges,
    now: DATABASE_CLOCK,
  };
}
