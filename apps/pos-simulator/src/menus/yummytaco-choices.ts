import type { GroupEntry } from "./build.ts";

/** What can be chosen with YummyTaco's items. */
export const YUMMYTACO_GROUPS: GroupEntry[] = [
  {
    id: "extras",
    name: "Extras",
    choose: [0, 3],
    modifiers: [
      { id: "guac", name: "Guacamole", price_cents: 125 },
      { id: "salsa", name: "Salsa", price_cents: 50 },
      { id: "cheese", name: "Cheese", price_cents: 75 },
    ],
  },
  {
    id: "protein",
    name: "Protein",
    choose: [1, 1],
    modifiers: [
      { id: "pollo", name: "Pollo", price_cents: 0, max_quantity: 1 },
      { id: "carnitas", name: "Carnitas", price_cents: 0, max_quantity: 1 },
      {
        id: "carne-asada",
        name: "Carne Asada",
        price_cents: 150,
        max_quantity: 1,
        modifier_group_ids: ["off-the-grill"],
      },
      {
        id: "al-pastor",
        name: "Al Pastor",
        price_cents: 75,
        max_quantity: 1,
        modifier_group_ids: ["off-the-grill"],
      },
      { id: "frijoles", name: "Frijoles (vegan)", price_cents: 0, max_quantity: 1 },
    ],
  },
  {
    id: "off-the-grill",
    name: "Off the grill",
    choose: [0, 2],
    modifiers: [
      { id: "grilled-onions", name: "Grilled Onions", price_cents: 40 },
      { id: "toreados", name: "Chiles Toreados", price_cents: 60 },
      { id: "pineapple", name: "Pineapple", price_cents: 35 },
    ],
  },
  {
    id: "protein-add",
    name: "Add a protein",
    choose: [0, 1],
    modifiers: [
      { id: "add-pollo", name: "Add Pollo", price_cents: 250, max_quantity: 1 },
      { id: "add-carnitas", name: "Add Carnitas", price_cents: 275, max_quantity: 1 },
      { id: "add-chorizo", name: "Add Chorizo", price_cents: 250, max_quantity: 1, is_available: false },
    ],
  },
  {
    id: "salsas",
    name: "Salsas",
    choose: [0, 4],
    free: 2,
    modifiers: [
      { id: "salsa-verde", name: "Salsa Verde", price_cents: 50 },
      { id: "salsa-roja", name: "Salsa Roja", price_cents: 50 },
      { id: "pico-de-gallo", name: "Pico de Gallo", price_cents: 60 },
      { id: "habanero", name: "Habanero", price_cents: 75 },
    ],
  },
  {
    id: "combo-main",
    name: "Main",
    choose: [1, 1],
    modifiers: [
      {
        id: "combo-taco-trio",
        name: "Taco Trio",
        price_cents: 0,
        max_quantity: 1,
        modifier_group_ids: ["extras"],
      },
      { id: "combo-quesadilla", name: "Quesadilla", price_cents: 0, max_quantity: 1 },
      {
        id: "combo-burrito",
        name: "Burrito",
        price_cents: 125,
        max_quantity: 1,
        modifier_group_ids: ["protein", "extras"],
      },
    ],
  },
  {
    id: "combo-side",
    name: "Side",
    choose: [1, 1],
    modifiers: [
      { id: "combo-rice-beans", name: "Rice & Beans", price_cents: 0, max_quantity: 1 },
      { id: "combo-elote", name: "Elote", price_cents: 75, max_quantity: 1 },
      { id: "combo-chips-guacamole", name: "Chips & Guacamole", price_cents: 195, max_quantity: 1 },
    ],
  },
  {
    id: "combo-drink",
    name: "Drink",
    choose: [1, 1],
    modifiers: [
      { id: "combo-agua-fresca", name: "Agua Fresca", price_cents: 0, max_quantity: 1 },
      { id: "combo-horchata", name: "Horchata", price_cents: 75, max_quantity: 1 },
      { id: "combo-jamaica", name: "Jamaica", price_cents: 75, max_quantity: 1 },
    ],
  },
];
