import type { Exchange } from "@parley/db/exchanges";
import type { Attempt, AttemptResult, BillDrift, Order, OrderEvent } from "@parley/db/orders";
import type { Change } from "./changes.ts";

/** The rows that a story is told from. */
export interface StoryInput {
  order: Order;
  attempts: readonly Attempt[];
  results: readonly AttemptResult[];
  /** By id, which is the order in which they were written. */
  events: readonly OrderEvent[];
  /** Calls about this order and others of the same online order, oldest first. */
  exchanges: readonly Exchange[];
  /** The status word of each answer that PAR got, by the id of its call. */
  told: ReadonlyMap<string, string>;
  /** Operators by id. */
  names: ReadonlyMap<string, string>;
  /** Where the POS's bill differs from what it was sent; null where it does not, or there is none. */
  drift: BillDrift | null;
  /** What PAR changed between the last validate and the submit. */
  changes: readonly Change[];
}
