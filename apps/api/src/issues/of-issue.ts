import type { Database } from "@parley/db";
import type { ExchangeFilter } from "@parley/db/exchanges";
import { listSubjectIds } from "@parley/db/issues";
import { type OrderFilter, type OrderMatch, orderStates } from "@parley/db/orders";
import { callMatchesOf } from "../explain/causes/call-cause.ts";
import { orderMatchesOf } from "../explain/causes/order-cause.ts";
import { isFinal } from "../orders/lifecycle.ts";
import type { IssueView } from "./current.ts";
import { branchesOf, classesOf, OTHER_ADDRESSES } from "./grouping.ts";

// What an issue is of, as the lists of orders and calls are narrowed by it: the issue's own page and every link from it
// show the same rows, and those are what it counts.

/** An order that waits may have come before the first failure was seen. */
const LOOK_BACK_MS = 900_000;
const OPEN = orderStates.filter((state) => !isFinal(state));

type Subject = Pick<
  IssueView,
  "cause" | "subjectKind" | "subjectId" | "brandId" | "locationId" | "connectionId"
>;

/** The orders that wait for it, are contradicted by it, or ended by it in this spell; null where no order can be of it. */
export function orderFilterOf(issue: Subject & Pick<IssueView, "sinceAt">): OrderFilter | null {
  const { cause, subjectKind, locationId, sinceAt } = issue;
  // Its calls are listed: most of them made no order.
  if (cause === "refused_after_check") return null;
  if (subjectKind !== "store" && subjectKind !== "gateway") return null;
  const place = locationId === null ? {} : { locationId };
  if (cause === "order_fails_alone") return { ...place, states: OPEN, isAlone: true };
  const settledFrom = new Date(sinceAt.getTime() - LOOK_BACK_MS);
  return { ...place, matches: matchesOf(cause), isAlone: false, settledFrom };
}

function matchesOf(cause: IssueView["cause"]): OrderMatch[] {
  const ofCause = orderMatchesOf(branchesOf(cause));
  if (cause !== "store_in_doubt") return ofCause;
  // Of what still waits for its first answer it is the POS that has not answered.
  const onTheirWay = orderMatchesOf(["on_its_way", "gateway_restarted"]);
  return [...ofCause, ...onTheirWay.filter(({ state }) => OPEN.some((open) => open === state))];
}

/** Its failed calls of this spell; null where no call shows its cause. */
export async function callFilterOf(
  db: Database,
  issue: Subject & Pick<IssueView, "sinceAt">,
): Promise<ExchangeFilter | null> {
  const { cause, subjectKind, sinceAt } = issue;
  if (cause === "refused_after_check")
    return { ...(await placeOf(db, issue)), isLetThrough: true, from: sinceAt };
  const classes = subjectKind === "address" ? classesOf("store", "connection", "address") : branchesOf(cause);
  const matches = callMatchesOf(classes);
  if (matches.length === 0) return null;
  return { ...(await placeOf(db, issue)), matches, isFirstHand: true, from: sinceAt };
}

async function placeOf(db: Database, issue: Subject): Promise<ExchangeFilter> {
  const { subjectKind, subjectId, brandId, locationId, connectionId } = issue;
  switch (subjectKind) {
    case "store":
      return { locationId: locationId ?? undefined };
    case "connection":
      // What is a store's is its connection's only where the store is not known; and a test call's is nobody's.
      return { connectionId: connectionId ?? undefined, brandId, unplaced: true };
    case "address":
      return { isNobodys: true, ...(await networkOf(db, subjectId)) };
    // A rollout has no calls of its own, so nobody asks.
    case "rollout":
    case "gateway":
      return {};
  }
}

async function networkOf(db: Database, subjectId: string): Promise<ExchangeFilter> {
  if (subjectId !== OTHER_ADDRESSES) return { network: subjectId };
  const known = await listSubjectIds(db, { kind: "address" });
  return {
    notNetworks: known.flatMap((each) => (each.subjectId === OTHER_ADDRESSES ? [] : [each.subjectId])),
  };
}
