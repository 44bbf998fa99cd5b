import type { NextStep } from "./autopsy.graphql.ts";

type NextLink = Extract<NextStep, { __typename: "NextStepLink" }>;
type NextAct = Extract<NextStep, { __typename: "NextStepAct" }>;

const places: Record<NextLink["place"], (id: string) => string> = {
  mapping: (id) => `/mappings#unmapped-${encodeURIComponent(id)}`,
  menu: (id) => `/menus/${id}`,
  store: (id) => `/stores/${id}`,
  signature: (id) => `/exchanges/${id}?view=engineer#signature`,
  connection: (id) => `/connections/${id}`,
  call: (id) => `/exchanges/${id}`,
  order: (id) => `/orders/${id}`,
  pos_calls: (id) => `/exchanges?store=${id}&kind=to_pos&show=failed`,
  same_id: (id) => `/exchanges?q=${encodeURIComponent(id)}`,
};

/** The section of the page on which each act is done. */
const sections: Record<NextAct["act"], string> = {
  settle: "settle",
  settleDispute: "settle",
  tryNow: "acts",
  resend: "settle",
  recheck: "acts",
  assign: "case",
  reveal: "guest",
};

/** Where a step is done: another page, or a section of this one. */
export function stepAddress(step: NextStep): string {
  return step.__typename === "NextStepLink" ? places[step.place](step.id) : `#${sections[step.act]}`;
}
