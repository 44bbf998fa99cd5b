import type { DisputedOrder } from "@parley/db/orders";
import { assertNever } from "../../errors.ts";
import { money, table } from "../kernel/output.ts";

interface Disputed {
  count: number;
  orders: readonly DisputedOrder[];
}

const MINUTE_MS = 60_000;

/** Orders that their POS contradicts, for scripts: nothing about the guest. */
export function disputedJson({ count, orders }: Disputed, now: Date) {
  return {
    count,
    orders: orders.map((order) => ({
      id: order.orderId,
      state: order.state,
      dispute: order.dispute,
      disputed_at: order.disputedAt,
      minutes: minutesOf(order, now),
      location: order.code,
      phone: order.phone,
      online_order_id: order.onlineOrderId,
      pos_order_id: order.posOrderId,
      currency: order.currency,
      grand_total_cents: order.grandTotalCents,
      received_at: order.receivedAt,
    })),
  };
}

/** The same for people, with what to do; null where there is none. */
export function disputedText({ count, orders }: Disputed, now: Date): string | null {
  if (count === 0) return null;
  const rows = table(
    orders,
    {
      order: (row) => row.orderId,
      "online order": (row) => row.onlineOrderId,
      "pos order": (row) => row.posOrderId,
      store: (row) => row.code,
      phone: (row) => row.phone,
      "what is wrong": saidOf,
      minutes: (row) => minutesOf(row, now),
      total: (row) => money(row.grandTotalCents, row.currency),
    },
    "",
  );
  const them = count === 1 ? "1 order" : `${count} orders`;
  const more = count > orders.length ? `\n\nThe ${orders.length} longest disputed are listed.` : "";
  const next =
    "Call the store and have it look for the ticket by the online or POS order id. Have it made again or refund what was taken back; have it voided or charge what is made for nobody. Of what has another order's number, look for its own ticket by the online order id. Then: npm run parley -- order settle-dispute (docs/runbook.md)";
  return `The POS contradicts what PAR was told of ${them}.\n\n${rows}${more}\n\n${next}`;
}

/** What speaks against what PAR was told, in a few words. */
function saidOf({ dispute, state }: DisputedOrder): string {
  switch (dispute) {
    case "pos_cancelled":
      return "placed, then the POS took it back";
    case "pos_refused":
      return "placed, then the POS refused it";
    case "pos_has_it":
      return `${state}, and the POS has it`;
    case "pos_order_of_another":
      return "placed, but that ticket is another order's";
    case "unlisted":
      return `${state}, and something contradicts that`;
    default:
      return assertNever(dispute);
  }
}

function minutesOf({ disputedAt }: DisputedOrder, now: Date): number {
  return Math.floor((now.getTime() - disputedAt.getTime()) / MINUTE_MS);
}
