/**
 * Every kind of cause for which an order or a call of PAR or a POS ends as it ends, or waits. One closed list: pages,
 * lists, issues and acts on many orders speak of causes by it. What a class is called, and what it means, is in the
 * catalogue under `causes.<class>`.
 *
 * `job`: who has to do something about it, unless the case at hand says otherwise.
 */
export const CAUSES = {
  // All is well, or will be by itself.
  placed: { job: "nobody" },
  answered: { job: "nobody" },
  on_its_way: { job: "nobody" },
  // The store and its POS.
  store_in_doubt: { job: "pos_provider" },
  pos_silent: { job: "support" },
  pos_fault: { job: "pos_provider" },
  pos_unreachable: { job: "store" },
  store_setup: { job: "brand_admin" },
  order_fails_alone: { job: "integration" },
  crossed_orders: { job: "support" },
  pos_took_back: { job: "support" },
  pos_has_it: { job: "support" },
  contradicted: { job: "support" },
  answers_late: { job: "pos_provider" },
  store_silent: { job: "support" },
  pos_refused: { job: "store" },
  pos_not_verified: { job: "pos_provider" },
  pos_message: { job: "pos_provider" },
  // What was ordered.
  sold_out: { job: "nobody" },
  menu_mismatch: { job: "menu_people" },
  price_mismatch: { job: "menu_people" },
  payment: { job: "par" },
  store_closed: { job: "store" },
  order_not_understood: { job: "integration" },
  menu_missing: { job: "pos_provider" },
  menu_held: { job: "menu_people" },
  rollout_stopped: { job: "menu_people" },
  refused_after_check: { job: "menu_people" },
  // Who called, and how.
  unmapped_id: { job: "brand_admin" },
  ids_contradict: { job: "par" },
  bad_signature: { job: "par" },
  bad_token: { job: "par" },
  secret_expiring: { job: "par" },
  unauthenticated: { job: "nobody" },
  body_not_readable: { job: "par" },
  too_large: { job: "par" },
  duplicate: { job: "par" },
  unknown_order: { job: "par" },
  no_such_call: { job: "par" },
  // The gateway itself.
  too_many_calls: { job: "par" },
  gateway_busy: { job: "operations" },
  gateway_restarted: { job: "nobody" },
  database_away: { job: "operations" },
  our_fault: { job: "operations" },
} as const satisfies Record<string, { job: Job }>;

export type CauseClass = keyof typeof CAUSES;

/** Who has to act. `operations`: those who run this gateway; `integration`: those who wrote it, ours and PAR's. */
export type Job =
  | "nobody"
  | "support"
  | "brand_admin"
  | "menu_people"
  | "store"
  | "pos_provider"
  | "par"
  | "integration"
  | "operations";

/** The list in its order. */
export const causeClasses = Object.keys(CAUSES).filter(isCauseClass);

/** Whether a text is one of the list's words. */
export function isCauseClass(text: string): text is CauseClass {
  return Object.hasOwn(CAUSES, text);
}
