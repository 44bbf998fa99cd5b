import fc from "fast-check";
import { expect, it } from "vitest";
import type { PosModifier, PosOrder } from "./adapter.ts";
import { writeBridgeOrder } from "./bridge/order.ts";
import { bytesIfTooLarge, ORDER_BYTES_MAX } from "./order-size.ts";

// Units that take most room: control characters, halves of pairs, what UTF-8 needs three bytes for.
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ unit: fc.constantFrom("\u0007", "\ud800", "\u2028", '"', "\\", "漢"), maxLength: 40 }),
);
const maybe = fc.option(text, { nil: null });
const cents = fc.oneof(fc.integer(), fc.constantFrom(Number.MAX_SAFE_INTEGER, -1.7976931348623157e308));

const modifiers: fc.Arbitrary<PosModifier[]> = fc.letrec<{ list: PosModifier[] }>((tie) => ({
  list: fc.array(
    fc.record({
      modifierId: text,
      modifierGroupId: maybe,
      name: maybe,
      quantity: cents,
      freeQuantity: cents,
      unitPriceCents: cents,
      modifiers: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.constant<PosModifier[]>([]),
        tie("list"),
      ),
    }),
    { maxLength: 3 },
  ),
})).list;

const line = fc.record({
  ...{ lineId: text, itemId: text, priceLevelId: maybe, name: maybe, comment: maybe },
  ...{ quantity: cents, unitPriceCents: cents, totalCents: cents, modifiers },
});
const nothingOr = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const anyOrder: fc.Arbitrary<PosOrder> = fc.record({
  ...{ reference: text, store: text, onlineOrderId: maybe, requestUid: text, orderType: text },
  ...{ scheduledAt: maybe, currency: text, tableNumber: maybe, notes: maybe },
  guest: nothingOr(fc.record({ name: maybe, phone: maybe, email: maybe })),
  delivery: nothingOr(
    fc.record({
      ...{ addressLine1: maybe, addressLine2: maybe, city: maybe, state: maybe, postalCode: maybe },
      ...{ country: maybe, instructions: maybe, latitude: nothingOr(cents), longitude: nothingOr(cents) },
    }),
  ),
  curbside: nothingOr(
    fc.record({
      ...{ vehicleMake: maybe, vehicleModel: maybe, vehicleColor: maybe, licensePlate: maybe, notes: maybe },
    }),
  ),
  lines: fc.array(line, { maxLength: 4 }),
  discounts: fc.array(
    fc.record({ discountId: maybe, name: maybe, amountCents: cents, lineIds: fc.array(text) }),
    { maxLength: 3 },
  ),
  taxes: fc.array(
    fc.record({
      ...{ taxId: maybe, name: maybe, ratePercent: maybe, inclusive: fc.boolean(), amountCents: cents },
    }),
    { maxLength: 3 },
  ),
  fees: fc.array(fc.record({ feeId: maybe, name: maybe, amountCents: cents }), { maxLength: 3 }),
  totals: fc.record({
    ...{ subtotalCents: cents, discountCents: cents, taxCents: cents },
    ...{ feeCents: cents, tipCents: cents, grandCents: cents },
  }),
});

/** Its bytes as the bridge writes it. */
function bytesOf(order: PosOrder): number {
  return Buffer.byteLength(JSON.stringify(writeBridgeOrder(order, { hasShortCode: true })));
}

it("tells the bytes of every order that has more than it may, and of no other", () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const bytes = bytesOf(order);
      // Were the bound below what an order has, the first would be null.
      expect(bytesIfTooLarge(order, bytes - 1)).toBe(bytes);
      expect(bytesIfTooLarge(order, bytes)).toBeNull();
    }),
  );
});

it("takes a megabyte and not a byte more", () => {
  const [order] = fc.sample(anyOrder, { numRuns: 1, seed: 7 });
  if (order === undefined) throw new Error("there is no order");
  const named = (name: string): PosOrder => ({ ...order, fees: [{ feeId: null, name, amountCents: 1 }] });
  const sized = (bytes: number) => named("a".repeat(bytes - bytesOf(named(""))));
  expect(bytesIfTooLarge(sized(ORDER_BYTES_MAX))).toBeNull();
  expect(bytesIfTooLarge(sized(ORDER_BYTES_MAX + 1))).toBe(ORDER_BYTES_MAX + 1);
});
