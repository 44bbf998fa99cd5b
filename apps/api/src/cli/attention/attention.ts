import { everyBrand } from "@parley/db";
import { listDisputed, listOrders, type Order, sumOrders } from "@parley/db/orders";
import type { Command } from "commander";
import { money, type Result, table } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { orderJson, type Places, readPlaces } from "../orders/view.ts";
import { disputedJson, disputedText } from "./disputed.ts";

const ROWS_MAX = 1000;
const MINUTE_MS = 60_000;

/** `parley attention` */
export function addAttentionCommand(program: Command, run: Run): void {
  program
    .command("attention")
    .description("orders that only a person can settle, and those that their POS contradicts")
    .action(run(showAttention));
}

async function showAttention(session: Session): Promise<Result> {
  const { db } = session;
  const now = session.now();
  const [newest, sums, places, disputed] = await Promise.all([
    listOrders(db, {
      scope: everyBrand,
      filter: { states: ["attention"] },
      page: { limit: ROWS_MAX },
    }),
    sumOrders(db, { scope: everyBrand, states: ["attention"] }),
    readPlaces(session),
    listDisputed(db, { scope: everyBrand, limit: ROWS_MAX }),
  ]);
  const orders = newest.reverse();
  const minutesOf = (order: Order) => Math.floor((now.getTime() - order.receivedAt.getTime()) / MINUTE_MS);
  const json = {
    sums: sums.map(({ currency, count, totalCents, oldestReceivedAt }) => ({
      currency,
      count,
      total_cents: totalCents,
      oldest_received_at: oldestReceivedAt,
    })),
    orders: orders.map((order) => ({
      ...orderJson(order, places),
      phone: storeOf(order, places)?.phone ?? null,
      reason: reasonOf(order),
      minutes: minutesOf(order),
    })),
    is_more: orders.length === ROWS_MAX,
    disputed: disputedJson(disputed, now),
  };
  const disputes = disputedText(disputed, now);
  const rows = table(
    orders,
    {
      order: (row) => row.id,
      "online order": (row) => row.onlineOrderId,
      store: (row) => storeOf(row, places)?.code ?? row.locationId,
      phone: (row) => storeOf(row, places)?.phone ?? null,
      reason: reasonOf,
      tries: (row) => row.attempt,
      minutes: minutesOf,
      total: (row) => money(row.grandTotalCents, row.currency),
    },
    "No order needs a person.",
  );
  if (orders.length === 0) return { json, text: disputes ?? rows };
  const worth = sums.map((sum) => `${sum.count} worth ${money(sum.totalCents, sum.currency)}`).join(", ");
  const next =
    "Call the store, then: npm run parley -- order confirm-placed | confirm-absent | resend (docs/runbook.md)";
  const waiting = `Orders that need a person: ${worth}.\n\n${rows}\n\n${next}`;
  return { json, text: disputes === null ? waiting : `${disputes}\n\n${waiting}` };
}

function storeOf(order: Order, places: Places) {
  return places.locations.get(order.locationId);
}

/** Why the order needs a person, in a few words. */
function reasonOf({ cause, ambiguous }: Order): string {
  if (cause === "crossed_ack") return "the POS answered with another order's number";
  if (cause === "duplicate_but_absent") return "the POS contradicts itself about it";
  if (cause === "payload_unreadable") return "what is stored of it cannot be read";
  if (!ambiguous) return "it was never sent to the POS";
  return "the POS never said whether it has it";
}
