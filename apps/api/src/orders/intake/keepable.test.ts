import { parseOrderRequest, sampleOrder } from "@parley/par-contract";
import { expect, it } from "vitest";
import { keepable } from "./keepable.ts";

const long = {
  notes: `${"n".repeat(9_990)} 4111 1111 1111 1111 ${"n".repeat(100)}`,
  customer: {
    first_name: "\ud83c\udf2e".repeat(150),
    phone: "5".repeat(40),
    email: `${"e".repeat(250)}@b.example`,
  },
  delivery: { address_line1: "A".repeat(300), postal_code: "9".repeat(40), country: "c".repeat(101) },
  curbside: { license_plate: "p".repeat(33), vehicle_make: "m".repeat(101), notes: "x".repeat(10_001) },
  table_number: "T".repeat(60),
  items: [{ item_id: "taco-trio", quantity: 1, name: "N".repeat(300), comment: "c".repeat(11_000) }],
  discounts: [{ amount: 0 }, { amount: 0, name: "D".repeat(201) }],
  fees: [{ name: "F".repeat(201), amount: 1 }, { amount: 0 }],
};

it("D: keeps texts as long as everybody takes them, and no half of a card number at their end", () => {
  const { request } = parseOrderRequest(sampleOrder({ details: long }));
  const { order } = keepable(request, []);
  expect(order.notes?.length).toBe(10_000);
  expect(order.notes).not.toMatch(/4111 1/);
  expect(order.customer).toMatchObject({
    firstName: `${"\ud83c\udf2e".repeat(99)}…`,
    phone: `${"5".repeat(31)}…`,
    email: null,
  });
  expect(order.delivery).toMatchObject({
    addressLine1: `${"A".repeat(199)}…`,
    postalCode: `${"9".repeat(31)}…`,
    country: `${"c".repeat(99)}…`,
  });
  expect([order.curbside?.licensePlate?.length, order.curbside?.vehicleMake?.length]).toEqual([32, 100]);
  expect([order.tableNumber?.length, order.items[0]?.name?.length, order.items[0]?.comment?.length]).toEqual([
    50, 200, 10_000,
  ]);
  expect(order.discounts.map(({ name }) => name?.length)).toEqual([200]);
  expect(order.fees.map(({ name }) => name?.length)).toEqual([200]);
  // What came is what a repeat is recognised by.
  expect([request.order.notes, request.order.fees.length]).toEqual([long.notes, 2]);
});
