import type { Exchange } from "@parley/db/exchanges";
import type { Attempt, AttemptResult, Order, OrderEvent } from "@parley/db/orders";
import { at, orderRow as placedOrder } from "../../../testing/explained-order.ts";

/** Rows of one order that stands at an invented clock, for tests of how it is told. */

export { at };

/** A placed order, received a moment after PAR's call began. */
export function orderRow(over: Partial<Order> = {}): Order {
  return placedOrder({ receivedAt: at(0.01), ...over });
}

export function attemptRow(number: number, startedAt: Date): Attempt {
  const reference = "6f0f1c52-9d0e-5b7a-8a4e-2c5d1b9e7f30";
  return { id: `att_${number}`, orderId: "ord_1", number, reference, startedAt, worker: "w", posLink: null };
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
