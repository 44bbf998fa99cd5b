import type { Database } from "../client/client.ts";
import type { OrderState } from "../schema/order.ts";
import { toJsonText } from "../sql/json.ts";
import type { NewEvent } from "./types.ts";

/** An event's detail as a JSON parameter. */
export function detailOf(event: NewEvent): string | null {
  return event.detail === undefined || event.detail === null ? null : toJsonText(event.detail);
}

/** Tells of an order's state after its commit, unless the database did so with it: see migration 0002. */
export function announce(db: Database, orderId: string, state: OrderState): void {
  if (state !== "received" && state !== "unknown") db.announceOrder(orderId);
}
