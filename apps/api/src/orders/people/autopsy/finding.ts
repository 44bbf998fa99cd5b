import type { Attempt, AttemptResult, Order, OrderEvent, StoreActivity } from "@parley/db/orders";

/**
 * What happened to an order, for the person who has the guest on the phone: one sentence first, then whose
 * job it is and what to do. Nothing here guesses: what nobody knows is said to be unknown.
 */
export interface Autopsy {
  sentence: string;
  causeClass: CauseClass;
  whoseJob: string;
  /** Null where nothing is to be done. */
  nextStep: string | null;
  tone: "ok" | "waiting" | "problem";
}

export type CauseClass =
  | "placed"
  | "on_its_way"
  | "pos_silent"
  | "pos_fault"
  | "pos_unreachable"
  | "store_in_doubt"
  | "order_fails_alone"
  | "crossed_orders"
  | "pos_took_back"
  | "pos_has_it"
  | "sold_out"
  | "menu_mismatch"
  | "price_mismatch"
  | "payment"
  | "store_closed"
  | "pos_refused"
  | "order_not_understood";

export interface AutopsyInput {
  order: Order;
  /** What we call the store, its phone where known, and its zone for times of day. */
  store: { code: string; phone: string | null; timezone: string };
  attempts: readonly Attempt[];
  results: readonly AttemptResult[];
  events: readonly OrderEvent[];
  /** What became of the store's other orders. */
  activity: StoreActivity;
  now: Date;
}

/** Whom to call and what to ask for. */
export function callStore({ order, store }: AutopsyInput): string {
  const line = store.phone === null ? "Call the store" : `Call the store (${store.phone})`;
  const name = order.onlineOrderId ?? order.requestUid;
  const guest = order.guestName === null ? "" : `, guest ${order.guestName}`;
  return `${line} and ask for order ${name}${guest}.`;
}
