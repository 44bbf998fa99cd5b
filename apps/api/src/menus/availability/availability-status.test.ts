import type { AvailabilityOverride } from "@parley/db/menus";
import { describe, expect, it } from "vitest";
import { teaRoomMenu } from "../testing/stored-menu.ts";
import { offItems, statusesOf } from "./availability-status.ts";

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
    ...given,
  };
}
const tea = { id: "tea", isAvailable: true };

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
    expect(statusesOf(overrides).of("product", tea)).toMatchObject({ isAvailable, source, isSoldOutAtPos });
  });

  it("keeps a product and a modifier of the same id apart", () => {
    const statuses = statusesOf([override({ kind: "modifier" })]);
    expect(statuses.of("product", tea).isAvailable).toBe(true);
    expect(statuses.of("modifier", tea).isAvailable).toBe(false);
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
