import type { CauseClass } from "../../explain/causes/cause-class.ts";
import type { PossibleAct } from "./possible-acts.ts";

/** Refused before the order itself was looked at: that it would be placed today says nothing about these. */
const NOT_ABOUT_ORDER: ReadonlySet<CauseClass> = new Set([
  "bad_signature",
  "bad_token",
  "unauthenticated",
  "body_not_readable",
  "too_large",
  "ids_contradict",
  "duplicate",
]);

/**
 * What a person may do about a submit that never became an order: judge it again, where what was refused is the order.
 * @param connectionId null where the caller was not recognised; then there are no mappings to judge it by
 */
export function refusedActs(connectionId: string | null, causeClass: CauseClass): PossibleAct[] {
  return connectionId === null || NOT_ABOUT_ORDER.has(causeClass)
    ? []
    : [{ name: "recheck", effect: "only_reads", blocked: null }];
}
