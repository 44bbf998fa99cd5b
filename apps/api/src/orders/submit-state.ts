import { type OrderState, orderStates } from "@parley/db/orders";

/** Where a submit stands, in one word that lists, their filters and the CLI share. */
export const submitStates = [
  "pending",
  "unknown",
  "attention",
  "placed",
  "rejected",
  "errored",
  "refused",
] as const;
export type SubmitState = (typeof submitStates)[number];

/** The word for a state of the ledger. */
export function submitStateOf(state: OrderState): SubmitState {
  return state === "received" || state === "dispatching" ? "pending" : state;
}

/** The ledger's states behind some words; none for `refused`, which never became an order. */
export function orderStatesOf(states: readonly SubmitState[]): OrderState[] {
  return orderStates.filter((state) => states.includes(submitStateOf(state)));
}
