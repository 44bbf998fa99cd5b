import { newId, posReferenceOf } from "@parley/db";
import type { ExchangeRows, InsertOrder, TwinDatabase } from "./database.ts";
import { cents, type PosOrderBody, stringOf, type TwinOrder } from "./order.ts";

/** The rows that the twins write: those that Parley wrote on the day that they were frozen. */

export interface TwinPlace {
  connectionId: string;
  brandId: string;
  locationId: string;
  /** The store's name at the POS. */
  store: string;
}

const FLUSH_MS = 50;

/** The exchange rows of all routes but submit's, written in batches. */
export function createBatch(db: TwinDatabase): (row: ExchangeRows) => void {
  let waiting: ExchangeRows[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    void db.insertExchanges(batch);
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

export function exchangeOf(place: TwinPlace, seen: Seen): ExchangeRows {
  const { order } = seen;
  const id = newId("exc");
  return {
    head: {
      id,
      direction: seen.direction ?? "in",
      operation: seen.operation,
      connection_id: place.connectionId,
      brand_id: place.brandId,
      location_id: place.locationId,
      order_id: seen.orderId ?? null,
      attempt: null,
      method: seen.method,
      path: seen.path,
      status: 200,
      outcome: "accepted",
      code: null,
      reason: null,
      request_uid: order?.request_uid ?? null,
      online_order_id: order?.order_details.online_order_id ?? null,
      par_organization_id: order?.organization_id ?? null,
      par_location_id: order?.location_id ?? null,
      at: seen.startedAt,
      duration_us: Date.now() - seen.startedAt.getTime(),
      stages: [],
      seen: null,
      drift: null,
      signed: true,
      replayed: false,
      remote_address: "127.0.0.1",
    },
    body: {
      exchange_id: id,
      request_headers: { "content-type": "application/json" },
      request_body: seen.requestBody,
      response_headers: { "content-type": "application/json" },
      response_body: seen.responseBody.slice(0, 4_096),
      string_signed: order === undefined ? null : stringOf(order),
      note: null,
    },
  };
}

export function referenceOf(place: TwinPlace, body: TwinOrder): string {
  const { organization_id: parOrganizationId, location_id: parLocationId, request_uid: requestUid } = body;
  return posReferenceOf({ connectionId: place.connectionId, parOrganizationId, parLocationId, requestUid });
}

const LEASE_MS = 15_000;

/** What is written before the POS is called: the order, its key, its payload and its first attempt. */
export function firstRowsOf(
  place: TwinPlace,
  order: { id: string; body: TwinOrder; posOrder: PosOrderBody; worker: string },
): InsertOrder {
  const { id, body, posOrder, worker } = order;
  const details = body.order_details;
  const par = {
    connection_id: place.connectionId,
    par_organization_id: body.organization_id,
    par_location_id: body.location_id,
    request_uid: body.request_uid,
  };
  return {
    key: { ...par, order_id: id, request_datetime: body.request_datetime, is_alias: false },
    order: {
      id,
      ...par,
      online_order_id: details.online_order_id,
      brand_id: place.brandId,
      location_id: place.locationId,
      state: "dispatching",
      cause: null,
      pos_order_id: null,
      pos_account: place.locationId,
      pos_link: null,
      pos_reference: posOrder.reference,
      attempt: 1,
      ambiguous: false,
      absences: 0,
      fingerprint: "none",
      fingerprint_version: 1,
      fingerprint_v2: "none",
      fingerprint_v3: "none",
      currency: details.currency,
      subtotal_cents: posOrder.totals.subtotal_cents,
      discount_cents: cents(details.discount_total),
      tax_cents: posOrder.totals.tax_cents,
      fee_cents: 0,
      tip_cents: posOrder.totals.tip_cents,
      grand_total_cents: posOrder.totals.grand_cents,
      order_type: details.order_type,
      item_count: details.items.length,
      guest_name: posOrder.guest.name,
      guest_phone: posOrder.guest.phone,
      guest_email: posOrder.guest.email,
      lease_owner: worker,
      disputed_at: null,
      dispute: null,
    },
    payload: {
      order_id: id,
      pos_order: posOrder,
      priced: details,
      answer: null,
      used_versions: null,
      answer_status: null,
    },
    attempt: {
      id: newId("att"),
      order_id: id,
      number: 1,
      reference: posOrder.reference,
      worker,
      pos_link: null,
    },
    giveUpInMs: 600_000,
    leaseMs: LEASE_MS,
  };
}
