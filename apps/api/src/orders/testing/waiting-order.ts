import type { Database } from "@parley/db";
import { insertOrder, type NewOrder, recordResult } from "@parley/db/orders";
import { type TestStore, testOrder, testPlaced } from "@parley/db/testing";
import { toPosOrder } from "../../pricing/price-order.ts";
import { requestOf } from "../../pricing/testing/orders.ts";
import type { PricedOrder } from "../../pricing/types.ts";
import { writePayload } from "../payload.ts";

/** An order without lines for 29.10: what was ordered does not matter here. */
export const PRICED: PricedOrder = {
  currency: "USD",
  orderType: "pickup",
  scheduledAt: null,
  lines: [],
  discounts: [],
  taxes: [],
  fees: [],
  grossSubtotalCents: 2550,
  subtotalCents: 2550,
  discountTotalCents: 0,
  taxTotalCents: 223,
  feeTotalCents: 0,
  tipTotalCents: 137,
  computedGrandTotalCents: 2910,
  grandTotalCents: 2910,
};

/** Longer than a POS may still work on an order. */
const LONG_AGO_MS = 120_000;

/**
 * Puts an order into the ledger that waits for a person: its one try ended without an answer of the POS.
 * @param endedAt when the try ended; by default so long ago that it cannot reach the POS any more
 */
export async function insertWaitingOrder(
  db: Database,
  store: TestStore,
  order: Partial<NewOrder> & { receivedAt?: Date } = {},
  endedAt = new Date((order.receivedAt ?? new Date()).getTime() - LONG_AGO_MS),
): Promise<string> {
  const posOrder = toPosOrder(PRICED, requestOf({}), {
    reference: "r",
    store: store.location.code,
    timezone: "UTC",
  });
  const args = testOrder(store, order, { payload: writePayload({ posOrder, priced: PRICED }) });
  await insertOrder(db, args);
  const { id } = args.order;
  const { hit } = await recordResult(
    db,
    testPlaced(
      id,
      { state: "attention", cause: "deadline", posOrderId: null, ambiguous: true },
      {
        event: { kind: "unknown", actor: { kind: "worker", name: "worker-1" } },
        result: { outcome: "unknown", evidence: { reason: "deadline", status: null } },
        answer: null,
        now: endedAt,
      },
    ),
  );
  if (!hit) throw new Error(`The order ${id} does not wait`);
  return id;
}
