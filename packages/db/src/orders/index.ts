/** The ledger: orders, attempts, events, and what waits for a person. */

export { type OrderState, orderStates } from "../schema/order.ts";
export {
  type CallCause,
  type Cause,
  callCauses,
  causes,
  type Dispute,
  disputes,
  type EventKind,
  isOneOf,
  type Outcome,
  parseCause,
  parseDispute,
  type RefusalCause,
  refusalCauses,
  type StoredDispute,
} from "../schema/vocabulary.ts";
export * from "./actor.ts";
export * from "./bill-drift.ts";
export * from "./dispatch.ts";
export * from "./dispute.ts";
export { insertOrderEvent } from "./events.ts";
export * from "./find.ts";
export * from "./insert.ts";
export { type AmountRange, listOrders, type OrderFilter } from "./list.ts";
export * from "./lookup.ts";
export * from "./order-match.ts";
export * from "./pos-events.ts";
export * from "./queue.ts";
export * from "./result.ts";
export { type OrderSearch, type OrderSearchArgs, searchOrders } from "./search.ts";
export { type AmountPointer, amountPointerIn } from "./search-amount.ts";
export { isAboutGuest, type Reading, type ReadingKind, readSearchTerm, searchId } from "./search-term.ts";
export * from "./store-activity.ts";
export * from "./sums.ts";
export * from "./times-ahead.ts";
export * from "./trace.ts";
export * from "./types.ts";
export * from "./usual-time.ts";
