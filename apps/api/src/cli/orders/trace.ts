import { everyBrand } from "@parley/db";
import { getOrderTrace, type Order, type OrderTrace } from "@parley/db/orders";
import { listErasedAt, listRetentionPolicies } from "@parley/db/retention";
import { listFormerPosById } from "@parley/db/stores";
import { wordsIn } from "@parley/words";
import { storeName } from "../../explain/store-name.ts";
import { driftIn } from "../../orders/bill/told-drift.ts";
import { autopsy } from "../../orders/people/autopsy/autopsy.ts";
import { erasedAt, type KeptUntil, keptUntil } from "../../retention/kept.ts";
import { describeFormerPos } from "../../stores/location-pos.ts";
import { formerPosOf, posLinkOf } from "../../stores/order-pos.ts";
import { facts, money, plain, type Result, table } from "../kernel/output.ts";
import type { Session } from "../kernel/session.ts";
import { refusedFor } from "../stores/kept-away.ts";
import { requireOrder } from "./find.ts";
import { timelineOf } from "./timeline.ts";
import { orderJson, ordersTable, type Places, readPlaces } from "./view.ts";

/** `parley order trace <id>` */
export async function showTrace(session: Session, id: string): Promise<Result> {
  const places = await readPlaces(session);
  const order = await requireOrder(session, id, places);
  return await traceOf(session, order.id, places);
}

/** The sentence that explains an order, then everything in order of time. */
export async function traceOf(session: Session, orderId: string, places: Places): Promise<Result> {
  const trace = await getOrderTrace(session.db, { scope: everyBrand, orderId });
  if (trace === null) throw new Error(`The order ${orderId} was found and has no trace.`);
  const location = places.locations.get(trace.order.locationId);
  if (location === undefined) throw new Error(`The order ${orderId} has no store.`);
  const { code, phone, timezone } = location;
  const former = formerPosOf(trace.order, await listFormerPosById(session.db, [posLinkOf(trace.order)]));
  const why = autopsy({
    ...trace,
    store: { name: storeName(location), phone, timezone, former: former && describeFormerPos(former) },
    drift: driftIn(trace),
    now: session.now(),
    words: wordsIn("en"),
  });
  const refused = await refusedFor(session, trace.order, timezone);
  const guest = await guestOf(session, trace.order);
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
    pauses: refused.json,
    guest_gone: guest && { at: guest.at, erased: guest.isErased, brand: guest.brandName },
    timeline,
    siblings: trace.siblings.map((sibling) => orderJson(sibling, places)),
  };
  const steps = table(
    timeline,
    {
      at: (row) => row.at,
      what: (row) => row.type,
      // With the id by which `exchange show` has its headers and bodies.
      detail: (row) => (row.type === "exchange" ? `${row.summary}, ${String(row.id)}` : row.summary),
    },
    "Nothing is recorded.",
  );
  const sentences = [
    why.sentence,
    ...refused.texts,
    `Whose job: ${why.whoseJob}`,
    ...(why.nextStep === null ? [] : [why.nextStep]),
  ];
  const parts = [sentences.map(plain).join("\n"), factsOf(trace, code, guest), steps];
  if (trace.siblings.length > 0) {
    parts.push(`Other orders with the same online order id:\n${ordersTable(trace.siblings, places, "")}`);
  }
  return { json, text: parts.join("\n\n") };
}

/** Since when the guest of an order is gone from it: erased for their sake, or by their brand's limit. */
async function guestOf({ db, now }: Session, order: Order): Promise<KeptUntil | null> {
  const erased = erasedAt((await listErasedAt(db, [order.id])).get(order.id) ?? null);
  const { brandId, receivedAt: recordedAt } = order;
  return (
    erased ?? keptUntil(await listRetentionPolicies(db), { kind: "guests", brandId, recordedAt, now: now() })
  );
}

function factsOf({ order }: OrderTrace, code: string, guest: KeptUntil | null): string {
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
    ...(guest && { guest: `${guest.isErased ? "erased on" : "kept until"} ${guest.at.toISOString()}` }),
    received: order.receivedAt,
    final: order.finalAt,
  });
}
