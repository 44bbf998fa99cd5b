import { randomUUID } from "node:crypto";
import type { PosOrder } from "../adapter.ts";

/** An order of one plain item with an exclusive tax of 8.75 %, for tests of an adapter's class. */
export function samplePosOrder(itemId: string, priceCents: number, change: Partial<PosOrder> = {}): PosOrder {
  const taxCents = Math.round(priceCents * 0.0875);
  return {
    reference: randomUUID(),
    store: "STORE-1",
    onlineOrderId: "ONL-1001",
    requestUid: "7d0c2f9e-0001",
    orderType: "takeout",
    scheduledAt: null,
    currency: "USD",
    guest: { name: "Ada", phone: "+15555550100", email: null },
    delivery: null,
    curbside: null,
    tableNumber: null,
    notes: null,
    lines: [
      {
        lineId: "1",
        itemId,
        priceLevelId: null,
        name: null,
        quantity: 1,
        unitPriceCents: priceCents,
        totalCents: priceCents,
        comment: null,
        modifiers: [],
      },
    ],
    discounts: [],
    taxes: [],
    fees: [],
    totals: {
      subtotalCents: priceCents,
      discountCents: 0,
      taxCents,
      feeCents: 0,
      tipCents: 0,
      grandCents: priceCents + taxCents,
    },
    ...change,
  };
}
