import type { Catalogue, Words } from "@parley/words";

type Kind = keyof Catalogue["order"]["events"]["kind"];

/**
 * The ledger's events and outcomes of attempts, of which the catalogue has words: the compiler holds this list to the
 * catalogue, and the API's types hold the catalogue to the ledger (apps/api/src/orders/event-words.types.test.ts).
 */
const known: Readonly<Record<Kind, true>> = {
  placed: true,
  refused: true,
  not_sent: true,
  not_placed: true,
  unknown: true,
  contradiction: true,
  received: true,
  attempt_started: true,
  late_result: true,
  lease_expired: true,
  looked_up: true,
  looked_up_absent: true,
  voided: true,
  needs_person: true,
  gave_up: true,
  confirmed_absent: true,
  disputed: true,
  dispute_settled: true,
  brought_forward: true,
  idempotency_conflict: true,
  order_already_submitted: true,
};

/** What the ledger calls an event or an outcome, in words; one that a newer API has written is called another event. */
export function eventName(kind: string, say: Words<"order">): string {
  const spelled = kind.toLowerCase();
  return say(isKnown(spelled) ? `events.kind.${spelled}` : "events.unlisted");
}

function isKnown(kind: string): kind is Kind {
  return Object.hasOwn(known, kind);
}
