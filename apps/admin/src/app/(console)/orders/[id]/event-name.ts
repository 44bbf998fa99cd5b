import type { Words } from "@parley/words";

/** The ledger's events and outcomes of attempts that this admin has words for. */
const known = [
  "placed",
  "refused",
  "not_sent",
  "not_placed",
  "unknown",
  "contradiction",
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

/** What the ledger calls an event or an outcome, in words; one that a newer API has written is called another event. */
export function eventName(kind: string, say: Words<"order">): string {
  const spelled = kind.toLowerCase();
  const name = known.find((each) => each === spelled);
  return say(name === undefined ? "events.unlisted" : `events.kind.${name}`);
}
