import { everyBrand } from "@parley/db";
import { detectSearchTerm, getOrderTrace, listOrders, type Order } from "@parley/db/orders";
import { Refusal } from "../kernel/refusal.ts";
import type { Session } from "../kernel/session.ts";
import { ordersTable, type Places } from "./view.ts";

/** Orders that one id may mean, at most. */
const CANDIDATES_MAX = 20;

/** The one order that an id means. @throws Refusal where there is none, or several */
export async function requireOrder(session: Session, id: string, places: Places): Promise<Order> {
  const found = await listOrders(session.db, {
    scope: everyBrand,
    search: id,
    page: { limit: CANDIDATES_MAX },
  });
  const fitting = await fittingOf(session, id, found);
  const [first] = fitting;
  if (first === undefined) {
    throw new Refusal(
      "not_found",
      `There is no order with the id "${id}".`,
      "Look for a part of it: npm run parley -- orders list --search TEXT. What was refused before it became an order is in the admin, under Exchanges.",
    );
  }
  if (fitting.length > 1) {
    throw new Refusal(
      "ambiguous",
      `${fitting.length} orders have the id "${id}":\n${ordersTable(fitting, places, "")}`,
      "Give the order id of one of them.",
    );
  }
  return first;
}

/** Those that have the whole id, and not only its beginning; by the id of a later request only where no other does. */
async function fittingOf({ db }: Session, id: string, found: readonly Order[]): Promise<readonly Order[]> {
  const kind = detectSearchTerm(id).kind;
  if (kind === "order_id" || kind === "request_uid") return found;
  const whole = found.filter((order) =>
    [order.requestUid, order.onlineOrderId, order.posOrderId].includes(id),
  );
  if (whole.length > 0) return whole;
  const traces = await Promise.all(
    found.map((order) => getOrderTrace(db, { scope: everyBrand, orderId: order.id })),
  );
  return traces.flatMap((trace) => (trace?.keys.some((key) => key.requestUid === id) ? [trace.order] : []));
}
