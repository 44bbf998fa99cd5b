import { buildMenu, type MenuSource } from "./build.ts";
import { BURGER_BARN_GROUPS, BURGER_GROUPS } from "./burger-barn-choices.ts";

/** Burger Barn, a burger place under another tax. */
export function burgerBarnMenu(store: string) {
  return buildMenu({
    store,
    taxes: TAXES,
    salesTaxId: "county-sales",
    categories: CATEGORIES,
    groups: BURGER_BARN_GROUPS,
    fees: FEES,
  });
}

const TAXES: MenuSource["taxes"] = [
  { id: "county-sales", name: "County sales tax", rate_percent: "7.25", inclusive: false },
];

const FEES: MenuSource["fees"] = [
  { id: "delivery-fee", name: "Delivery fee", amount_cents: 449, tax_ids: [] },
];

const CATEGORIES: MenuSource["categories"] = [
  {
    id: "burgers",
    name: "Burgers",
    products: [
      {
        id: "barn-burger",
        name: "Barn Burger",
        description: "Beef, lettuce, tomato, barn sauce",
        price_cents: 899,
        calories: 710,
        price_levels: [
          { id: "single", name: "Single", price_cents: 899, is_available: true },
          { id: "double", name: "Double", price_cents: 1149, is_available: true },
          { id: "triple", name: "Triple", price_cents: 1399, is_available: true },
        ],
        modifier_group_ids: BURGER_GROUPS,
        plu: "B-101",
      },
      {
        id: "cheese-burger",
        name: "Cheeseburger",
        description: "With two slices of cheddar",
        price_cents: 949,
        calories: 790,
        modifier_group_ids: BURGER_GROUPS,
        plu: "B-102",
      },
      {
        id: "bacon-burger",
        name: "Smokehouse Bacon Burger",
        description: "Bacon, onion rings, barbecue sauce",
        price_cents: 1129,
        calories: 960,
        modifier_group_ids: BURGER_GROUPS,
        plu: "B-103",
      },
      {
        id: "mushroom-swiss",
        name: "Mushroom Swiss",
        price_cents: 1079,
        calories: 820,
        modifier_group_ids: BURGER_GROUPS,
        plu: "B-104",
      },
      {
        id: "veggie-burger",
        name: "Garden Burger",
        description: "Black bean patty, avocado",
        price_cents: 999,
        calories: 580,
        modifier_group_ids: ["toppings"],
        plu: "B-105",
      },
      {
        id: "chicken-sandwich",
        name: "Crispy Chicken Sandwich",
        price_cents: 975,
        calories: 690,
        modifier_group_ids: ["toppings"],
        plu: "B-106",
      },
    ],
  },
  {
    id: "meals",
    name: "Meals",
    products: [
      {
        id: "barn-meal",
        name: "Barn Meal",
        description: "A burger, a side and a drink",
        type: "combo",
        price_cents: 1299,
        modifier_group_ids: ["meal-burger", "meal-side", "meal-drink"],
        plu: "B-201",
      },
      {
        id: "kids-meal",
        name: "Kids' Meal",
        description: "A small burger with a side and a drink",
        type: "combo",
        price_cents: 749,
        modifier_group_ids: ["meal-side", "meal-drink"],
        plu: "B-202",
      },
    ],
  },
  {
    id: "sides",
    name: "Sides",
    products: [
      {
        id: "fries",
        name: "Fries",
        price_cents: 329,
        calories: 380,
        price_levels: [
          { id: "small", name: "Small", price_cents: 329, is_available: true },
          { id: "large", name: "Large", price_cents: 429, is_available: true },
        ],
        modifier_group_ids: ["dips"],
        plu: "B-301",
      },
      {
        id: "sweet-potato-fries",
        name: "Sweet Potato Fries",
        price_cents: 429,
        calories: 410,
        modifier_group_ids: ["dips"],
        plu: "B-302",
      },
      {
        id: "onion-rings",
        name: "Onion Rings",
        price_cents: 449,
        calories: 480,
        modifier_group_ids: ["dips"],
        plu: "B-303",
      },
      { id: "mac-cheese", name: "Mac & Cheese", price_cents: 499, calories: 520, plu: "B-304" },
      { id: "coleslaw", name: "Coleslaw", price_cents: 299, calories: 190, plu: "B-305" },
    ],
  },
  {
    id: "shakes-sweets",
    name: "Shakes & Sweets",
    products: [
      {
        id: "shake",
        name: "Barn Shake",
        price_cents: 599,
        calories: 680,
        modifier_group_ids: ["shake-flavor"],
        plu: "B-401",
      },
      { id: "apple-pie", name: "Apple Pie", price_cents: 399, calories: 360, plu: "B-402" },
      { id: "brownie", name: "Skillet Brownie", price_cents: 449, calories: 510, plu: "B-403" },
    ],
  },
  {
    id: "drinks",
    name: "Drinks",
    products: [
      { id: "fountain-drink", name: "Fountain Drink", price_cents: 279, calories: 180, plu: "B-501" },
      { id: "root-beer", name: "Draft Root Beer", price_cents: 349, calories: 240, plu: "B-502" },
      { id: "lemonade", name: "Lemonade", price_cents: 319, calories: 160, plu: "B-503" },
      { id: "iced-tea", name: "Iced Tea", price_cents: 279, calories: 5, plu: "B-504" },
    ],
  },
];
