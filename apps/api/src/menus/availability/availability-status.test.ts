import type { AvailabilityRow } from "@parley/db/menus";
import { describe, expect, it } from "vitest";
import { teaRoomMenu } from "../testing/stored-menu.ts";
import { offItems, standingsOf } from "./availability-status.ts";

function word(said: Partial<AvailabilityRow>): AvailabilityRow {
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
    ...said,
  };
}
const tea = { id: "tea", isAvailable: true };

describe("whose word decides about an item", () => {
  it.each([
    ["nobody's", [], true, "menu", false],
    ["an operator's", [word({})], false, "operator", false],
    ["the POS's", [word({ source: "pos" })], false, "pos", true],
    ["the POS's, that it is back", [word({ source: "pos", isAvailable: true })], true, "pos", false],
    [
      "an operator's before the POS's",
      [word({}), word({ source: "pos", isAvailable: true })],
      false,
      "operator",
      false,
    ],
    ["an operator's, and the POS agrees", [word({ source: "pos" }), word({})], false, "operator", true],
  ])("is %s", (_case, words, isAvailable, source, isSoldOutAtPos) => {
    expect(standingsOf(words).of("product", tea)).toMatchObject({ isAvailable, source, isSoldOutAtPos });
  });

  it("keeps a product and a modifier of the same id apart", () => {
    const standings = standingsOf([word({ kind: "modifier" })]);
    expect(standings.of("product", tea).isAvailable).toBe(true);
    expect(standings.of("modifier", tea).isAvailable).toBe(false);
  });
});

describe("what is off at a store", () => {
  it("is what the menu, the POS and operators say, in the menu's order", () => {
    const words = [word({ kind: "modifier", itemId: "sugar" }), word({ source: "pos" })];
    expect(offItems(teaRoomMenu(), words)).toMatchObject([
      { itemId: "tea", name: "Tea", standing: { source: "pos" } },
      { itemId: "cake", name: "Cake", standing: { source: "menu" } },
      { itemId: "sugar", name: "Sugar", standing: { source: "operator" } },
    ]);
  });

  it("holds what has left the menu once, whoever said so", () => {
    const words = [word({ itemId: "scone" }), word({ itemId: "scone", source: "pos" })];
    expect(offItems(teaRoomMenu(), words).slice(1)).toMatchObject([
      { itemId: "scone", name: null, standing: { source: "operator" } },
    ]);
    expect(offItems(null, words)).toHaveLength(1);
  });
});
