import { describe, expect, it } from "vitest";
import { menuOf, modifierOf, productOf } from "../pricing/testing/orders.ts";
import { heldMenu } from "./held-menu.ts";
import { teaRoomMenu } from "./testing/stored-menu.ts";

/** The flags of a menu's items and levels. */
function flagsOf({ products, modifiers }: ReturnType<typeof menuOf>) {
  const levels = products.flatMap(({ id, priceLevels }) =>
    priceLevels.map((level) => [`${id}/${level.id}`, level.isAvailable]),
  );
  return Object.fromEntries([
    ...[...products, ...modifiers].map(({ id, isAvailable }) => [id, isAvailable]),
    ...levels,
  ]);
}

const levels = (isLargeOn: boolean) => [
  { id: "s", name: "Small", priceCents: 200, isAvailable: true },
  { id: "l", name: "Large", priceCents: 300, isAvailable: isLargeOn },
];

describe("a menu that a store is held at", () => {
  it("is itself where the newest says the same of every item", () => {
    const held = teaRoomMenu();
    const dearer = { ...teaRoomMenu(), taxes: [], products: teaRoomMenu().products };
    expect(heldMenu(held, dearer)).toBe(held);
  });

  it("takes the newest's word about what is off, both ways, and nothing else of it", () => {
    const held = menuOf({
      products: [
        productOf({ id: "tea", priceCents: 300, priceLevels: levels(true) }),
        productOf({ id: "cake", priceCents: 450, isAvailable: false }),
      ],
      modifiers: [modifierOf({ id: "milk", priceCents: 50 })],
    });
    const newest = menuOf({
      products: [
        productOf({ id: "tea", priceCents: 900, priceLevels: levels(false) }),
        productOf({ id: "cake", priceCents: 900 }),
      ],
      modifiers: [modifierOf({ id: "milk", priceCents: 900, isAvailable: false })],
    });
    const laid = heldMenu(held, newest);
    expect(flagsOf(laid)).toEqual({ tea: true, "tea/s": true, "tea/l": false, cake: true, milk: false });
    expect(laid.products.map(({ priceCents }) => priceCents)).toEqual([300, 450]);
    expect(laid.modifiers.map(({ priceCents }) => priceCents)).toEqual([50]);
  });

  it("has what its POS no longer knows off, and nothing that is only in the newest", () => {
    const held = menuOf({
      products: [productOf({ id: "tea", priceLevels: levels(true) }), productOf({ id: "pie" })],
    });
    const newest = menuOf({
      products: [productOf({ id: "tea", priceLevels: levels(true).slice(0, 1) }), productOf({ id: "bun" })],
    });
    expect(flagsOf(heldMenu(held, newest))).toEqual({ tea: true, "tea/s": true, "tea/l": false, pie: false });
  });

  it("does not take a modifier's word for a product of the same id", () => {
    const held = menuOf({ products: [productOf({ id: "tea" })] });
    const newest = menuOf({ modifiers: [modifierOf({ id: "tea" })] });
    expect(flagsOf(heldMenu(held, newest))).toEqual({ tea: false });
  });
});
