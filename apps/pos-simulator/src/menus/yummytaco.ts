import { buildMenu, type MenuSource } from "./build.ts";
import { YUMMYTACO_GROUPS } from "./yummytaco-choices.ts";

/** YummyTaco, a taqueria in Los Angeles. One menu for all its stores, with the same cents in any currency. */
export function yummyTacoMenu(store: string, currency = "USD") {
  return buildMenu({
    store,
    currency,
    taxes: TAXES,
    salesTaxId: "la-sales",
    categories: CATEGORIES,
    groups: YUMMYTACO_GROUPS,
    fees: FEES,
  });
}

const TAXES: MenuSource["taxes"] = [
  { id: "la-sales", name: "Sales tax", rate_percent: "8.75", inclusive: false },
  { id: "la-sales-included", name: "Sales tax (included)", rate_percent: "8.75", inclusive: true },
];

const FEES: MenuSource["fees"] = [
  { id: "delivery-fee", name: "Delivery fee", amount_cents: 399, tax_ids: [] },
  { id: "bag-fee", name: "Bag fee", amount_cents: 10, tax_ids: [] },
];

const CATEGORIES: MenuSource["categories"] = [
  {
    id: "tacos",
    name: "Tacos",
    description: "On two small corn tortillas, with onion and cilantro",
    products: [
      {
        id: "taco-trio",
        name: "Taco Trio",
        description: "Any three of the day's street tacos",
        price_cents: 950,
        calories: 640,
        modifier_group_ids: ["extras"],
        plu: "1001",
      },
      {
        id: "taco-al-pastor",
        name: "Taco al Pastor",
        description: "Pork off the spit, pineapple",
        price_cents: 375,
        calories: 230,
        modifier_group_ids: ["extras"],
        plu: "1002",
      },
      {
        id: "taco-carne-asada",
        name: "Taco Carne Asada",
        description: "Grilled steak, charred salsa",
        price_cents: 425,
        calories: 250,
        modifier_group_ids: ["extras"],
        plu: "1003",
      },
      {
        id: "taco-baja-fish",
        name: "Baja Fish Taco",
        description: "Beer-battered cod, slaw, crema",
        price_cents: 450,
        calories: 290,
        modifier_group_ids: ["extras"],
        plu: "1004",
      },
      {
        id: "taco-hongo",
        name: "Taco de Hongo",
        description: "Roasted mushrooms, epazote",
        price_cents: 375,
        calories: 180,
        modifier_group_ids: ["extras"],
        plu: "1005",
      },
      {
        id: "taco-birria",
        name: "Quesabirria Taco",
        description: "Braised beef, griddled cheese, consomé on the side",
        price_cents: 525,
        calories: 340,
        modifier_group_ids: ["extras"],
        plu: "1006",
      },
    ],
  },
  {
    id: "burritos-bowls",
    name: "Burritos & Bowls",
    products: [
      {
        id: "burrito",
        name: "Burrito",
        description: "Flour tortilla, rice, beans, and a filling of your choice",
        price_cents: 1050,
        calories: 890,
        price_levels: [
          { id: "regular", name: "Regular", price_cents: 1050, is_available: true },
          { id: "grande", name: "Grande", price_cents: 1275, is_available: true },
        ],
        modifier_group_ids: ["protein", "extras"],
        plu: "2001",
      },
      {
        id: "burrito-bowl",
        name: "Burrito Bowl",
        description: "The burrito without its tortilla",
        price_cents: 1095,
        calories: 640,
        modifier_group_ids: ["protein", "extras"],
        plu: "2002",
      },
      {
        id: "breakfast-burrito",
        name: "Breakfast Burrito",
        description: "Eggs, potatoes, cheese; served all day",
        price_cents: 895,
        calories: 760,
        modifier_group_ids: ["extras"],
        plu: "2003",
      },
      {
        id: "quesadilla",
        name: "Quesadilla",
        description: "Oaxaca cheese, flour tortilla",
        price_cents: 850,
        calories: 720,
        modifier_group_ids: ["protein-add", "extras"],
        plu: "2004",
      },
    ],
  },
  {
    id: "plates-combos",
    name: "Plates & Combos",
    products: [
      {
        id: "fiesta-combo",
        name: "Fiesta Combo",
        description: "A main, a side and a drink",
        type: "combo",
        price_cents: 1450,
        modifier_group_ids: ["combo-main", "combo-side", "combo-drink"],
        plu: "3001",
      },
      {
        id: "enchiladas-verdes",
        name: "Enchiladas Verdes",
        description: "Three, with chicken and tomatillo",
        price_cents: 1325,
        calories: 810,
        plu: "3002",
      },
      {
        id: "carnitas-plate",
        name: "Carnitas Plate",
        description: "Slow pork, rice, beans, warm tortillas",
        price_cents: 1495,
        calories: 1040,
        plu: "3003",
      },
      {
        id: "nachos",
        name: "Loaded Nachos",
        description: "For two. Salsas: two are on us",
        price_cents: 1150,
        calories: 1260,
        modifier_group_ids: ["protein-add", "salsas"],
        plu: "3004",
      },
    ],
  },
  {
    id: "sides",
    name: "Sides",
    products: [
      { id: "chips-guacamole", name: "Chips & Guacamole", price_cents: 595, calories: 430, plu: "4001" },
      {
        id: "chips-salsa",
        name: "Chips & Salsa",
        description: "Salsas: two are on us",
        price_cents: 350,
        calories: 290,
        modifier_group_ids: ["salsas"],
        plu: "4002",
      },
      {
        id: "elote",
        name: "Elote",
        description: "Street corn, cotija, lime",
        price_cents: 475,
        calories: 260,
        plu: "4003",
      },
      { id: "rice-beans", name: "Rice & Beans", price_cents: 395, calories: 340, plu: "4004" },
    ],
  },
  {
    id: "desserts",
    name: "Desserts",
    products: [
      {
        id: "churros",
        name: "Churros",
        description: "Four, with cajeta",
        price_cents: 525,
        calories: 420,
        plu: "5001",
      },
      { id: "tres-leches", name: "Tres Leches", price_cents: 575, calories: 390, plu: "5002" },
    ],
  },
  {
    id: "drinks",
    name: "Drinks",
    products: [
      {
        id: "agua-fresca",
        name: "Agua Fresca",
        description: "Today's fruit",
        price_cents: 250,
        calories: 110,
        plu: "6001",
      },
      { id: "horchata", name: "Horchata", price_cents: 325, calories: 210, plu: "6002" },
      {
        id: "jamaica",
        name: "Jamaica",
        description: "Hibiscus, cold",
        price_cents: 325,
        calories: 120,
        plu: "6003",
      },
      {
        id: "mexican-cola",
        name: "Mexican Cola",
        description: "Glass bottle, tax included",
        price_cents: 350,
        calories: 150,
        tax_ids: ["la-sales-included"],
        plu: "6004",
      },
      { id: "mineral-water", name: "Mineral Water", price_cents: 300, calories: 0, plu: "6005" },
      {
        id: "cafe-de-olla",
        name: "Café de Olla",
        description: "Cinnamon, piloncillo",
        price_cents: 295,
        calories: 60,
        plu: "6006",
      },
    ],
  },
];
