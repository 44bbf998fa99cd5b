import { inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { Exchange } from "../exchanges/exchanges.ts";
import { isLetThrough } from "../exchanges/let-through.ts";
import type { Order } from "../orders/types.ts";
import { exchanges } from "../schema/exchange.ts";
import { orders } from "../schema/order.ts";

/** What of a call says how it failed and whose failure it is. */
export type FailedCall = Pick<
  Exchange,
  | "id"
  | "direction"
  | "operation"
  | "status"
  | "code"
  | "reason"
  | "connectionId"
  | "brandId"
  | "locationId"
  | "orderId"
  | "attempt"
  | "replayed"
  | "remoteAddress"
  | "at"
> & {
  /** It is a submit that was refused though its check was let through. */
  isLetThrough: boolean;
};

/** What of an order says why it failed, and what it is worth. */
export type FailedOrder = Pick<
  Order,
  | "id"
  | "state"
  | "cause"
  | "dispute"
  | "ambiguous"
  | "attempt"
  | "connectionId"
  | "brandId"
  | "locationId"
  | "currency"
  | "grandTotalCents"
>;

type Orm = Pick<Database["orm"], "select">;

/** The calls of these ids, without their bodies. */
export async function listCallsById({ orm }: { orm: Orm }, ids: readonly string[]): Promise<FailedCall[]> {
  if (ids.length === 0) return [];
  const { id, direction, operation, status, code, reason, connectionId, brandId, locationId } = exchanges;
  const { orderId, attempt, replayed, remoteAddress, at } = exchanges;
  const ending = { id, direction, operation, status, code, reason, connectionId, brandId, locationId };
  return await orm
    .select({ ...ending, orderId, attempt, replayed, remoteAddress, at, isLetThrough: isLetThrough() })
    .from(exchanges)
    .where(inArray(exchanges.id, [...ids]));
}

/** The orders of these ids. */
export async function listOrdersById({ orm }: { orm: Orm }, ids: readonly string[]): Promise<FailedOrder[]> {
  if (ids.length === 0) return [];
  const { id, state, cause, dispute, ambiguous, attempt, connectionId, brandId, locationId } = orders;
  const { currency, grandTotalCents } = orders;
  const condition = { id, state, cause, dispute, ambiguous, attempt };
  return await orm
    .select({ ...condition, connectionId, brandId, locationId, currency, grandTotalCents })
    .from(orders)
    .where(inArray(orders.id, [...ids]));
}
