import type { GroupEntry } from "./build.ts";

/** Every beef burger is asked for both. */
export const BURGER_GROUPS = ["cook", "toppings"];

/** What can be chosen with Burger Barn's items. */
export const BURGER_BARN_GROUPS: GroupEntry[] = [
  {
    id: "cook",
    name: "How done",
    choose: [1, 1],
    modifiers: [
      { id: "pink", name: "A little pink", price_cents: 0, max_quantity: 1 },
      { id: "well-done", name: "Well done", price_cents: 0, max_quantity: 1, default_quantity: 1 },
    ],
  },
  {
    id: "toppings",
    name: "Toppings",
    choose: [0, 5],
    modifiers: [
      { id: "bacon", name: "Bacon", price_cents: 175 },
      { id: "cheddar", name: "Cheddar", price_cents: 95 },
      { id: "avocado", name: "Avocado", price_cents: 150 },
      { id: "fried-egg", name: "Fried Egg", price_cents: 125 },
      { id: "pickles", name: "Extra Pickles", price_cents: 0 },
    ],
  },
  {
    id: "dips",
    name: "Dips",
    choose: [0, 3],
    free: 1,
    modifiers: [
      { id: "ketchup", name: "Ketchup", price_cents: 0 },
      { id: "barn-sauce", name: "Barn Sauce", price_cents: 45 },
      { id: "ranch", name: "Ranch", price_cents: 45 },
    ],
  },
  {
    id: "shake-flavor",
    name: "Flavor",
    choose: [1, 1],
    modifiers: [
      { id: "vanilla", name: "Vanilla", price_cents: 0, max_quantity: 1 },
      { id: "chocolate", name: "Chocolate", price_cents: 0, max_quantity: 1 },
      { id: "salted-caramel", name: "Salted Caramel", price_cents: 60, max_quantity: 1 },
    ],
  },
  {
    id: "meal-burger",
    name: "Burger",
    choose: [1, 1],
    modifiers: [
      {
        id: "meal-barn-burger",
        name: "Barn Burger",
        price_cents: 0,
        max_quantity: 1,
        modifier_group_ids: BURGER_GROUPS,
      },
      {
        id: "meal-bacon-burger",
        name: "Smokehouse Bacon Burger",
        price_cents: 225,
        max_quantity: 1,
        modifier_group_ids: BURGER_GROUPS,
      },
      {
        id: "meal-garden-burger",
        name: "Garden Burger",
        price_cents: 100,
        max_quantity: 1,
        modifier_group_ids: ["toppings"],
      },
    ],
  },
  {
    id: "meal-side",
    name: "Side",
    choose: [1, 1],
    modifiers: [
      { id: "meal-fries", name: "Fries", price_cents: 0, max_quantity: 1 },
      { id: "meal-onion-rings", name: "Onion Rings", price_cents: 120, max_quantity: 1 },
      { id: "meal-coleslaw", name: "Coleslaw", price_cents: 0, max_quantity: 1 },
    ],
  },
  {
    id: "meal-drink",
    name: "Drink",
    choose: [1, 1],
    modifiers: [
      { id: "meal-fountain-drink", name: "Fountain Drink", price_cents: 0, max_quantity: 1 },
      {
        id: "meal-shake",
        name: "Barn Shake",
        price_cents: 320,
        max_quantity: 1,
        modifier_group_ids: ["shake-flavor"],
      },
    ],
  },
];
