import {
  detectSearchTerm,
  everyBrand,
  getOrderTrace,
  listOrders,
  type Order,
  type OrderTrace,
} from "@parley/db";
import { autopsy } from "../orders/autopsy.ts";
import { timelineOf } from "./order-timeline.ts";
import { orderJson, ordersTable, type Places, readPlaces } from "./order-view.ts";
import { facts, money, plain, type Result, table } from "./output.ts";
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";

/** Orders that one id may mean, at most. */
const CANDIDATES_MAX = 20;

/** `parley order trace <id>`: the sentence that explains the order, then everything in order of time. */
export async function showTrace(session: Session, id: string): Promise<Result> {
  const places = await readPlaces(session);
  const order = await requireOrder(session, id, places);
  const trace = await getOrderTrace(session.db, { scope: everyBrand, orderId: order.id });
  if (trace === null) throw new Error(`The order ${order.id} was found and has no trace.`);
  const location = places.locations.get(order.locationId);
  if (location === undefined) throw new Error(`The order ${order.id} has no store.`);
  const { code, phone, timezone } = location;
  const why = autopsy({ ...trace, store: { code, phone, timezone }, now: session.now() });
  const timeline = timelineOf(trace);
  const json = {
    order: orderJson(trace.order, places),
    autopsy: {
      sentence: why.sentence,
      cause_class: why.causeClass,
      whose_job: why.whoseJob,
      next_step: why.nextStep,
      tone: why.tone,
    },
    timeline,
    siblings: trace.siblings.map((sibling) => orderJson(sibling, places)),
  };
  const steps = table(
    timeline,
    { at: (row) => row.at, what: (row) => row.type, detail: (row) => row.summary },
    "Nothing is recorded.",
  );
  const sentences = [
    why.sentence,
    `Whose job: ${why.whoseJob}`,
    ...(why.nextStep === null ? [] : [why.nextStep]),
  ];
  const parts = [sentences.map(plain).join("\n"), factsOf(trace, code), steps];
  if (trace.siblings.length > 0) {
    parts.push(`Other orders with the same online order id:\n${ordersTable(trace.siblings, places, "")}`);
  }
  return { json, text: parts.join("\n\n") };
}

function factsOf({ order }: OrderTrace, code: string): string {
  return facts({
    order: order.id,
    state: order.cause === null ? order.state : `${order.state} (${order.cause})`,
    store: code,
    "online order": order.onlineOrderId,
    "request uid": order.requestUid,
    "pos order": order.posOrderId,
    "pos reference": order.posReference,
    total: money(order.grandTotalCents, order.currency),
    items: order.itemCount,
    received: order.receivedAt,
    final: order.finalAt,
  });
}

/** The one order that an id means. @throws Refusal where there is none, or several */
async function requireOrder(session: Session, id: string, places: Places): Promise<Order> {
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
