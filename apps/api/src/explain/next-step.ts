import type { Words } from "@parley/words";

/**
 * What a person can do next, as data: a link to where it is mended, or an act on the very page. A door shows it as a
 * link or a button, and to those who may not do it, who may.
 */
export type NextStep = NextLink | NextAct;

export interface NextLink {
  kind: "link";
  place: StepPlace;
  /** What is there: an id of ours, or one of PAR's where the place is found by it. */
  id: string;
  label: string;
  needs: StepNeeds | null;
}

export interface NextAct {
  kind: "act";
  act: StepAct;
  label: string;
  needs: StepNeeds | null;
}

/**
 * - `mapping` the queue's entry, by PAR's id · `menu` a store's menu, `store` the store, by the store · `signature` what was signed in a
 *   call · `connection` a connection · `call` a call · `order` an order
 * - `pos_calls` the failing calls to a store's POS · `same_id` every call with one of PAR's ids
 */
export type StepPlace =
  | "mapping"
  | "menu"
  | "store"
  | "signature"
  | "connection"
  | "call"
  | "order"
  | "pos_calls"
  | "same_id";

/**
 * - `settle` say what a person found at the POS · `tryNow` have a waiting order tried at once · `resend` send it again
 * - `settleDispute` say that somebody has looked after a contradicted order · `recheck` judge a refused order by
 *   today's menu and mapping, which changes nothing · `reveal` show the guest · `assign` give it to somebody
 */
export type StepAct = "settle" | "tryNow" | "resend" | "settleDispute" | "recheck" | "reveal" | "assign";

/** The permission that the step takes; null: whoever sees it may. */
export type StepNeeds = "orders.mend" | "mappings.edit" | "connections.edit" | "guests.reveal";

const ACT_NEEDS: Readonly<Record<StepAct, StepNeeds>> = {
  settle: "orders.mend",
  tryNow: "orders.mend",
  resend: "orders.mend",
  settleDispute: "orders.mend",
  recheck: "orders.mend",
  assign: "orders.mend",
  reveal: "guests.reveal",
};

const PLACE_WORDS = {
  mapping: "step.mapping",
  menu: "step.menu",
  store: "step.store",
  signature: "step.signature",
  connection: "step.connection",
  call: "step.call",
  order: "step.order",
  pos_calls: "step.posCalls",
  same_id: "step.sameId",
} as const satisfies Record<StepPlace, string>;

/** An act on the very page. */
export function act(say: Words<"autopsy">, act: StepAct): NextAct {
  return { kind: "act", act, label: say(`step.${act}`), needs: ACT_NEEDS[act] };
}

/** A link to where it is mended. */
export function link(say: Words<"autopsy">, place: StepPlace, id: string): NextLink {
  const needs = place === "mapping" ? "mappings.edit" : null;
  return { kind: "link", place, id, label: say(PLACE_WORDS[place]), needs };
}
