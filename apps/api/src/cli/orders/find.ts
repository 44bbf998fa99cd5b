import { everyBrand } from "@parley/db";
import { type Exchange, searchRefusedSubmits } from "@parley/db/exchanges";
import {
  CLI,
  getOrderTrace,
  type Order,
  type Reading,
  readSearchTerm,
  searchId,
  searchOrders,
} from "@parley/db/orders";
import { auditSearch, guestReferenceOf } from "../../orders/people/guests/search-record.ts";
import { plain } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Session } from "../kernel/session.ts";
import { ordersTable, type Places, refusedTable } from "./view.ts";

/** Orders that one id may mean, at most. */
const CANDIDATES_MAX = 20;
const REFUSED_MAX = 5;

/** The one order that an id means. @throws Refusal where none is found by it, or several */
export async function requireOrder(session: Session, id: string, places: Places): Promise<Order> {
  const { orders, readings } = await searchOrders(session.db, {
    text: id,
    scope: everyBrand,
    guestScope: everyBrand,
    page: { limit: CANDIDATES_MAX },
  });
  await recordSearch(session, id, readings);
  const fitting = await fittingOf(session, id, orders);
  const [first] = fitting;
  if (first === undefined) throw await notFoundBy(session, id, orders, places);
  if (fitting.length > 1) {
    throw new Refusal(
      "ambiguous",
      `${fitting.length} orders have the id "${plain(id)}":\n${ordersTable(fitting, places, "")}`,
      "Give the order id of one of them.",
    );
  }
  return first;
}

/** Records what was looked up among guests, as the admin's searches are. */
export async function recordSearch(
  { db, vault, now }: Session,
  text: string,
  readings: readonly Reading[],
): Promise<void> {
  await auditSearch(db, { reference: guestReferenceOf(vault, text), readings, by: CLI, now: now() });
}

/** Those that have the whole id, in any spelling; by the id of a later request only where no other does. */
async function fittingOf({ db }: Session, id: string, found: readonly Order[]): Promise<readonly Order[]> {
  const readings = readSearchTerm(id);
  if (readings.some(({ kind }) => kind === "order" || kind === "exchange" || kind === "digest")) return found;
  const key = readings.find(({ kind }) => kind === "id")?.value;
  const mark = readings.find(({ kind }) => kind === "reference")?.value;
  const has = (value: string | null) => value !== null && searchId(value) === key;
  const whole = found.filter(
    (order) =>
      has(order.requestUid) ||
      has(order.onlineOrderId) ||
      has(order.posOrderId) ||
      (mark !== undefined && searchId(order.posReference).startsWith(mark)),
  );
  const exact = whole.filter((order) =>
    [order.requestUid, order.onlineOrderId, order.posOrderId].includes(id),
  );
  if (exact.length > 0) return exact;
  if (whole.length > 0) return whole;
  const traces = await Promise.all(
    found.map((order) => getOrderTrace(db, { scope: everyBrand, orderId: order.id })),
  );
  return traces.flatMap((trace) => (trace?.keys.some((one) => has(one.requestUid)) ? [trace.order] : []));
}

/** Says what was looked for and what comes near: that nothing has this id does not mean that there is no order. */
async function notFoundBy(
  { db }: Session,
  id: string,
  near: readonly Order[],
  places: Places,
): Promise<Refusal> {
  const asked = { text: id, scope: everyBrand, guestScope: everyBrand, page: { limit: REFUSED_MAX } };
  const { refused } = await searchRefusedSubmits(db, asked);
  const parts = [
    `No order was found by the id "${plain(id)}". That does not mean that there is none: PAR may know it by another id.`,
    ...(near.length === 0
      ? []
      : [`This finds, without being the whole id of one:\n${ordersTable(near, places, "")}`]),
    ...refusedPart(refused),
  ];
  return new Refusal(
    "not_found",
    parts.join("\n"),
    "Look for it by anything else that is known of it: npm run parley -- orders list --search TEXT",
  );
}

export function refusedPart(refused: readonly Exchange[]): string[] {
  return refused.length === 0
    ? []
    : [`Submits that were refused before they became an order:\n${refusedTable(refused)}`];
}
