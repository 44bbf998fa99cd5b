import { and, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { type OrderState, orders } from "../schema/order.ts";
import { type Cause, causes, disputes, type StoredDispute } from "../schema/vocabulary.ts";
import type { Order } from "./types.ts";

/** What the row of an order says about why it stands where it stands. */
export type OrderCondition = Pick<Order, "state" | "cause" | "dispute" | "ambiguous">;

/** A set of conditions, in words that a row and a statement understand alike; all that is given must hold. */
export interface OrderMatch {
  /** Null: nothing contradicts the order. */
  dispute: StoredDispute | null;
  state?: OrderState;
  ambiguous?: boolean;
  /** Any of these; null is an order without a cause. */
  causes?: readonly (Cause | null)[];
}

/**
 * Whether a row is in the set.
 *
 * @awaitsDoor the bulk acts, which judge the orders of a cause one by one
 */
export function fitsOrder(order: OrderCondition, match: OrderMatch): boolean {
  return (
    order.dispute === match.dispute &&
    (match.state === undefined || order.state === match.state) &&
    (match.ambiguous === undefined || order.ambiguous === match.ambiguous) &&
    (match.causes === undefined || match.causes.includes(order.cause))
  );
}

/** The condition that an order is in any of the sets; none of them is no order. */
export function orderMatches(matches: readonly OrderMatch[]): SQL {
  return or(...matches.map(conditionOf)) ?? sql`false`;
}

function conditionOf(match: OrderMatch): SQL | undefined {
  return and(
    disputeIs(match.dispute),
    match.state && eq(orders.state, match.state),
    match.ambiguous === undefined ? undefined : eq(orders.ambiguous, match.ambiguous),
    match.causes && causeIn(match.causes),
  );
}

function disputeIs(dispute: StoredDispute | null): SQL {
  // Compared as text: a row may hold a word that this version has none for.
  if (dispute === null) return isNull(orders.dispute);
  if (dispute !== "unlisted") return eq(orders.dispute, dispute);
  return sql`${orders.dispute} <> all(${sql.param(textArray(disputes))}::text[])`;
}

/** Reads a stored cause as `parseCause` does: up to its colon, and `pos_unclear` where it is not in the list. */
function causeIn(wanted: readonly (Cause | null)[]): SQL | undefined {
  const stored = sql`split_part(${orders.cause}, ':', 1)`;
  const listed = wanted.filter((cause) => cause !== null);
  return or(
    wanted.includes(null) ? isNull(orders.cause) : undefined,
    listed.length === 0 ? undefined : inArray(stored, listed),
    listed.includes("pos_unclear")
      ? sql`${stored} <> all(${sql.param(textArray(causes))}::text[])`
      : undefined,
  );
}

function textArray(words: readonly string[]): string {
  return `{${words.join(",")}}`;
}
