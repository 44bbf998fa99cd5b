import { describe, expect, it } from "vitest";
import { choicesCents, defaultsOf, faultsOf, flatChoices, lineCents, withQuantity } from "./choices.ts";
import type { ShopGroup, ShopModifier } from "./shop.graphql.ts";

const group = (id: string, more: Partial<ShopGroup>): ShopGroup => {
  return { id, name: id, minSelected: 0, maxSelected: 9, freeQuantity: 0, modifierIds: [], ...more };
};
const modifier = (id: string, priceCents: number, more: Partial<ShopModifier> = {}): ShopModifier => {
  const rest = { name: id, isAvailable: true, maxQuantity: 9, defaultQuantity: 0, modifierGroupIds: [] };
  return { id, priceCents, ...rest, ...more };
};

const green = modifier("green", 50, { modifierGroupIds: ["with"] });
const milk = modifier("milk", 25);
const gone = modifier("gone", 10, { isAvailable: false, defaultQuantity: 1 });
const whole = modifier("whole", 0, { defaultQuantity: 1, modifierGroupIds: ["circle"] });
const index = {
  groups: new Map([
    ["leaf", group("leaf", { minSelected: 1, maxSelected: 1, modifierIds: ["green", "unknown"] })],
    ["with", group("with", { freeQuantity: 1, maxSelected: 3, modifierIds: ["milk", "gone"] })],
    ["circle", group("circle", { modifierIds: ["whole"] })],
  ]),
  modifiers: new Map([green, milk, gone, whole].map((each) => [each.id, each])),
};
const product = {
  priceCents: 300,
  priceLevels: [{ id: "big", name: "Big", priceCents: 400, isAvailable: true }],
};
const milky = { groupId: "with", modifierId: "milk", quantity: 3, below: [] };
const tea = [{ groupId: "leaf", modifierId: "green", quantity: 1, below: [milky] }];

describe("what a guest chose", () => {
  // The same basket as in the API's check-basket.test.ts, where pricing counts it.
  it("costs what pricing counts: nested quantities multiply, the first of a group are free", () => {
    expect(choicesCents(index, tea)).toBe(100);
    expect(lineCents(index, product, { priceLevelId: null, quantity: 2, choices: tea })).toBe(800);
    expect(lineCents(index, product, { priceLevelId: "big", quantity: 2, choices: tea })).toBe(1_000);
  });

  it("is told what it lacks, at any depth", () => {
    expect(faultsOf(index, ["leaf"], [])).toMatchObject([
      { kind: "missing", group: { id: "leaf" }, count: 1 },
    ]);
    expect(faultsOf(index, ["leaf"], tea)).toEqual([]);
    const four = [
      { ...tea[0], groupId: "leaf", modifierId: "green", quantity: 1, below: [{ ...milky, quantity: 4 }] },
    ];
    expect(faultsOf(index, ["leaf"], four)).toMatchObject([
      { kind: "too_many", group: { id: "with" }, count: 1 },
    ]);
  });

  it("begins with what the POS preselects, sold-out things left out, and ends where a menu leads in a circle", () => {
    expect(defaultsOf(index, ["with"])).toEqual([]);
    const [first] = defaultsOf(index, ["circle"]);
    let depth = 0;
    for (let at = first; at !== undefined; at = at.below[0]) depth += 1;
    expect(depth).toBe(6);
  });

  it("is one list for the API, each with the place of what it belongs to", () => {
    expect(flatChoices(tea)).toEqual([
      { groupId: "leaf", modifierId: "green", quantity: 1, under: null },
      { groupId: "with", modifierId: "milk", quantity: 3, under: 0 },
    ]);
  });

  it("keeps the order in which it was chosen, and loses what is taken out", () => {
    const two = withQuantity(index, [milky], "circle", whole, 1);
    expect(two.map(({ modifierId }) => modifierId)).toEqual(["milk", "whole"]);
    expect(withQuantity(index, two, "with", milk, 2)[0]).toMatchObject({ modifierId: "milk", quantity: 2 });
    expect(withQuantity(index, two, "with", milk, 0)).toHaveLength(1);
  });
});
