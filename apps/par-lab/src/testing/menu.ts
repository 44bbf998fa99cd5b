import type { ParMenu, ParMenuModifier, ParProduct } from "@parley/par-contract";

function product(id: string, priceCents: number, more: Partial<ParProduct> = {}): ParProduct {
  return {
    id,
    name: id.replaceAll("-", " "),
    description: null,
    type: "item",
    priceCents,
    isAvailable: true,
    imageUrl: null,
    calories: null,
    priceLevels: [],
    modifierGroupIds: [],
    taxIds: ["sales"],
    plu: null,
    ...more,
  };
}

function modifier(id: string, priceCents: number, more: Partial<ParMenuModifier> = {}): ParMenuModifier {
  return {
    id,
    name: id,
    priceCents,
    isAvailable: true,
    maxQuantity: 3,
    defaultQuantity: 0,
    modifierGroupIds: [],
    taxIds: [],
    ...more,
  };
}

const group = (
  id: string,
  minSelected: number,
  maxSelected: number,
  modifierIds: string[],
  freeQuantity = 0,
) => ({
  id,
  name: id,
  minSelected,
  maxSelected,
  freeQuantity,
  modifierIds,
});

/** A small menu with everything that composing has to know: levels, required and nested groups, free units, taxes. */
export const menu: ParMenu = {
  menus: [
    { id: "all-day", name: "All day", orderTypes: ["takeout"], servingTimes: [], categoryIds: ["food"] },
  ],
  categories: [
    {
      id: "food",
      name: "Food",
      description: null,
      sortOrder: 1,
      productIds: ["taco-trio", "burrito", "nachos", "agua-fresca", "gift-card", "sim-slow", "sim-sold-out"],
    },
  ],
  products: [
    product("taco-trio", 950, { modifierGroupIds: ["extras"] }),
    product("burrito", 1050, {
      modifierGroupIds: ["protein", "extras"],
      priceLevels: [
        { id: "regular", name: "Regular", priceCents: 1050, isAvailable: true },
        { id: "grande", name: "Grande", priceCents: 1275, isAvailable: true },
      ],
    }),
    product("nachos", 1150, { modifierGroupIds: ["salsas"] }),
    product("agua-fresca", 250, { taxIds: ["sales", "sugar"] }),
    product("gift-card", 1000, { taxIds: ["included"] }),
    product("sim-slow", 100),
    product("sim-sold-out", 100, { isAvailable: false }),
  ],
  modifierGroups: [
    group("extras", 0, 3, ["guac", "cheese"]),
    group("protein", 1, 1, ["tofu", "pollo", "carne"]),
    group("grill", 0, 2, ["onions"]),
    group("salsas", 0, 4, ["verde", "roja"], 2),
  ],
  modifiers: [
    modifier("guac", 125),
    modifier("cheese", 75, { taxIds: ["sales", "sugar"] }),
    modifier("tofu", 0, { isAvailable: false }),
    modifier("pollo", 0),
    modifier("carne", 150, { modifierGroupIds: ["grill"], defaultQuantity: 1 }),
    modifier("onions", 40),
    modifier("verde", 50),
    modifier("roja", 60),
  ],
  taxes: [
    { id: "sales", name: "Sales tax", ratePercent: "8.75", inclusive: false },
    { id: "sugar", name: "Sugar tax", ratePercent: "1.5", inclusive: false },
    { id: "included", name: "Included", ratePercent: "10", inclusive: true },
  ],
};
