import { customType } from "drizzle-orm/pg-core";

/**
 * The closed lists of the ledger. A word that is not in its list cannot be written by this code, and the database
 * checks those that no running version writes otherwise. A word may be added at any time; one that is taken out must
 * stay readable, for the rows that hold it are never rewritten.
 */

/** What contradicts a final state. */
export const disputes = ["pos_cancelled", "pos_refused", "pos_has_it", "pos_order_of_another"] as const;
export type Dispute = (typeof disputes)[number];
/** `unlisted`: another version found something that this one has no word for. It is read, and never written. */
export type StoredDispute = Dispute | "unlisted";

/** How an attempt ended. `contradiction`: the POS said two things that cannot both be true. */
export const outcomes = ["placed", "refused", "not_sent", "not_placed", "unknown", "contradiction"] as const;
export type Outcome = (typeof outcomes)[number];

/** What happened to an order: an attempt's outcome, a step without an attempt, or a call of PAR about it. */
export const eventKinds = [
  ...outcomes,
  "received",
  "attempt_started",
  "late_result",
  "lease_expired",
  "looked_up",
  "looked_up_absent",
  "voided",
  "needs_person",
  "gave_up",
  "confirmed_absent",
  "disputed",
  "dispute_settled",
  "brought_forward",
  "idempotency_conflict",
  "order_already_submitted",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Why an order was refused, by us or by its POS. */
export const refusalCauses = [
  "invalid_field",
  "missing_field",
  "location_closed",
  "unsupported_order_type",
  "invalid_schedule",
  "item_not_found",
  "item_unavailable",
  "modifier_not_found",
  "modifier_unavailable",
  "modifier_min",
  "modifier_max",
  "price_level_not_found",
  "price_mismatch",
  "tax_mismatch",
  "payment_insufficient",
  "pos_refused",
  "pos_unavailable",
  "pos_error",
  "rejected",
] as const;

/** Why a call to a POS left an order where it is. What the POS or the wire said exactly is evidence of the attempt. */
export const callCauses = [
  "deadline",
  "aborted",
  "connection_refused",
  "connection_lost",
  "connect_timeout",
  "name_not_found",
  "call_failed",
  "answer_encoded",
  "answer_too_large",
  "answer_head_too_large",
  "answer_not_understood",
  "refusal_not_understood",
  "other_reference",
  "in_progress",
  "pos_kind_unknown",
  "pos_settings_invalid",
  "pos_key_invalid",
  "adapter_url_forbidden",
  "adapter_threw",
  "duplicate_but_absent",
  "crossed_ack",
  // Where the reason is none of these: what kind of end it was.
  "not_sent",
  "not_placed",
  "pos_unclear",
] as const;

/** Calls for which no connection was made: that is the POS's trouble, or the network's, and never an order's. */
export const unreachedCauses = [
  "connection_refused",
  "connect_timeout",
  "name_not_found",
] as const satisfies readonly CallCause[];

/** Why an order stands where it stands; null in the row when all is well. */
export const causes = [
  ...refusalCauses,
  ...callCauses,
  "pos_busy",
  // It waits because its store's POS answers, but neither places nor refuses other orders.
  "pos_failing",
  // Its give-up time came before its first try, at a POS that did answer.
  "never_tried",
  "store_gone",
  "in_doubt",
  "worker_lost",
  "gave_up",
  "voided",
  "confirmed_absent",
  "payload_unreadable",
] as const;
export type Cause = (typeof causes)[number];
export type RefusalCause = (typeof refusalCauses)[number];
export type CallCause = (typeof callCauses)[number];

/** Whether a text is one of a list's words. */
export function isOneOf<T extends string>(list: readonly T[], text: string): text is T {
  return list.some((word) => word === text);
}

/**
 * A stored cause. Version 0.1 wrote a POS's own text here, and `crossed_ack: <POS order id>`; what of that has no
 * place in the list is read as `pos_unclear`, and stands whole in the evidence of its attempt.
 */
export function parseCause(text: string): Cause {
  const [code = text] = text.split(":", 1);
  return isOneOf(causes, code) ? code : "pos_unclear";
}

/** A stored dispute. */
export function parseDispute(text: string): StoredDispute {
  return isOneOf(disputes, text) ? text : "unlisted";
}

/** The one edge at which a stored dispute is read. */
export const disputeColumn = customType<{ data: StoredDispute; driverData: string }>({
  dataType: () => "text",
  fromDriver: parseDispute,
});

/**
 * The one edge at which a stored cause is read. It has no check in the database yet: a process of version 0.1, which
 * may run beside this one during a deploy, writes whatever its POS says.
 */
export const causeColumn = customType<{ data: Cause; driverData: string }>({
  dataType: () => "text",
  fromDriver: parseCause,
});

/** The list as a condition of a check; its words are ours, so they need no escaping. */
export function oneOf(column: string, list: readonly string[]): string {
  return `"${column}" in (${list.map((word) => `'${word}'`).join(", ")})`;
}
