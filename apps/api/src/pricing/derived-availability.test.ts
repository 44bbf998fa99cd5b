import { LIST_MAX } from "@parley/limits";
import { describe, expect, it } from "vitest";
import type { Menu, MenuModifierGroup } from "../pos/menu.ts";
import { CHOICE_LEVELS_MAX, deriveAvailability } from "./derived-availability.ts";
import { choiceOf, groupOf, lineOf, menuOf, modifierOf, price, productOf } from "./testing/orders.ts";

/** What no order can have is not available (H): over the whole tree, and told so when it is ordered. */

const LEVELS = ["small", "large"].map((id) => ({ id, name: id, priceCents: 300, isAvailable: false }));

/** A burrito with the choice of a size, of which the given ones are there. */
function burritoMenu(sizes: Record<string, boolean>, group: Partial<MenuModifierGroup> = {}): Menu {
  return menuOf({
    products: [productOf({ id: "burrito", name: "Burrito", modifierGroupIds: ["size"] })],
    modifierGroups: [
      groupOf({ id: "size", name: "Size", minSelected: 1, modifierIds: Object.keys(sizes), ...group }),
    ],
    modifiers: Object.entries(sizes).map(([id, isAvailable]) =>
      modifierOf({ id, isAvailable, maxQuantity: 2 }),
    ),
  });
}

/** A product whose one choice requires a choice, and so on, so many levels deep. */
function chainMenu(levels: number): Menu {
  const at = Array.from({ length: levels }, (_, level) => level);
  return menuOf({
    products: [productOf({ id: "burrito", modifierGroupIds: levels === 0 ? [] : ["g0"] })],
    modifierGroups: at.map((level) =>
      groupOf({ id: `g${level}`, minSelected: 1, modifierIds: [`m${level}`] }),
    ),
    modifiers: at.map((level) =>
      modifierOf({ id: `m${level}`, modifierGroupIds: level + 1 < levels ? [`g${level + 1}`] : [] }),
    ),
  });
}

const because = (menu: Menu, kind: "product" | "modifier" = "product", id = "burrito") =>
  deriveAvailability(menu).blockerOf(kind, id)?.because ?? null;
const issuesOf = (menu: Menu, line: Partial<ReturnType<typeof lineOf>> = {}) => {
  const outcome = price(
    menu,
    { items: [lineOf({ itemId: "burrito", ...line })] },
    { operation: "validate_order" },
  );
  return outcome.kind === "priced" ? [] : outcome.issues.map(({ code, message }) => `${code}: ${message}`);
};

describe("H: an item whose required choices cannot be made", () => {
  it("cannot be ordered where no option is left, and its refusal says so", () => {
    const menu = burritoMenu({ regular: false, mega: false });
    expect(because(menu)).toBe("no option is left in Size");
    const refusal = "item_unavailable: Burrito cannot be ordered: no option is left in Size";
    expect(issuesOf(menu)).toEqual([refusal]);
    expect(issuesOf(menu, { modifiers: [choiceOf("mega")] })).toEqual([
      refusal,
      "modifier_unavailable: mega is not available",
    ]);
  });

  it.each<[string, Menu, string | null]>([
    ["one option is enough", burritoMenu({ regular: true, mega: false }), null],
    [
      "one option counts as often as it may be taken",
      burritoMenu({ regular: true }, { minSelected: 2 }),
      null,
    ],
    [
      "options that may not be taken often enough",
      burritoMenu({ regular: true, mega: false }, { minSelected: 3 }),
      "too few options are left in Size",
    ],
    ["a group that asks for nothing", burritoMenu({ regular: false }, { minSelected: 0 }), null],
    ["a group without options", burritoMenu({}), "no option is left in Size"],
    [
      "a group that allows less than it asks for",
      burritoMenu({ regular: true }, { minSelected: 2, maxSelected: 1 }),
      "too few options are left in Size",
    ],
    [
      "all sizes sold out",
      menuOf({ products: [productOf({ id: "burrito", priceLevels: LEVELS })] }),
      "all of its sizes are sold out",
    ],
    [
      "one size left",
      menuOf({
        products: [
          productOf({
            id: "burrito",
            priceLevels: LEVELS.map((level, at) => ({ ...level, isAvailable: at === 1 })),
          }),
        ],
      }),
      null,
    ],
    [
      "a product on no menu",
      { ...menuOf({ products: [productOf({ id: "burrito" })] }), categories: [] },
      "no menu of the store offers it",
    ],
  ])("is judged by the whole tree: %s", (_case, menu, expected) => {
    expect(because(menu)).toBe(expected);
  });

  it("is told of every level: a choice without its own choice is none", () => {
    const chain = chainMenu(3);
    const menu = {
      ...chain,
      modifiers: chain.modifiers.map((modifier) => ({ ...modifier, isAvailable: modifier.id !== "m2" })),
    };
    expect(because(menu)).toBe("no option is left in g0");
    expect(because(menu, "modifier", "m0")).toBe("no option is left in g1");
    expect(issuesOf(menu, { modifiers: [choiceOf("m0")] })).toEqual([
      "item_unavailable: burrito cannot be ordered: no option is left in g0",
      "modifier_unavailable: m0 cannot be chosen: no option is left in g1",
    ]);
  });

  it("nests as deep as an order can, at most", () => {
    expect(CHOICE_LEVELS_MAX).toBe(14);
    expect(because(chainMenu(CHOICE_LEVELS_MAX))).toBeNull();
    expect(because(chainMenu(CHOICE_LEVELS_MAX + 1))).toBe("no option is left in g0");
    expect(because(chainMenu(9_000))).toBe("no option is left in g0");
  });

  it("is told of choices that nobody must make too: what is deeper than an order can nest is not available (H)", () => {
    const chain = chainMenu(CHOICE_LEVELS_MAX + 2);
    const optional = {
      ...chain,
      modifierGroups: chain.modifierGroups.map((group) => ({ ...group, minSelected: 0 })),
    };
    const tooDeep = "its choices nest deeper than an order can";
    expect(because(optional)).toBeNull();
    const level = (depth: number) => because(optional, "modifier", `m${depth - 1}`);
    expect([level(1), level(CHOICE_LEVELS_MAX)]).toEqual([null, null]);
    expect([level(CHOICE_LEVELS_MAX + 1), level(CHOICE_LEVELS_MAX + 2)]).toEqual([tooDeep, tooDeep]);
  });

  it("counts what a deep choice requires below itself (H)", () => {
    const chain = chainMenu(CHOICE_LEVELS_MAX + 1);
    const [first, ...others] = chain.modifierGroups;
    // The last level but one requires the last, which is too deep; all above may be left out.
    const menu = {
      ...chain,
      modifierGroups: [first, ...others].flatMap((group, at) =>
        group === undefined ? [] : [{ ...group, minSelected: at === CHOICE_LEVELS_MAX ? 1 : 0 }],
      ),
    };
    expect(because(menu, "modifier", `m${CHOICE_LEVELS_MAX - 2}`)).toBeNull();
    expect(because(menu, "modifier", `m${CHOICE_LEVELS_MAX - 1}`)).toContain("deeper than an order can");
  });

  it("needs no more entries than an order lists", () => {
    const of = (count: number) =>
      burritoMenu(Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, true])), {
        minSelected: count * 2,
        maxSelected: count * 2,
      });
    expect(because(of(LIST_MAX.choices))).toBeNull();
    expect(because(of(LIST_MAX.choices + 1))).toBe("it needs more choices than an order can list");
  });

  it("is not there where choices require each other in a circle", () => {
    const menu = burritoMenu({ regular: true });
    const modifiers = menu.modifiers.map((modifier) => ({ ...modifier, modifierGroupIds: ["size"] }));
    expect(because({ ...menu, modifiers })).toBe("no option is left in Size");
  });

  it("is remembered with the menu", () => {
    const menu = burritoMenu({ regular: true });
    expect(deriveAvailability(menu)).toBe(deriveAvailability(menu));
  });
});

describe("H: an order without a level", () => {
  const [small, large] = LEVELS.map((level) => ({ ...level, isAvailable: level.id === "large" }));
  const product = {
    id: "small",
    name: "Taco",
    priceCents: 300,
    priceLevels: [small, large].flatMap((l) => l ?? []),
  };
  const menu = menuOf({ products: [productOf(product)] });

  it("means the level of the item's own id, and is refused where that one is sold out", () => {
    expect(deriveAvailability(menu).blockerOf("product", "small")).toBeNull();
    expect(issuesOf(menu, { itemId: "small" })[0]).toBe("item_unavailable: Taco, small is sold out");
    expect(issuesOf(menu, { itemId: "small", priceLevelId: "0" })[0]).toBe(
      "item_unavailable: Taco, small is sold out",
    );
    const withLevel = issuesOf(menu, { itemId: "small", priceLevelId: "large" });
    expect(withLevel.filter((issue) => issue.startsWith("item_unavailable"))).toEqual([]);
  });

  it("is refused once where every level is sold out", () => {
    const none = menuOf({ products: [productOf({ ...product, priceLevels: LEVELS })] });
    expect(issuesOf(none, { itemId: "small" })).toContain(
      "item_unavailable: Taco cannot be ordered: all of its sizes are sold out",
    );
    const codes = issuesOf(none, { itemId: "small", priceLevelId: "large" }).filter((i) =>
      i.startsWith("item_"),
    );
    expect(codes).toHaveLength(1);
  });
});
