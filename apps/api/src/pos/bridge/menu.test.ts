import { type BridgeMenu, bridgeMenu } from "@parley/bridge-contract";
import { describe, expect, it } from "vitest";
import { readBridgeMenu } from "./menu.ts";
import { describeSchemaFaults } from "./menu-error.ts";

function menu(): BridgeMenu {
  return {
    store: "STORE-1",
    version: "1",
    currency: "USD",
    menus: [{ id: "m", name: "M", order_types: ["takeout"], serving_times: [], category_ids: ["c"] }],
    categories: [{ id: "c", name: "C", description: null, sort_order: 1, product_ids: ["p"] }],
    products: [
      {
        id: "p",
        name: "P",
        description: null,
        type: "item",
        price_cents: 950,
        is_available: true,
        image_url: null,
        calories: null,
        price_levels: [{ id: "l", name: "L", price_cents: 950, is_available: true }],
        modifier_group_ids: ["g1"],
        tax_ids: ["t"],
        plu: "1",
      },
    ],
    modifier_groups: [
      { id: "g1", name: "G1", min_selected: 0, max_selected: 2, free_quantity: 1, modifier_ids: ["x"] },
      { id: "g2", name: "G2", min_selected: 1, max_selected: 1, free_quantity: 0, modifier_ids: ["y"] },
    ],
    modifiers: [modifier("x", ["g2"]), modifier("y", [])],
    taxes: [{ id: "t", name: "T", rate_percent: "8.75", inclusive: false }],
    fees: [{ id: "f", name: "F", amount_cents: null, tax_ids: ["t"] }],
  };
}

function modifier(id: string, groupIds: string[]): BridgeMenu["modifiers"][number] {
  return {
    id,
    name: id,
    price_cents: 50,
    is_available: true,
    max_quantity: 2,
    default_quantity: 0,
    modifier_group_ids: groupIds,
    tax_ids: ["t"],
  };
}

/** A menu in which each group is under a modifier of the previous group. */
function deepMenu(depth: number, lastLeadsTo: string[]): BridgeMenu {
  const ids = Array.from({ length: depth }, (_, at) => `n${at}`);
  return {
    ...menu(),
    products: [],
    categories: [{ id: "c", name: "C", description: null, sort_order: 1, product_ids: [] }],
    modifier_groups: ids.map((id) => ({
      id,
      name: id,
      min_selected: 0,
      max_selected: 1,
      free_quantity: 0,
      modifier_ids: [id],
    })),
    modifiers: ids.map((id, at) => modifier(id, at + 1 < depth ? [`n${at + 1}`] : lastLeadsTo)),
  };
}

describe("readBridgeMenu", () => {
  it("gives every field its name in the rooms", () => {
    expect(readBridgeMenu(menu())).toEqual({
      currency: "USD",
      menus: [{ id: "m", name: "M", orderTypes: ["takeout"], servingTimes: [], categoryIds: ["c"] }],
      categories: [{ id: "c", name: "C", description: null, sortOrder: 1, productIds: ["p"] }],
      products: [
        {
          id: "p",
          name: "P",
          description: null,
          type: "item",
          priceCents: 950,
          isAvailable: true,
          imageUrl: null,
          calories: null,
          priceLevels: [{ id: "l", name: "L", priceCents: 950, isAvailable: true }],
          modifierGroupIds: ["g1"],
          taxIds: ["t"],
          plu: "1",
        },
      ],
      modifierGroups: [
        { id: "g1", name: "G1", minSelected: 0, maxSelected: 2, freeQuantity: 1, modifierIds: ["x"] },
        { id: "g2", name: "G2", minSelected: 1, maxSelected: 1, freeQuantity: 0, modifierIds: ["y"] },
      ],
      modifiers: ["x", "y"].map((id) => ({
        id,
        name: id,
        priceCents: 50,
        isAvailable: true,
        maxQuantity: 2,
        defaultQuantity: 0,
        modifierGroupIds: id === "x" ? ["g2"] : [],
        taxIds: ["t"],
      })),
      taxes: [{ id: "t", name: "T", ratePercent: "8.75", inclusive: false }],
      fees: [{ id: "f", name: "F", amountCents: null, taxIds: ["t"] }],
    });
  });

  it.each<[string, (source: BridgeMenu) => void, string]>([
    [
      "two products of one id",
      (m) => m.products.push(...menu().products),
      "two entries of product share the id p",
    ],
    [
      "two groups of one id",
      (m) => m.modifier_groups.push(...menu().modifier_groups),
      "two entries of modifier group share the id g1",
    ],
    [
      "two modifiers of one id",
      (m) => m.modifiers.push(modifier("x", [])),
      "two entries of modifier share the id x",
    ],
    ["two taxes of one id", (m) => m.taxes.push(...menu().taxes), "two entries of tax share the id t"],
    ["two fees of one id", (m) => m.fees.push(...menu().fees), "two entries of fee share the id f"],
    [
      "two price levels of one id",
      (m) => m.products[0]?.price_levels.push({ id: "l", name: "", price_cents: 1, is_available: true }),
      "two entries of price level of product p share the id l",
    ],
    ["an unknown category", (m) => m.menus[0]?.category_ids.push("z"), "menu m names the unknown category z"],
    [
      "an unknown product",
      (m) => m.categories[0]?.product_ids.push("z"),
      "category c names the unknown product z",
    ],
    [
      "an unknown group",
      (m) => m.products[0]?.modifier_group_ids.push("z"),
      "product p names the unknown modifier group z",
    ],
    [
      "an unknown tax of a product",
      (m) => m.products[0]?.tax_ids.push("z"),
      "product p names the unknown tax z",
    ],
    [
      "an unknown modifier",
      (m) => m.modifier_groups[0]?.modifier_ids.push("z"),
      "modifier group g1 names the unknown modifier z",
    ],
    [
      "an unknown nested group",
      (m) => m.modifiers[0]?.modifier_group_ids.push("z"),
      "modifier x names the unknown modifier group z",
    ],
    ["an unknown tax of a fee", (m) => m.fees[0]?.tax_ids.push("z"), "fee f names the unknown tax z"],
    [
      "a product listed twice",
      (m) => m.categories[0]?.product_ids.push("p"),
      "category c names a product twice",
    ],
    [
      "more asked for than allowed",
      (m) =>
        m.modifier_groups.push({
          id: "g3",
          name: "",
          min_selected: 2,
          max_selected: 1,
          free_quantity: 0,
          modifier_ids: [],
        }),
      "modifier group g3 asks for more than it allows",
    ],
    [
      "a group inside itself",
      (m) => m.modifiers[1]?.modifier_group_ids.push("g2"),
      "modifier groups and modifiers contain each other in a cycle",
    ],
    [
      "two groups inside each other",
      (m) => m.modifiers[1]?.modifier_group_ids.push("g1"),
      "modifier groups and modifiers contain each other in a cycle",
    ],
  ])("refuses %s (H34)", (_what, spoil, message) => {
    const source = menu();
    spoil(source);
    expect(() => readBridgeMenu(source)).toThrow(message);
  });

  it("K: names every fault of a menu at once, by the POS's ids", () => {
    const source = menu();
    source.products[0]?.tax_ids.push("z");
    source.menus[0]?.category_ids.push("y");
    expect(() => readBridgeMenu(source)).toThrow(
      "menu m names the unknown category y; product p names the unknown tax z",
    );
    source.fees = Array.from({ length: 30 }, () => ({ id: "f", name: "F", amount_cents: null, tax_ids: [] }));
    expect(() => readBridgeMenu(source)).toThrow(/^(?:[^;]+; ){10}and 21 more$/);
  });

  it("K: says what the schema finds wrong by ids, not by indexes, and all of it", () => {
    const source = menu();
    const [product] = source.products;
    const json = {
      ...source,
      products: [{ ...product, price_cents: -1, price_levels: [{ ...product?.price_levels[0], name: 7 }] }],
      taxes: [{ name: "no id" }],
      fees: undefined,
    };
    const { error } = bridgeMenu.safeParse(json);
    const told = describeSchemaFaults(json, error?.issues ?? []);
    expect(told).toMatch(/product p, price_cents: .+; product p, price level l, name: /);
    expect(told).toMatch(/taxes, entry 1, id: /);
    expect(told).toMatch(/fees: /);
    expect(told).not.toMatch(/\.0\./);
  });

  it("reads 20,000 levels of choices, and still sees the cycle in them", () => {
    expect(readBridgeMenu(deepMenu(20_000, [])).modifierGroups).toHaveLength(20_000);
    expect(() => readBridgeMenu(deepMenu(20_000, ["n7"]))).toThrow("in a cycle");
  });
});
