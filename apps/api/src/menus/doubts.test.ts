import { describe, expect, it } from "vitest";
import { groupOf, menuOf, modifierOf, productOf, taxOf } from "../pricing/testing/orders.ts";
import { doubtsOf } from "./doubts.ts";

const taxes = [taxOf("sales", "8.75")];
const taxed = { taxIds: ["sales"] };
const found = (parts: Parameters<typeof menuOf>[0]) =>
  doubtsOf(menuOf({ taxes, ...parts })).map(({ code, kind, id }) => [code, kind, id]);

describe("what costs nothing", () => {
  const level = (id: string, priceCents: number) => ({ id, name: id, priceCents, isAvailable: true });

  it("is an item without a price, and one of whose sizes has none", () => {
    const products = [
      productOf({ id: "tea", ...taxed }),
      productOf({ id: "soup", ...taxed, priceLevels: [level("small", 300), level("large", 0)] }),
    ];
    expect(doubtsOf(menuOf({ taxes, products }))).toEqual([
      { code: "zero_price", kind: "product", id: "tea", size: null },
      { code: "zero_price", kind: "product", id: "soup", size: "large" },
    ]);
  });

  it("is none whose price is that of its size or of what has to be chosen, and no choice", () => {
    const products = [
      productOf({ id: "soup", ...taxed, priceLevels: [level("small", 300)] }),
      productOf({ id: "bowl", ...taxed, modifierGroupIds: ["base"] }),
    ];
    const modifierGroups = [groupOf({ id: "base", minSelected: 1, modifierIds: ["rice", "none"] })];
    const modifiers = [modifierOf({ id: "rice", priceCents: 900 }), modifierOf({ id: "none" })];
    expect(found({ products, modifierGroups, modifiers })).toEqual([]);
  });
});

describe("an item without a tax", () => {
  const many = ["a", "b", "c"].map((id) => productOf({ id, priceCents: 100, ...taxed }));
  const bare = (id: string) => productOf({ id, priceCents: 100 });

  it("is found among others that have one", () => {
    expect(found({ products: [...many, bare("d")] })).toEqual([["no_tax", "product", "d"]]);
  });

  it("is none where many have none, where no item has one, and where it is free", () => {
    expect(found({ products: [...many, bare("d"), bare("e")] })).toEqual([]);
    expect(found({ products: [bare("d")], taxes: [] })).toEqual([]);
    expect(found({ products: [...many, productOf({ id: "d" })] })).toEqual([["zero_price", "product", "d"]]);
  });
});

describe("names that a guest cannot tell apart", () => {
  const tea = productOf({ id: "tea", name: "Green Tea", priceCents: 300, ...taxed });
  const again = productOf({ id: "tea2", name: " green  tea ", priceCents: 350, ...taxed });
  const heading = (id: string, productIds: string[]) => ({
    ...{ id, name: id, description: null, sortOrder: 1, productIds },
  });

  it("are found under one heading, and not under two", () => {
    const products = [tea, again];
    expect(doubtsOf(menuOf({ taxes, products }))).toEqual([
      { code: "duplicate_name", kind: "product", id: "tea2", other: "tea", within: "All" },
    ]);
    const categories = [heading("hot", ["tea"]), heading("cold", ["tea2"])];
    expect(found({ products, categories })).toEqual([]);
  });

  it("are found among the options of a group, and an item that is listed twice is one item", () => {
    const modifiers = [modifierOf({ id: "m1", name: "Milk" }), modifierOf({ id: "m2", name: "MILK" })];
    const modifierGroups = [groupOf({ id: "with", modifierIds: ["m1", "m2", "m1"] })];
    const categories = [heading("hot", ["tea", "tea"])];
    expect(found({ products: [tea], categories, modifiers, modifierGroups })).toEqual([
      ["duplicate_name", "modifier", "m2"],
    ]);
  });
});
