import { type OrderDetails, renderOrderAnswer } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { type PricedOrder, requestAnswerDetails, toAnswerDetails, toPosOrder } from "./price-order.ts";
import { menu, worked } from "./testing/menu.ts";
import { price, requestOf } from "./testing/orders.ts";

const customer = {
  id: null,
  firstName: "Ada",
  lastName: null,
  email: null,
  phone: "+15555550100",
  loyaltyId: null,
};
const request = requestOf({ ...worked, customer, notes: "no onions", currency: "USD" });

function pricedWorked(): PricedOrder {
  const outcome = price(menu, worked);
  if (outcome.kind !== "priced") throw new Error("the worked exchange must be priced");
  return outcome.order;
}

describe("toAnswerDetails", () => {
  it("holds our totals, lines and taxes, and nothing of the guest", () => {
    const details = toAnswerDetails(pricedWorked(), { onlineOrderId: "ONL-1001", posOrderId: "P-42" });
    expect(details).toMatchObject({
      onlineOrderId: "ONL-1001",
      posOrderId: "P-42",
      currency: "USD",
      subtotalCents: 2_400,
      taxTotalCents: 210,
      tipTotalCents: 300,
      grandTotalCents: 2_910,
      taxes: [{ taxId: "sales", ratePercent: "8.75", inclusive: false, amountCents: 210 }],
    });
    expect(details.items).toEqual([
      {
        lineId: "1",
        itemId: "taco-trio",
        priceLevelId: null,
        name: "taco-trio",
        quantity: 2,
        unitPriceCents: 950,
        comment: null,
        totalCents: 2_150,
        modifiers: [
          {
            modifierId: "guac",
            modifierGroupId: "extras",
            name: "guac",
            quantity: 1,
            unitPriceCents: 125,
            modifiers: [],
          },
        ],
      },
      expect.objectContaining({ lineId: "2", totalCents: 250 }),
    ]);
  });

  it("renders as PAR reads it", () => {
    const body = renderOrderAnswer({
      status: "placed",
      requestUid: "7d0c2f9e-0001",
      requestDatetime: "2026-01-15T12:34:56.789Z",
      organizationId: "IA-YC-01",
      locationId: "PAR-LOC-12345",
      order: toAnswerDetails(pricedWorked(), { onlineOrderId: "ONL-1001", posOrderId: "P-42" }),
      processedAt: new Date("2026-01-15T12:34:57.012Z"),
      errors: [],
    });
    expect(JSON.parse(body)).toMatchObject({
      order_details: { subtotal: 24, tax_total: 2.1, tip_total: 3, grand_total: 29.1, pos_order_id: "P-42" },
    });
  });
});

describe("requestAnswerDetails", () => {
  it("repeats the request's totals and no lines", () => {
    const details = requestAnswerDetails(request, { currency: "USD" });
    expect(details).toMatchObject({
      subtotalCents: 2_400,
      grandTotalCents: 2_910,
      posOrderId: null,
      items: [],
    });
  });

  it("takes the currency from the request where no store is known", () => {
    expect(requestAnswerDetails(request, null).currency).toBe("USD");
    expect(requestAnswerDetails(requestOf(worked), null).currency).toBeNull();
  });
});

describe("toPosOrder", () => {
  it("addresses our prices to the store, with the guest and the notes", () => {
    const reference = "0197b2f4-0000-7000-8000-000000000000";
    expect(
      toPosOrder(pricedWorked(), request, { reference, store: "yc-001", timezone: "UTC" }),
    ).toMatchObject({
      reference,
      store: "yc-001",
      requestUid: "uid-1",
      orderType: "takeout",
      scheduledAt: null,
      guest: { name: "Ada", phone: "+15555550100", email: null },
      notes: "no onions",
      lines: [{ totalCents: 2_150, modifiers: [{ freeQuantity: 0 }] }, { totalCents: 250 }],
      totals: {
        subtotalCents: 2_400,
        discountCents: 0,
        taxCents: 210,
        feeCents: 0,
        tipCents: 300,
        grandCents: 2_910,
      },
    });
  });

  it("hands over the subtotal before discounts whatever PAR is told", () => {
    const switches = { subtotal_basis: "net", price_tolerance_cents: 1 } as const;
    const order = {
      ...worked,
      subtotalCents: 2_300,
      discountTotalCents: 100,
      taxTotalCents: 201,
      grandTotalCents: 2_801,
    };
    const outcome = price(menu, order, { switches });
    if (outcome.kind !== "priced") throw new Error(JSON.stringify(outcome.issues));
    expect(outcome.order.subtotalCents).toBe(2_300);
    const posOrder = toPosOrder(outcome.order, request, { reference: "r", store: "s", timezone: "UTC" });
    expect(posOrder.totals).toMatchObject({ subtotalCents: 2_400, discountCents: 100, grandCents: 2_801 });
  });

  const LA = "America/Los_Angeles";
  const told = (
    order: Partial<OrderDetails>,
    {
      requestDatetime = "2026-01-15T20:34:56Z",
      timezone = LA,
    }: { requestDatetime?: string; timezone?: string } = {},
  ) => {
    const sent = { ...request, requestDatetime, order: { ...request.order, ...order } };
    return toPosOrder(pricedWorked(), sent, { reference: "r", store: "s", timezone });
  };

  it.each<[string, Partial<OrderDetails>, string | null]>([
    [
      "that has passed beside is_asap",
      { isAsap: true, scheduledAt: "2026-01-15T18:05:00Z", notes: "no onions" },
      "Wanted at 2026-01-15 10:05, which has passed: now\nno onions",
    ],
    [
      "that passed while the guest paid",
      { isAsap: false, scheduledAt: "2026-01-15T12:30:00-08:00", notes: null },
      "Wanted at 2026-01-15 12:30, which has passed: now",
    ],
    [
      "at which the order was written",
      { isAsap: true, scheduledAt: "2026-01-15T20:30:00Z", notes: null },
      null,
    ],
    ["that nobody gave", { isAsap: true, scheduledAt: null, notes: "no onions" }, "no onions"],
  ])("tells the kitchen of a time %s: %#", (_what, order, notes) => {
    expect(told(order)).toMatchObject({ notes, scheduledAt: null });
  });

  it("tells of times at the calendar's edges as of others, and keeps the notes as long as they may be", () => {
    for (const timezone of [LA, "Pacific/Kiritimati", "UTC"]) {
      const scheduledAt = "0001-01-01T00:00:01Z";
      const { notes } = told({ isAsap: true, scheduledAt, notes: null }, { timezone });
      expect(notes).toBe(`Wanted at ${scheduledAt}, which has passed: now`);
    }
    const long = { isAsap: true, scheduledAt: "2020-01-01T00:00:00Z", notes: "x".repeat(10_000) };
    expect(told(long).notes).toHaveLength(10_000);
  });
});
