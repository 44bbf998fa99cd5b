/** A small seller's catalog as Square's API returns it, for tests. Of two locations, `L-MAIN` is tested. */

type Json = Record<string, unknown>;

export const MAIN = "L-MAIN";

const usd = (amount: number) => ({ amount, currency: "USD" });

/** The ids of variations that make the server do what their names say. */
export const TROUBLE = ["REFUSE", "LOSE", "FAULT", "LATE", "HELD", "CROSSED", "DOUBLE"].map(
  (name) => `V-${name}`,
);

function variation(id: string, cents: number, more: Json = {}): Json {
  return {
    type: "ITEM_VARIATION",
    id,
    present_at_all_locations: true,
    item_variation_data: {
      name: id,
      pricing_type: "FIXED_PRICING",
      price_money: usd(cents),
      sellable: true,
      stockable: true,
      ...more,
    },
  };
}

export function item(id: string, variations: Json[], data: Json = {}, more: Json = {}): Json {
  return {
    type: "ITEM",
    id,
    present_at_all_locations: true,
    item_data: { name: id, product_type: "FOOD_AND_BEV", tax_ids: ["T-SALES"], variations, ...data },
    ...more,
  };
}

function modifier(id: string, cents: number, data: Json = {}, more: Json = {}): Json {
  const modifier_data = { name: id, price_money: usd(cents), ...data };
  return { type: "MODIFIER", id, present_at_all_locations: true, modifier_data, ...more };
}

function list(id: string, modifiers: Json[], data: Json = {}): Json {
  const modifier_list_data = { name: id, modifier_type: "LIST", modifiers, ...data };
  return { type: "MODIFIER_LIST", id, present_at_all_locations: true, modifier_list_data };
}

function tax(id: string, percentage: string, data: Json = {}, more: Json = {}): Json {
  const tax_data = {
    name: id,
    calculation_phase: "TAX_SUBTOTAL_PHASE",
    inclusion_type: "ADDITIVE",
    percentage,
    enabled: true,
    ...data,
  };
  return { type: "TAX", id, present_at_all_locations: true, tax_data, ...more };
}

/** Its parts are created anew on each call, so that a test may change them. */
export function fixtureCatalog(): Json[] {
  return [
    { type: "CATEGORY", id: "C-FOOD", present_at_all_locations: true, category_data: { name: "Food" } },
    { type: "CATEGORY", id: "C-NONE", present_at_all_locations: true, category_data: { name: "Empty" } },
    tax("T-SALES", "8.75"),
    tax("T-HALF", "0.5"),
    tax("T-VAT", "19", { inclusion_type: "INCLUSIVE" }),
    tax("T-OFF", "99", { enabled: false }),
    tax("T-ELSEWHERE", "50", {}, { present_at_all_locations: false, present_at_location_ids: ["L-OTHER"] }),
    {
      type: "IMAGE",
      id: "I-1",
      present_at_all_locations: true,
      image_data: { url: "https://img.example.com/1.png" },
    },
    item(
      "SOUP",
      [
        variation("V-SOUP-L", 650, {
          name: "Large",
          ordinal: 2,
          location_overrides: [{ location_id: MAIN, sold_out: true }],
        }),
        variation("V-SOUP", 475, { name: "Small", ordinal: 1, sku: "SP-1" }),
      ],
      {
        name: "Soup",
        description_plaintext: "Of the day",
        image_ids: ["I-1"],
        tax_ids: ["T-SALES", "T-OFF", "T-ELSEWHERE"],
        categories: [{ id: "C-FOOD", ordinal: 5 }],
        food_and_beverage_details: { calorie_count: 320 },
        modifier_list_info: [
          { modifier_list_id: "ML-TOP", enabled: true },
          { modifier_list_id: "ML-BREAD", enabled: true },
        ],
      },
    ),
    item(
      "BOWL",
      [variation("V-BOWL", 1_000, { location_overrides: [{ location_id: MAIN, price_money: usd(1_050) }] })],
      {
        categories: [{ id: "C-FOOD", ordinal: 1 }],
        modifier_list_info: [
          { modifier_list_id: "ML-TOP", min_selected_modifiers: 1, max_selected_modifiers: 2, enabled: true },
          { modifier_list_id: "ML-BREAD", enabled: false },
        ],
      },
    ),
    item("WINE", [variation("V-WINE", 1_190)], { tax_ids: ["T-VAT"] }),
    item("PIN", [variation("V-PIN", 100)], { tax_ids: ["T-HALF"] }),
    item("WATER", [variation("V-WATER", 333)]),
    item("FREE", [variation("V-FREE", 0)], { tax_ids: [] }),
    item("BOOK", [variation("V-BOOK", 1_500)], { is_taxable: false }),
    item("OLD", [variation("V-OLD", 1)], { is_archived: true }),
    item("WEIGHED", [variation("V-WEIGHED", 1, { measurement_unit_id: "MU-1" })]),
    item("ASK", [variation("V-ASK", 1, { pricing_type: "VARIABLE_PRICING", price_money: undefined })]),
    item("AWAY", [variation("V-AWAY", 1)], {}, { absent_at_location_ids: [MAIN] }),
    item("CARD", [variation("V-CARD", 1)], { product_type: "GIFT_CARD" }),
    list(
      "ML-TOP",
      [
        modifier("M-CORN", 75, { ordinal: 2 }),
        modifier("M-CHEESE", 125, {
          ordinal: 1,
          location_overrides: [{ location_id: MAIN, price_money: usd(150) }],
        }),
        modifier("M-HAM", 200, { ordinal: 3, location_overrides: [{ location_id: MAIN, sold_out: true }] }),
        modifier("M-SECRET", 1, { hidden_online: true }),
        modifier("M-AWAY", 1, {}, { present_at_all_locations: false }),
      ],
      { allow_quantities: true, min_selected_modifiers: 0, max_selected_modifiers: 3 },
    ),
    list(
      "ML-BREAD",
      [
        modifier("M-ROLL", 0, { on_by_default: true, child_modifier_list_ids: ["ML-SPREAD"] }),
        modifier("M-NO", 0),
      ],
      {
        selection_type: "SINGLE",
        min_selected_modifiers: -1,
        max_selected_modifiers: -1,
      },
    ),
    list("ML-SPREAD", [modifier("M-BUTTER", 50), modifier("M-JAM", 60)]),
    list("ML-TEXT", [], { modifier_type: "TEXT", text_required: true }),
    ...TROUBLE.map((id) => item(`ITEM-${id}`, [variation(id, 100)])),
  ];
}
