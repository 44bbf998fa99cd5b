import type { Attempt, AttemptResult, Order, OrderEvent, Outcome, StoreActivity } from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import type { AutopsyInput } from "../people/autopsy/finding.ts";

/** Rows of an order that an autopsy explains, received at noon on the store's clock. */

/** So many seconds after the order was received. */
export const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 20, 0, 0) + seconds * 1000);

const REFERENCE = "6f0f1c52-9d0e-5b7a-8a4e-2c5d1b9e7f30";

/** A placed order, changed by `over`. */
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
    posLink: null,
    posReference: REFERENCE,
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
    receivedAt: at(0),
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

/** So many tries, a second apart. */
export function tries(count: number): Attempt[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `att_${index}`,
    orderId: "ord_1",
    number: index + 1,
    reference: REFERENCE,
    startedAt: at(index),
    worker: "w",
    posLink: null,
  }));
}

/** How a try ended. */
export function result(outcome: Outcome, evidence: object, number = 1): AttemptResult {
  return { id: `res_${number}`, orderId: "ord_1", number, outcome, evidence, fenced: false, at: at(10) };
}

/** A change of the order's state. */
export function event(toState: Order["state"], over: Partial<OrderEvent> = {}): OrderEvent {
  return {
    id: 1,
    orderId: "ord_1",
    at: at(1),
    kind: "looked_up",
    fromState: null,
    toState,
    actor: "worker",
    detail: null,
    ...over,
  };
}

/** A store of which no other order is known. */
export const quiet: StoreActivity = {
  passedMeanwhile: 0,
  failing: 0,
  failingOrderId: null,
  failingSince: null,
  hasAnswered: false,
};

/** What an autopsy of a placed order reads, changed by `over`. */
export function autopsyInput(over: Partial<AutopsyInput> = {}): AutopsyInput {
  return {
    order: orderRow(),
    store: { name: "Taco One", phone: "+1 213 555 0101", timezone: "America/Los_Angeles" },
    attempts: tries(1),
    results: [],
    events: [],
    activity: quiet,
    drift: null,
    now: at(12),
    words: wordsIn("en"),
    ...over,
  };
}
