import type { Exchange } from "@parley/db/exchanges";
import type { Attempt, AttemptResult, Order, OrderEvent } from "@parley/db/orders";

/** Rows of one order that stands at an invented clock, for tests of how it is told. */

export const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 20, 0, 0) + seconds * 1000);

export function orderRow(over: Partial<Order> = {}): Order {
  return {
    id: "ord_1",
    connectionId: "con_1",
    parOrganizationId: "IA-YC-01",
    parLocationId: "PAR-LOC-12345",
    requestUid: "0f8fad5b-d9cb-469f-a165-70867728950e",
    onlineOrderId: "WEB-1001",
    brandId: "brd_1",
    locationId: "loc_1",
    state: "placed",
    cause: null,
    posOrderId: "000042",
    posAccount: "loc_1",
    posReference: "6f0f1c52-9d0e-5b7a-8a4e-2c5d1b9e7f30",
    attempt: 1,
    ambiguous: false,
    absences: 0,
    fingerprint: "f",
    fingerprintVersion: 1,
    fingerprintV2: null,
    fingerprintV3: null,
    currency: "USD",
    subtotalCents: 950,
    discountCents: 0,
    taxCents: 83,
    feeCents: 0,
    tipCents: 0,
    grandTotalCents: 1033,
    orderType: "pickup",
    itemCount: 1,
    guestName: "Ada Lovelace",
    guestPhone: null,
    guestEmail: null,
    receivedAt: at(0.01),
    dueAt: null,
    giveUpAt: at(600),
    leaseOwner: null,
    leaseUntil: null,
    finalAt: at(0.4),
    disputedAt: null,
    dispute: null,
    updatedAt: at(0.4),
    ...over,
  };
}

export function attemptRow(number: number, startedAt: Date): Attempt {
  const reference = "6f0f1c52-9d0e-5b7a-8a4e-2c5d1b9e7f30";
  return { id: `att_${number}`, orderId: "ord_1", number, reference, startedAt, worker: "w" };
}

export function resultRow(over: Partial<AttemptResult> & Pick<AttemptResult, "number">): AttemptResult {
  return {
    id: `res_${over.number}`,
    orderId: "ord_1",
    outcome: "placed",
    evidence: null,
    fenced: false,
    at: at(0.4),
    ...over,
  };
}

export function eventRow(over: Partial<OrderEvent> & Pick<OrderEvent, "id" | "kind">): OrderEvent {
  return { orderId: "ord_1", at: at(1), fromState: null, toState: null, actor: "w", detail: null, ...over };
}

export function exchangeRow(over: Partial<Exchange> & Pick<Exchange, "id">): Exchange {
  return {
    direction: "in",
    operation: "submit_order",
    connectionId: "con_1",
    brandId: "brd_1",
    locationId: "loc_1",
    orderId: "ord_1",
    attempt: null,
    method: "POST",
    path: "/orders",
    status: 200,
    outcome: null,
    code: null,
    reason: null,
    requestUid: "0f8fad5b-d9cb-469f-a165-70867728950e",
    onlineOrderId: "WEB-1001",
    parOrganizationId: "IA-YC-01",
    parLocationId: "PAR-LOC-12345",
    at: at(0),
    durationUs: 400_000,
    stages: [],
    seen: null,
    drift: null,
    signed: true,
    replayed: false,
    remoteAddress: null,
    ...over,
  };
}
