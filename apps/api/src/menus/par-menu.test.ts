import { parseMenuAnswer, renderMenuAnswer } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { groupOf, menuOf, modifierOf, productOf, sectionOf, taxOf } from "../pricing/testing/orders.ts";
import { toParMenu } from "./par-menu.ts";

const menu = menuOf({
  menus: [
    sectionOf({ id: "counter", orderTypes: ["takeout"], categoryIds: ["drinks"] }),
    sectionOf({ id: "table", orderTypes: ["dine_in"], categoryIds: ["drinks", "food"] }),
    sectionOf({ id: "always", categoryIds: ["gifts"] }),
  ],
  categories: ["drinks", "food", "gifts"].map((id, n) => ({
    id,
    name: id,
    description: null,
    sortOrder: n,
    productIds: [`${id}-1`],
  })),
  products: [
    productOf({ id: "drinks-1", modifierGroupIds: ["milk"], isAvailable: false }),
    productOf({ id: "food-1", modifierGroupIds: ["sides"], taxIds: ["t"] }),
    productOf({ id: "gifts-1", priceCents: 1_999 }),
  ],
  modifierGroups: [
    groupOf({ id: "milk", modifierIds: ["oat"] }),
    groupOf({ id: "sides", modifierIds: ["salad"] }),
    groupOf({ id: "dressing", modifierIds: ["ranch"] }),
  ],
  modifiers: [
    modifierOf({ id: "oat" }),
    modifierOf({ id: "salad", modifierGroupIds: ["dressing"] }),
    modifierOf({ id: "ranch" }),
  ],
  taxes: [taxOf("t", "8.75")],
});

function idsOf(orderType: string | null) {
  const { menus, categories, products, modifierGroups, modifiers } = toParMenu(menu, orderType);
  return [menus, categories, products, modifierGroups, modifiers].map((list) => list.map(({ id }) => id));
}

describe("toParMenu", () => {
  it("tells everything, sold out or not, where no order type is asked for", () => {
    expect(idsOf(null)).toEqual([
      ["counter", "table", "always"],
      ["drinks", "food", "gifts"],
      ["drinks-1", "food-1", "gifts-1"],
      ["milk", "sides", "dressing"],
      ["oat", "salad", "ranch"],
    ]);
  });

  it("tells what the order type's cards lead to, however deep", () => {
    expect(idsOf("takeout")).toEqual([
      ["counter", "always"],
      ["drinks", "gifts"],
      ["drinks-1", "gifts-1"],
      ["milk"],
      ["oat"],
    ]);
    expect(idsOf("dine_in")[4]).toEqual(["oat", "salad", "ranch"]);
    expect(idsOf("delivery")[0]).toEqual(["always"]);
  });

  it("comes back the same through PAR's wire", () => {
    const body = renderMenuAnswer({
      organizationId: "ORG",
      locationId: "LOC",
      requestUid: null,
      menu: toParMenu(menu),
      menuVersion: "v",
      generatedAt: new Date(0),
      currency: "USD",
    });
    expect(parseMenuAnswer(JSON.parse(body)).answer.menu).toEqual(toParMenu(menu));
  });
});
