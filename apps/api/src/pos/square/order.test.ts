import { describe, expect, it } from "vitest";
import type { PosOrder } from "../adapter.ts";
import { samplePosOrder } from "../conformance/sample-order.ts";
import { writeSquareOrder } from "./order.ts";
import { squareSettings } from "./settings.ts";

const settings = squareSettings.parse({ location_id: "L-MAIN" });
const delivery = {
  addressLine1: "12 Nosuch Place",
  addressLine2: null,
  city: "Los Angeles",
  state: "CA",
  postalCode: "90001",
  country: "US",
  latitude: null,
  longitude: null,
  instructions: "Ring twice",
};

function fulfilmentOf(change: Partial<PosOrder>, more: object = {}) {
  const order = samplePosOrder("V-SOUP", 475, change);
  return writeSquareOrder(order, { ...settings, ...more }, { asPaid: true }).fulfillments?.[0];
}

describe("writeSquareOrder", () => {
  it("names the variation of a price level, else the product's own", () => {
    const order = samplePosOrder("V-SOUP", 475);
    const lines = order.lines.flatMap((line) => [line, { ...line, priceLevelId: "V-SOUP-L" }]);
    const written = writeSquareOrder({ ...order, lines }, settings, { asPaid: true });
    expect(written.lineItems?.map((line) => line.catalogObjectId)).toEqual(["V-SOUP", "V-SOUP-L"]);
  });

  it("pins what was paid, and leaves the prices to Square where it is asked for them", () => {
    const order = samplePosOrder("V-SOUP", 475);
    expect(writeSquareOrder(order, settings, { asPaid: true }).lineItems?.[0]?.basePriceMoney).toEqual({
      amount: 475n,
      currency: "USD",
    });
    expect(writeSquareOrder(order, settings, { asPaid: false }).lineItems?.[0]).not.toHaveProperty(
      "basePriceMoney",
    );
  });

  it("keeps a tree of modifiers by the uids of parents", () => {
    const leaf = {
      modifierId: "M-JAM",
      modifierGroupId: null,
      name: null,
      quantity: 1,
      freeQuantity: 0,
      unitPriceCents: 60,
      modifiers: [],
    };
    const order = samplePosOrder("V-SOUP", 475);
    const lines = order.lines.map((line) => ({
      ...line,
      modifiers: [{ ...leaf, modifierId: "M-ROLL", modifiers: [leaf] }],
    }));
    const [line] = writeSquareOrder({ ...order, lines }, settings, { asPaid: true }).lineItems ?? [];
    expect(line?.modifiers).toMatchObject([
      { uid: "l0m0", catalogObjectId: "M-ROLL" },
      { uid: "l0m0m0", catalogObjectId: "M-JAM", parentModifierUid: "l0m0" },
    ]);
  });

  it("lets Square reckon its catalog's taxes and nothing of its own discounts", () => {
    expect(
      writeSquareOrder(samplePosOrder("V-SOUP", 475), settings, { asPaid: true }).pricingOptions,
    ).toEqual({
      autoApplyTaxes: true,
      autoApplyDiscounts: false,
    });
  });

  it("hands over at once, or at the time that is wanted", () => {
    expect(fulfilmentOf({})).toMatchObject({ type: "PICKUP", pickupDetails: { scheduleType: "ASAP" } });
    const scheduledAt = "2026-01-15T18:30:00.000Z";
    expect(fulfilmentOf({ scheduledAt }, { prep_minutes: 15 })).toMatchObject({
      pickupDetails: { scheduleType: "SCHEDULED", pickupAt: scheduledAt, prepTimeDuration: "PT15M" },
    });
  });

  it("writes a delivery as a pickup that says so, because Square hides deliveries from most", () => {
    expect(fulfilmentOf({ orderType: "delivery", delivery, notes: "No onions" })).toMatchObject({
      type: "PICKUP",
      pickupDetails: {
        note: "DELIVERY to 12 Nosuch Place, Los Angeles, 90001\nRing twice\nNo onions",
        recipient: {
          displayName: "Ada",
          address: { addressLine1: "12 Nosuch Place", locality: "Los Angeles" },
        },
      },
    });
    expect(fulfilmentOf({ orderType: "delivery", delivery }, { delivery_as: "delivery" })).toMatchObject({
      type: "DELIVERY",
      deliveryDetails: { note: "Ring twice", recipient: { address: { postalCode: "90001" } } },
    });
  });

  it("names the table, and the car at the curb", () => {
    expect(fulfilmentOf({ orderType: "table_service", tableNumber: "12" })).toMatchObject({
      pickupDetails: { note: "DINE IN, table 12" },
    });
    expect(fulfilmentOf({ orderType: "dine_in" }, { dine_in_as: "in_store" })).toMatchObject({
      type: "IN_STORE",
    });
    const curbside = {
      vehicleMake: "Fiat",
      vehicleModel: "Panda",
      vehicleColor: "red",
      licensePlate: "8ABC",
      notes: "Row 3",
    };
    expect(fulfilmentOf({ orderType: "curbside", curbside })).toMatchObject({
      pickupDetails: {
        isCurbsidePickup: true,
        curbsidePickupDetails: { curbsideDetails: "red Fiat Panda 8ABC; Row 3" },
      },
    });
  });

  it.each([
    ["+15555550100", "ada@example.com", { phoneNumber: "+15555550100", emailAddress: "ada@example.com" }],
    ["555-0100", "nobody", {}],
    [null, null, {}],
  ])("sends the guest's %s and %s only where Square can read them", (phone, email, expected) => {
    const pickup = fulfilmentOf({ guest: { name: "Ada", phone, email } })?.pickupDetails;
    expect(pickup?.recipient).toEqual({ displayName: "Ada", ...expected });
  });

  it("cuts no text silently, and sends none that is too long", () => {
    const note = fulfilmentOf({ notes: "x".repeat(1_000) })?.pickupDetails?.note ?? "";
    expect(note).toHaveLength(500);
    expect(note.endsWith("…")).toBe(true);
  });

  it("keeps the guest out of the metadata", () => {
    const { metadata } = writeSquareOrder(samplePosOrder("V-SOUP", 475), settings, { asPaid: true });
    expect(Object.keys(metadata ?? {})).toEqual([
      "parley_reference",
      "par_request_uid",
      "par_online_order_id",
    ]);
  });
});
