import { bridgeMenu } from "@parley/bridge-contract";
import { describe, expect, it } from "vitest";
import { TEST_ITEMS } from "./faults.ts";
import { createStores } from "./stores.ts";

const stores = [...createStores().values()];

describe("createStores", () => {
  it("plays the three demo stores", () => {
    expect(stores.map((store) => store.id)).toEqual(["YC-LC-001", "YC-LC-002", "BB-LC-001"]);
  });

  it("plays further stores by name, each in its class and with YummyTaco's menu", () => {
    const played = createStores(new Map([["DR-02", { letter: "D", canVoid: false }]]), ["DR-01", "DR-02"]);
    expect(played.size).toBe(stores.length + 2);
    expect(played.get("DR-01")?.tillClass.letter).toBe("A");
    expect(played.get("DR-02")?.tillClass.letter).toBe("D");
    expect(played.get("DR-02")?.menu.products).toEqual(played.get("YC-LC-001")?.menu.products);
  });

  it("plays a store in another currency with the same cents: 950 yen instead of 9.50 dollars (F)", () => {
    const yen = createStores(new Map([["JP-01", { letter: "C", canVoid: false }]]), ["JP-01:JPY"]).get(
      "JP-01",
    );
    expect(yen).toMatchObject({ id: "JP-01", tillClass: { letter: "C" }, menu: { currency: "JPY" } });
    expect(yen?.menu.products.find(({ id }) => id === "taco-trio")).toMatchObject({ price_cents: 950 });
  });

  it("plays a store of as many items as told, each in a menu as the bridge wants it", () => {
    const big = createStores(new Map(), ["DR-03:JPY:500"]).get("DR-03");
    expect(big?.menu.products).toHaveLength(500 + Object.keys(TEST_ITEMS).length);
    expect(big?.menu.currency).toBe("JPY");
    expect(bridgeMenu.parse(big?.menu)).toEqual(big?.menu);
    expect(big?.menu.version).not.toBe(stores[0]?.menu.version);
  });

  it.each(stores)("gives $id a menu as the bridge wants it, with 20 items or more", ({ id, menu }) => {
    expect(bridgeMenu.parse(menu)).toEqual(menu);
    expect(menu.store).toBe(id);
    expect(menu.products.length - Object.keys(TEST_ITEMS).length).toBeGreaterThanOrEqual(20);
  });

  it.each(stores)("serves everything of $id all day in every order type", ({ menu }) => {
    const [section] = menu.menus;
    expect(menu.menus).toHaveLength(1);
    expect(section).toMatchObject({
      order_types: ["dine_in", "table_service", "takeout", "delivery", "curbside"],
      serving_times: [],
    });
    expect(section?.category_ids).toEqual(menu.categories.map((category) => category.id));
    const listed = menu.categories.flatMap((category) => category.product_ids);
    expect(listed.toSorted()).toEqual(menu.products.map((product) => product.id).toSorted());
  });

  it.each(stores)(
    "offers the test items at $id for 1.00, taxed as the store is, in a category of their own",
    ({ menu }) => {
      const category = menu.categories.find((entry) => entry.name === "Test items");
      expect(category?.product_ids).toEqual(Object.values(TEST_ITEMS));
      const items = menu.products.filter((product) => category?.product_ids.includes(product.id));
      const [salesTax] = menu.taxes;
      for (const item of items) {
        expect(item).toMatchObject({
          price_cents: 100,
          tax_ids: [salesTax?.id],
          is_available: item.id !== "sim-sold-out",
        });
      }
    },
  );
});
