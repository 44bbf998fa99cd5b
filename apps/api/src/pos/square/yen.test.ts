import { describe, expect, it } from "vitest";
import { samplePosOrder } from "../conformance/sample-order.ts";
import { catalogAnswer } from "./catalog.ts";
import { compareOrders } from "./check.ts";
import { readSquareMenu } from "./menu.ts";
import { writeSquareOrder } from "./order.ts";
import { squareSettings } from "./settings.ts";

/** F: Square counts in the currency's smallest unit, as we do: 475 are 475 yen. */

const settings = squareSettings.parse({ location_id: "L-TOKYO" });
const order = samplePosOrder("V-SOUP", 475, { currency: "JPY" });

describe("a Square location in yen", () => {
  it("has its catalog's prices in whole yen on the menu", () => {
    const { objects } = catalogAnswer.parse({
      objects: [
        {
          id: "I-SOUP",
          type: "ITEM",
          itemData: {
            name: "Soup",
            variations: [
              {
                id: "V-SOUP",
                itemVariationData: {
                  pricingType: "FIXED_PRICING",
                  priceMoney: { amount: 475n, currency: "JPY" },
                },
              },
            ],
          },
        },
      ],
    });
    const location = { id: "L-TOKYO", name: "Tokyo", status: "ACTIVE", currency: "JPY" };
    const menu = readSquareMenu(objects ?? [], { location, now: new Date(0) });
    expect(menu).toMatchObject({ currency: "JPY", products: [{ id: "V-SOUP", priceCents: 475 }] });
  });

  it("gets an order's amounts in whole yen", () => {
    expect(writeSquareOrder(order, settings, { asPaid: true }).lineItems?.[0]?.basePriceMoney).toEqual({
      amount: 475n,
      currency: "JPY",
    });
  });

  it("tells a difference in whole yen", () => {
    const money = (amount: number) => ({ amount, currency: "JPY" });
    const calculated = { locationId: "L-TOKYO", lineItems: [{ uid: "l0", basePriceMoney: money(500) }] };
    expect(compareOrders(order, { ...calculated, totalMoney: money(540) })).toEqual([
      {
        code: "price_mismatch",
        message: "Square's price is 500",
        lineId: "1",
        expected: 500,
        actual: 475,
      },
    ]);
    const samePrices = { ...calculated, lineItems: [] };
    expect(compareOrders(order, { ...samePrices, totalMoney: money(900) })).toMatchObject([
      { code: "tax_mismatch", expected: 900, actual: order.totals.grandCents },
    ]);
  });
});
