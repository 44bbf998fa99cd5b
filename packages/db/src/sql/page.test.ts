import { expect, it } from "vitest";
import { orders } from "../schema/order.ts";
import { CursorError, cursorOf, keyset } from "./page.ts";

const columns = { at: orders.receivedAt, id: orders.id };

it.each([
  "garbage",
  "MTIzIA",
  Buffer.from("99999999999999999 x").toString("base64url"),
  cursorOf(new Date(0), "a b"),
])("refuses a cursor that it did not make: %s", (after) => {
  expect(() => keyset({ limit: 5, after }, columns)).toThrow(CursorError);
});

it("takes an empty cursor for none", () => {
  expect(keyset({ limit: 5, after: "", before: null }, columns).where).toBeUndefined();
});

it("keeps the limit within reason", () => {
  expect(keyset({ limit: 1_000_000 }, columns).limit).toBe(1000);
  expect(keyset({ limit: -1 }, columns).limit).toBe(1);
});
