import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { guestMenu, menusFor, orderTypeAsked, orderTypesOf, priceRange, ruleInWords } from "./guest-menu.ts";
import type { Menu } from "./menu.graphql.ts";

const availability = {
  isAvailable: true,
  source: "MENU" as const,
  until: null,
  by: null,
  reason: null,
  isSoldOutAtPos: false,
  because: null,
};
const product = {
  id: "burrito",
  name: "Burrito",
  description: null,
  type: "item",
  priceCents: 900,
  isAvailable: true,
  availability,
  calories: null,
  priceLevels: [],
  modifierGroupIds: ["protein"],
  taxIds: ["sales"],
};
const group = {
  id: "protein",
  name: "Protein",
  minSelected: 1,
  maxSelected: 1,
  freeQuantity: 0,
  modifierIds: ["beef"],
};
const modifier = {
  id: "beef",
  name: "Beef",
  priceCents: 0,
  isAvailable: true,
  availability,
  maxQuantity: 1,
  defaultQuantity: 0,
  modifierGroupIds: ["heat"],
};
const menu: Menu = {
  version: "v1",
  storedVersion: "v1",
  fetchedAt: "2026-01-01T00:00:00Z",
  confirmedAt: "2026-01-01T00:00:00Z",
  source: "bridge",
  menus: [
    {
      id: "day",
      name: "All day",
      orderTypes: ["takeout", "delivery"],
      categoryIds: ["mains", "gone"],
      servingTimes: [],
    },
    {
      id: "late",
      name: "Late",
      orderTypes: ["drive_thru", "takeout"],
      categoryIds: ["mains"],
      servingTimes: [],
    },
  ],
  categories: [
    { id: "mains", name: "Mains", description: null, sortOrder: 1, productIds: ["burrito", "missing"] },
  ],
  products: [product],
  modifierGroups: [group, { ...group, id: "heat", name: "Heat", modifierIds: ["hot"] }],
  modifiers: [modifier, { ...modifier, id: "hot", name: "Hot", modifierGroupIds: [] }],
  taxes: [{ id: "sales", name: "Sales tax", ratePercent: "8.75", inclusive: false }],
};

describe("guestMenu", () => {
  it("resolves choices below choices", () => {
    const [mains] = guestMenu(menu, null);
    const [burrito] = mains?.products ?? [];
    expect(burrito?.groups[0]?.choices[0]?.groups[0]?.choices[0]?.modifier.name).toBe("Hot");
    expect(burrito?.taxes[0]?.ratePercent).toBe("8.75");
  });

  it("shows a category once, with every menu that has it", () => {
    expect(guestMenu(menu, "takeout").map((each) => each.menuNames)).toEqual([["All day", "Late"]]);
    expect(guestMenu(menu, "delivery").map((each) => each.menuNames)).toEqual([["All day"]]);
  });

  it("leaves out ids that the menu does not hold", () => {
    const [mains, ...others] = guestMenu(menu, null);
    expect(others).toEqual([]);
    expect(mains?.products).toHaveLength(1);
  });

  it("ends when a choice names its own group", () => {
    const loop = { ...menu, modifiers: [{ ...modifier, modifierGroupIds: ["protein"] }] };
    expect(guestMenu(loop, null)).toHaveLength(1);
  });
});

describe("order types", () => {
  it("come in PAR's order, unknown ones last", () => {
    expect(orderTypesOf(menu.menus)).toEqual(["takeout", "delivery", "drive_thru"]);
  });

  it("choose the menus", () => {
    expect(menusFor(menu.menus, "delivery").map((each) => each.id)).toEqual(["day"]);
    expect(menusFor(menu.menus, null)).toHaveLength(2);
  });

  it("are taken from an address only where the menu is offered for them", () => {
    expect(orderTypeAsked(menu.menus, "delivery")).toBe("delivery");
    expect(orderTypeAsked(menu.menus, "curbside")).toBeNull();
    expect(orderTypeAsked(menu.menus, null)).toBeNull();
  });
});

describe("ruleInWords", () => {
  it.each([
    [0, 3, 0, "Up to 3"],
    [1, 1, 0, "Choose 1"],
    [1, 2, 1, "Choose 1 to 2, the first free"],
    [0, 5, 2, "Up to 5, the first 2 free"],
  ])("says %i to %i with %i free as %s", (minSelected, maxSelected, freeQuantity, words) => {
    expect(ruleInWords({ minSelected, maxSelected, freeQuantity }, wordsIn("en")("menu"))).toBe(words);
  });
});

describe("priceRange", () => {
  it("spans the levels where there are any", () => {
    const level = { id: "s", name: "Small", priceCents: 700, isAvailable: true };
    expect(priceRange(product)).toEqual([900, 900]);
    expect(priceRange({ ...product, priceLevels: [level, { ...level, priceCents: 1100 }] })).toEqual([
      700, 1100,
    ]);
  });
});
