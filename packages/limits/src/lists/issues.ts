import type { ParamReader } from "./params.ts";

export const issueStates = ["open", "acknowledged", "snoozed", "over", "resolved"] as const;

/** The kinds of cause that the issues of stores, connections and callers have, as the catalogue names them. */
export const issueCauses = [
  "store_in_doubt",
  "store_setup",
  "order_fails_alone",
  "crossed_orders",
  "pos_took_back",
  "pos_has_it",
  "contradicted",
  "pos_refused",
  "pos_not_verified",
  "pos_message",
  "menu_mismatch",
  "price_mismatch",
  "payment",
  "store_closed",
  "order_not_understood",
  "menu_missing",
  "menu_held",
  "rollout_stopped",
  "refused_after_check",
  "answers_late",
  "store_silent",
  "unmapped_id",
  "ids_contradict",
  "bad_signature",
  "bad_token",
  "secret_expiring",
  "body_not_readable",
  "too_large",
  "too_many_calls",
  "no_such_call",
  "unauthenticated",
  "gateway_busy",
  "database_away",
  "our_fault",
] as const;

/** What the address of the issues says. */
export function readIssues({ oneOf, id }: ParamReader) {
  return {
    state: oneOf("state", issueStates),
    cause: oneOf("cause", issueCauses),
    brand: id("brand"),
    store: id("store"),
    view: id("view"),
  };
}
