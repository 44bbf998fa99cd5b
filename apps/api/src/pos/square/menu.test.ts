import { afterEach, describe, expect, it } from "vitest";
import type { Menu } from "../menu.ts";
import { within } from "../testing/hostile-pos.ts";
import { errorOf } from "../testing/square-double/books.ts";
import { item } from "../testing/square-double/catalog.ts";
import { openSquareStage } from "../testing/square-double/stage.ts";

const stage = openSquareStage();

afterEach(() => stage.close());

async function pull(change: (catalog: Record<string, unknown>[]) => void = () => undefined) {
  const { adapter, square } = await stage.open();
  change(square.catalog);
  return await adapter.fetchMenu({ etag: null }, within(10_000));
}

async function menuOf(change?: (catalog: Record<string, unknown>[]) => void): Promise<Menu> {
  const outcome = await pull(change);
  if (outcome.kind !== "menu") throw new Error(JSON.stringify(outcome));
  return outcome.menu;
}

describe("fetchMenu", () => {
  it("reads the location and all pages of the catalog", async () => {
    const { adapter, square } = await stage.open();
    await adapter.fetchMenu({ etag: null }, within(10_000));
    const paths = square.requests.map(({ path }) => path);
    expect(paths[0]).toBe("/v2/locations/L-MAIN");
    expect(paths.filter((path) => path === "/v2/catalog/search").length).toBeGreaterThan(3);
  });

  it("makes a product of an item, called by its first variation, with the others as price levels", async () => {
    const { products, categories, menus } = await menuOf();
    expect(products.find(({ name }) => name === "Soup")).toEqual({
      id: "V-SOUP",
      name: "Soup",
      description: "Of the day",
      type: "item",
      priceCents: 475,
      isAvailable: true,
      imageUrl: "https://img.example.com/1.png",
      calories: 320,
      priceLevels: [
        { id: "V-SOUP", name: "Small", priceCents: 475, isAvailable: true },
        { id: "V-SOUP-L", name: "Large", priceCents: 650, isAvailable: false },
      ],
      modifierGroupIds: ["ML-TOP", "ML-BREAD"],
      taxIds: ["T-SALES"],
      plu: "SP-1",
    });
    expect(categories.find(({ id }) => id === "C-FOOD")?.productIds).toEqual(["V-BOWL", "V-SOUP"]);
    expect(categories.map(({ name }) => name)).toEqual(["Food", "Other"]);
    expect(menus[0]?.categoryIds).toEqual(categories.map(({ id }) => id));
  });

  it("takes the location's own prices, of modifiers too", async () => {
    const { products, modifiers } = await menuOf();
    expect(products.find(({ id }) => id === "V-BOWL")?.priceCents).toBe(1_050);
    expect(modifiers.find(({ id }) => id === "M-CHEESE")).toMatchObject({
      priceCents: 150,
      isAvailable: true,
    });
    expect(modifiers.find(({ id }) => id === "M-HAM")).toMatchObject({ isAvailable: false });
  });

  it("leaves out what cannot be sold here: archived, elsewhere, by weight, at an open price, gift cards", async () => {
    const { products } = await menuOf();
    const ids = products.map(({ id }) => id);
    for (const id of ["V-OLD", "V-AWAY", "V-WEIGHED", "V-ASK", "V-CARD"]) expect(ids).not.toContain(id);
  });

  it("takes an item that is only at named locations where this one is named", async () => {
    const there = (id: string, locations: string[]) =>
      item(
        id,
        [
          {
            type: "ITEM_VARIATION",
            id: `V-${id}`,
            item_variation_data: { price_money: { amount: 1, currency: "USD" } },
          },
        ],
        {},
        {
          present_at_all_locations: false,
          present_at_location_ids: locations,
        },
      );
    const { products } = await menuOf((catalog) =>
      catalog.push(there("HERE", ["L-MAIN"]), there("THERE", ["L-OTHER"])),
    );
    const ids = products.map(({ id }) => id);
    expect(ids).toContain("V-HERE");
    expect(ids).not.toContain("V-THERE");
  });

  it("gives a list one group, and one more to an item that sets its own limits", async () => {
    const { products, modifierGroups } = await menuOf();
    expect(products.find(({ id }) => id === "V-BOWL")?.modifierGroupIds).toEqual(["ML-TOP:BOWL"]);
    expect(modifierGroups).toMatchObject(
      [
        { id: "ML-TOP", minSelected: 0, maxSelected: 3, modifierIds: ["M-CHEESE", "M-CORN", "M-HAM"] },
        { id: "ML-BREAD", minSelected: 0, maxSelected: 1, modifierIds: ["M-ROLL", "M-NO"] },
        { id: "ML-SPREAD", minSelected: 0, maxSelected: 2 },
        { id: "ML-TOP:BOWL", minSelected: 1, maxSelected: 2 },
      ].sort(
        (a, b) =>
          modifierGroups.findIndex(({ id }) => id === a.id) -
          modifierGroups.findIndex(({ id }) => id === b.id),
      ),
    );
  });

  it("nests a list under the modifier that leads to it, and knows what is chosen by itself", async () => {
    const { modifiers } = await menuOf();
    expect(modifiers.find(({ id }) => id === "M-ROLL")).toMatchObject({
      modifierGroupIds: ["ML-SPREAD"],
      defaultQuantity: 1,
      maxQuantity: 1,
    });
    expect(modifiers.find(({ id }) => id === "M-CORN")?.maxQuantity).toBeGreaterThan(1);
  });

  it("tells which taxes are inside the price, and none that is off or elsewhere", async () => {
    const { taxes } = await menuOf();
    expect(taxes).toEqual([
      { id: "T-SALES", name: "T-SALES", ratePercent: "8.75", inclusive: false },
      { id: "T-HALF", name: "T-HALF", ratePercent: "0.5", inclusive: false },
      { id: "T-VAT", name: "T-VAT", ratePercent: "19", inclusive: true },
    ]);
  });

  it("sells again what was sold out until a time that has passed", async () => {
    const soldOut = (until: string) =>
      item("BUN", [
        {
          type: "ITEM_VARIATION",
          id: "V-BUN",
          item_variation_data: {
            price_money: { amount: 1, currency: "USD" },
            location_overrides: [{ location_id: "L-MAIN", sold_out: true, sold_out_valid_until: until }],
          },
        },
      ]);
    const bun = async (until: string) =>
      (await menuOf((catalog) => catalog.push(soldOut(until)))).products.find(({ id }) => id === "V-BUN");
    expect(await bun("2020-01-01T00:00:00Z")).toMatchObject({ isAvailable: true });
    expect(await bun("2120-01-01T00:00:00Z")).toMatchObject({ isAvailable: false });
  });

  it("has another etag as soon as anything of the menu differs, and only then", async () => {
    const { adapter, square } = await stage.open();
    const first = await adapter.fetchMenu({ etag: null }, within(10_000));
    const etag = first.kind === "menu" ? first.etag : null;
    square.catalog.push({
      type: "CATEGORY",
      id: "C-NEW",
      present_at_all_locations: true,
      category_data: { name: "Empty too" },
    });
    expect(await adapter.fetchMenu({ etag }, within(10_000))).toEqual({ kind: "unchanged" });
    square.catalog.pop();
    const soup = square.catalog.find(({ id }) => id === "SOUP");
    Object.assign(Object(soup?.item_data), { name: "Stew" });
    expect((await adapter.fetchMenu({ etag }, within(10_000))).kind).toBe("menu");
  });

  it.each<[string, (catalog: Record<string, unknown>[]) => void, string]>([
    [
      "a price in another money",
      (catalog) =>
        catalog.push(
          item("X", [
            {
              type: "ITEM_VARIATION",
              id: "V-X",
              item_variation_data: { price_money: { amount: 1, currency: "CAD" } },
            },
          ]),
        ),
      "menu_invalid: variation V-X is priced in CAD, the location counts in USD",
    ],
    [
      "a tax on other taxes",
      (catalog) =>
        Object.assign(Object(catalog.find(({ id }) => id === "T-SALES")?.tax_data), {
          calculation_phase: "TAX_TOTAL_PHASE",
        }),
      "menu_invalid: the tax T-SALES is reckoned on other taxes, which is not supported",
    ],
  ])("refuses %s whole", async (_what, change, reason) => {
    expect(await pull(change)).toEqual({ kind: "failed", reason });
  });

  it("fails by Square's word where it may not read", async () => {
    const { adapter, square } = await stage.open();
    square.next("/v2/catalog", { answer: errorOf(403, "AUTHENTICATION_ERROR", "INSUFFICIENT_SCOPES") });
    expect(await adapter.fetchMenu({ etag: null }, within(10_000))).toEqual({
      kind: "failed",
      reason: "insufficient_scopes",
    });
  });
});
