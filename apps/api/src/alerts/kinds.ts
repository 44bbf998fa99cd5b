import { type AlertKind, alertKinds } from "@parley/db/alerts";
import type { CauseClass } from "../explain/causes/cause-class.ts";
import type { IssueView } from "../issues/current.ts";

/** What an issue's cause is about. */
const KIND: Readonly<Partial<Record<CauseClass, AlertKind>>> = {
  store_in_doubt: "pos",
  pos_silent: "pos",
  pos_fault: "pos",
  pos_unreachable: "pos",
  store_setup: "pos",
  pos_refused: "pos",
  pos_not_verified: "pos",
  pos_message: "pos",
  store_silent: "pos",
  answers_late: "pos",
  order_fails_alone: "needs_person",
  crossed_orders: "needs_person",
  pos_took_back: "needs_person",
  pos_has_it: "needs_person",
  contradicted: "needs_person",
  unmapped_id: "mapping",
  ids_contradict: "mapping",
  menu_missing: "menu",
  menu_held: "menu",
  rollout_stopped: "menu",
  menu_mismatch: "menu",
  price_mismatch: "menu",
  refused_after_check: "menu",
  bad_signature: "signature",
  bad_token: "signature",
  secret_expiring: "signature",
  gateway_busy: "gateway",
  database_away: "gateway",
  our_fault: "gateway",
};

/** What an issue is about, as channels choose it: by its cause, and by the paid orders that wait for it. */
export function kindsOf({ cause, waiting }: Pick<IssueView, "cause" | "waiting">): AlertKind[] {
  const own = KIND[cause] ?? "calls";
  return waiting.some(({ count }) => count > 0) ? [own, "not_placed"] : [own];
}

/** What a channel that nobody narrowed tells: all but single calls that came wrong, which anybody can send. */
export const USUAL_KINDS: readonly AlertKind[] = alertKinds.filter((kind) => kind !== "calls");
