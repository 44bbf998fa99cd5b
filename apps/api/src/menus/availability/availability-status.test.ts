import type { AvailabilityOverride } from "@parley/db/menus";
import { describe, expect, it } from "vitest";
import { groupOf, menuOf, modifierOf, productOf } from "../../pricing/testing/orders.ts";
import { teaRoomMenu } from "../testing/stored-menu.ts";
import { offItems, statusesOf, statusOf } from "./availability-status.ts";

function override(given: Partial<AvailabilityOverride>): AvailabilityOverride {
  return {
    id: "avl_1",
    locationId: "loc_1",
    kind: "product",
    itemId: "tea",
    source: "operator",
    isAvailable: false,
    fromAt: new Date("2026-01-15T12:00:00Z"),
    untilAt: null,
    reason: null,
    setBy: "opr_1",
    endedAt: null,
    endedBy: null,
    actId: null,
    ...given,
  };
}

describe("who decides about an item", () => {
  it.each([
    ["nobody but the menu", [], true, "menu", false],
    ["an operator", [override({})], false, "operator", false],
    ["the POS", [override({ source: "pos" })], false, "pos", true],
    ["the POS, which has it back", [override({ source: "pos", isAvailable: true })], true, "pos", false],
    [
      "an operator before the POS",
      [override({}), override({ source: "pos", isAvailable: true })],
      false,
      "operator",
      false,
    ],
    ["an operator, and the POS agrees", [override({ source: "pos" }), override({})], false, "operator", true],
  ])("is %s", (_case, overrides, isAvailable, source, isSoldOutAtPos) => {
    expect(statusOf(statusesOf(teaRoomMenu(), overrides), { kind: "product", itemId: "tea" })).toMatchObject({
      isAvailable,
      source,
      isSoldOutAtPos,
    });
  });

  it("keeps a product and a modifier of the same id apart", () => {
    const menu = { ...teaRoomMenu(), modifiers: [modifierOf({ id: "tea" })] };
    const statuses = statusesOf(menu, [override({ kind: "modifier" })]);
    expect(statusOf(statuses, { kind: "product", itemId: "tea" }).isAvailable).toBe(true);
    expect(statusOf(statuses, { kind: "modifier", itemId: "tea" }).isAvailable).toBe(false);
  });
});

describe("H: an item whose required choice is off", () => {
  const menu = menuOf({
    products: [productOf({ id: "tea", modifierGroupIds: ["size"] })],
    modifierGroups: [groupOf({ id: "size", name: "Size", minSelected: 1, modifierIds: ["pot"] })],
    modifiers: [modifierOf({ id: "pot" })],
  });
  const pot = override({ kind: "modifier", itemId: "pot" });
  const because = "no option is left in Size";

  it("is off by derivation, and comes back with the choice", () => {
    expect(statusOf(statusesOf(menu, [pot]), { kind: "product", itemId: "tea" })).toEqual({
      isAvailable: false,
      source: "derived",
      override: null,
      isSoldOutAtPos: false,
      blocker: { kind: "group", group: "Size", isAnyLeft: false, because },
    });
    expect(statusOf(statusesOf(menu, []), { kind: "product", itemId: "tea" })).toMatchObject({
      isAvailable: true,
      blocker: null,
    });
  });

  it("is not brought back by the POS, and stays an operator's where one took it off", () => {
    const back = override({ source: "pos", isAvailable: true });
    expect(statusOf(statusesOf(menu, [pot, back]), { kind: "product", itemId: "tea" })).toMatchObject({
      source: "derived",
    });
    expect(statusOf(statusesOf(menu, [pot, override({})]), { kind: "product", itemId: "tea" })).toMatchObject(
      {
        source: "operator",
        blocker: { because },
      },
    );
  });
});

describe("what is off at a store", () => {
  it("is what the menu, the POS and operators say, in the menu's order", () => {
    const overrides = [override({ kind: "modifier", itemId: "sugar" }), override({ source: "pos" })];
    expect(offItems(teaRoomMenu(), overrides)).toMatchObject([
      { itemId: "tea", name: "Tea", status: { source: "pos" } },
      { itemId: "cake", name: "Cake", status: { source: "menu" } },
      { itemId: "sugar", name: "Sugar", status: { source: "operator" } },
    ]);
  });

  it("holds what has left the menu once, whoever said so", () => {
    const overrides = [override({ itemId: "scone" }), override({ itemId: "scone", source: "pos" })];
    expect(offItems(teaRoomMenu(), overrides).slice(1)).toMatchObject([
      { itemId: "scone", name: null, status: { source: "operator" } },
    ]);
    expect(offItems(null, overrides)).toHaveLength(1);
  });
});
