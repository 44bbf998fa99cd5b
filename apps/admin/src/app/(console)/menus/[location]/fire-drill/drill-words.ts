import type { Words } from "@parley/words";
import type { Drill, Finding } from "./fire-drill.graphql.ts";

/** The kinds of findings in the order of the page, each with its word in the catalogue. */
export const findingKinds = new Map([
  ["PRICE", "price"],
  ["UNKNOWN", "unknown"],
  ["OFF", "off"],
  ["CHOICES", "choices"],
  ["OTHER", "other"],
  ["NO_ANSWER", "no_answer"],
] as const satisfies [Finding["kind"], string][]);

export type FindingKind = typeof findingKinds extends Map<string, infer Word> ? Word : never;

const failures = {
  NO_ANSWER: "failed.no_answer",
  NOT_OFFERED: "failed.not_offered",
  STORE_CLOSED: "failed.store_closed",
  MENU_GONE: "failed.menu_gone",
  POS_GONE: "failed.pos_gone",
} as const satisfies Record<NonNullable<Drill["failure"]>, string>;

const waits = { ORDERS: "waits.orders", POS: "waits.pos" } as const;

/** What a fire drill came to, in one sentence. */
export function drillSentence(
  drill: Pick<Drill, "state" | "checkedCount" | "itemCount" | "differingCount">,
  say: Words<"drill">,
): string {
  const { checkedCount: checked, itemCount: items, differingCount: count } = drill;
  switch (drill.state) {
    case "RUNNING":
      return say("title.running", { checked, items });
    case "STOPPED":
      return say("title.stopped", { checked, items });
    case "FAILED":
      return say("title.failed", { checked, items });
    case "DONE":
      return count === 0 ? say("title.fine") : say("title.differs", { count });
  }
}

/** What its sentence leaves open: what it waits for, why it broke off, what was left out. */
export function drillNote(drill: Drill, say: Words<"drill">): string | null {
  const { state, failure, waitsFor, skippedCount: skipped, differingCount: count } = drill;
  if (failure !== null) return say(failures[failure]);
  if (state === "RUNNING") {
    if (waitsFor !== null) return say(waits[waitsFor]);
    return count === 0 ? say("page.nothingYet") : say("page.foundYet", { count });
  }
  if (state === "STOPPED") return count === 0 ? say("page.nothingYet") : say("page.foundYet", { count });
  return skipped === 0 ? null : say("page.skipped", { count: skipped });
}
