import { describe, expect, it } from "vitest";
import type { Menu } from "../../pos/menu.ts";
import { groupOf, menuOf, modifierOf, productOf, sectionOf, taxOf } from "../../pricing/testing/orders.ts";
import { diffMenus } from "./diff.ts";

const tea = productOf({ id: "tea", name: "Tea", priceCents: 300, taxIds: ["sales"] });
const cake = productOf({ id: "cake", name: "Cake", priceCents: 450 });
const of = (more: Partial<Menu>) => menuOf({ taxes: [taxOf("sales", "8.75")], ...more });

describe("diffMenus", () => {
  it("puts the greatest change of a price first: tenfold before a tenth less, and from nothing before all", () => {
    const levels = [{ id: "l", name: "Large", priceCents: 0, isAvailable: true }];
    const soup = productOf({ id: "soup", name: "Soup", priceCents: 1_000, priceLevels: levels });
    const changes = diffMenus(
      of({ products: [tea, cake, soup] }),
      of({
        products: [
          { ...tea, priceCents: 270 },
          { ...cake, priceCents: 4_500 },
          { ...soup, priceLevels: [{ id: "l", name: "Large", priceCents: 100, isAvailable: true }] },
        ],
      }),
    );
    expect(changes.map(({ id, productId, names, price }) => [productId, id, names.after, price])).toEqual([
      ["soup", "l", "Soup, Large", { beforeCents: 0, afterCents: 100, ratio: null }],
      [null, "cake", "Cake", { beforeCents: 450, afterCents: 4_500, ratio: 9 }],
      [null, "tea", "Tea", { beforeCents: 300, afterCents: 270, ratio: -0.1 }],
    ]);
  });

  it("names the rules that changed, and of a list what it lost and gained", () => {
    const extras = groupOf({
      id: "extras",
      name: "Extras",
      minSelected: 0,
      maxSelected: 3,
      modifierIds: ["milk"],
    });
    const modifiers = [modifierOf({ id: "milk", name: "Milk" }), modifierOf({ id: "oat", name: "Oat milk" })];
    const changes = diffMenus(
      of({ products: [tea], modifierGroups: [extras], modifiers }),
      of({
        products: [{ ...tea, modifierGroupIds: ["extras"] }],
        modifierGroups: [{ ...extras, minSelected: 1, modifierIds: ["oat"] }],
        modifiers,
      }),
    );
    expect(
      changes.map(({ kind, names, field, before, after }) => [kind, names.after, field, before, after]),
    ).toEqual([
      ["rule", "Tea", "groups", [], ["Extras"]],
      ["rule", "Extras", "min", ["0"], ["1"]],
      ["rule", "Extras", "options", ["Milk"], ["Oat milk"]],
    ]);
  });

  it("tells taxes, hours, what is sold out and names apart from each other", () => {
    const breakfast = sectionOf({
      id: "b",
      name: "Breakfast",
      servingTimes: [{ days: [1, 2], from: "06:00", to: "11:00" }],
    });
    const changes = diffMenus(
      of({ products: [tea, cake], menus: [breakfast] }),
      of({
        products: [
          { ...tea, name: "Green tea", taxIds: [] },
          { ...cake, isAvailable: false },
        ],
        menus: [{ ...breakfast, servingTimes: [], orderTypes: ["delivery"] }],
        taxes: [taxOf("sales", "9.25")],
      }),
    );
    expect(changes.map(({ kind, id, field, before, after }) => [kind, id, field, before, after])).toEqual([
      ["tax", "tea", "taxes", ["sales"], []],
      ["tax", "sales", "rate", ["8.75"], ["9.25"]],
      ["hours", "b", "served", ["12 06:00-11:00"], [""]],
      ["hours", "b", "order_types", [], ["delivery"]],
      ["stock", "cake", "available", ["yes"], ["no"]],
      ["name", "tea", "name", ["Tea"], ["Green tea"]],
    ]);
  });
});
