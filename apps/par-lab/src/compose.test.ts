import {
  addUp,
  ChoiceError,
  type ChosenModifier,
  chooseLine,
  composeOrder,
  indexMenu,
  type Manner,
  parseOrderRequest,
  parseWish,
  randomLines,
} from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { menu } from "./testing/menu.ts";

const index = indexMenu(menu);
const line = (text: string) => chooseLine(index, parseWish(text));
const bill = (tipCents: number, ...items: string[]) => addUp(index, items.map(line), tipCents);
const ids = (modifiers: readonly ChosenModifier[]): unknown[] =>
  modifiers.map(({ modifier, quantity, modifiers: nested }) => [modifier.id, quantity, ...ids(nested)]);

const address = {
  requestUid: "uid-1",
  requestDatetime: "2026-01-15T12:34:56.789Z",
  organizationId: "IA-YC-01",
  locationId: "PAR-LOC-12345",
  onlineOrderId: "LAB-1",
};
const manner: Manner = {
  orderType: "takeout",
  currency: "USD",
  scheduledAt: null,
  tipCents: 300,
  firstName: "Ada",
  phone: "+15555550100",
  notes: null,
};

describe("parseWish", () => {
  it.each([
    [
      "taco-trio",
      { itemId: "taco-trio", priceLevelId: null, quantity: 1, unitPriceCents: null, modifiers: [] },
    ],
    ["burrito:grande*2", { itemId: "burrito", priceLevelId: "grande", quantity: 2 }],
    ["x@1.5", { itemId: "x", unitPriceCents: 150 }],
    ["x*3@12", { quantity: 3, unitPriceCents: 1200 }],
    [
      "a + b*2 + c",
      {
        itemId: "a",
        modifiers: [
          { id: "b", quantity: 2 },
          { id: "c", quantity: 1 },
        ],
      },
    ],
  ])("reads %s", (text, wish) => {
    expect(parseWish(text)).toMatchObject(wish);
  });

  it.each(["", "+b", "a*", "a*x", "a:", "a@", "a@1.234", "a+", "a+b*c", "a*2*3"])("refuses %j", (text) => {
    expect(() => parseWish(text)).toThrow(ChoiceError);
  });
});

describe("chooseLine", () => {
  it("fills up what the item requires: what is preselected first, never what is sold out", () => {
    expect(ids(line("burrito").modifiers)).toEqual([["carne", 1]]);
    expect(ids(line("burrito+pollo").modifiers)).toEqual([["pollo", 1]]);
    expect(ids(line("taco-trio").modifiers)).toEqual([]);
  });

  it("puts a nested modifier below its parent", () => {
    expect(ids(line("burrito+carne+onions*2+guac").modifiers)).toEqual([
      ["carne", 1, ["onions", 2]],
      ["guac", 1],
    ]);
  });

  it("takes the price of the level that is named", () => {
    expect([line("burrito").unitPriceCents, line("burrito:grande").unitPriceCents]).toEqual([1050, 1275]);
  });

  it.each([
    ["nothing", 'no item "nothing"'],
    ["burrito:small", "it has regular, grande"],
    ["taco-trio+verde", 'takes no modifier "verde"'],
    ["burrito+pollo+onions", "needs its parent too"],
  ])("says what is wrong with %s", (text, sentence) => {
    expect(() => line(text)).toThrow(sentence);
  });

  it("lets an item that no menu has through when it brings a price", () => {
    expect(line("nothing@1.00")).toMatchObject({ itemId: "nothing", unitPriceCents: 100, modifiers: [] });
  });
});

describe("addUp", () => {
  it("gives the totals of the worked exchange", () => {
    const plain = { ...menu, products: menu.products.map((product) => ({ ...product, taxIds: ["sales"] })) };
    const lines = ["taco-trio*2+guac", "agua-fresca"].map((text) =>
      chooseLine(indexMenu(plain), parseWish(text)),
    );
    expect(addUp(indexMenu(plain), lines, 300)).toEqual({
      subtotalCents: 2400,
      taxTotalCents: 210,
      tipTotalCents: 300,
      grandTotalCents: 2910,
    });
  });

  it("multiplies nested quantities", () => {
    // 2 x (10.50 + 1.50 + 2 x 0.40)
    expect(bill(0, "burrito*2+carne+onions*2").subtotalCents).toBe(2560);
  });

  it("gives free units to the first of a group in the order of the request", () => {
    // Of three verde (0.50) and one roja (0.60), two verde are free.
    expect(bill(0, "nachos+verde*3+roja").subtotalCents).toBe(1150 + 50 + 60);
  });

  it("rounds each tax once over the whole order, half away from zero", () => {
    // Sales 8.75 % on 5.00 = 0.4375, sugar 1.5 % on 5.00 = 0.075.
    expect(bill(0, "agua-fresca*2").taxTotalCents).toBe(44 + 8);
    expect(bill(0, "agua-fresca", "agua-fresca").taxTotalCents).toBe(44 + 8);
  });

  it("taxes a modifier as its item, unless it has taxes of its own", () => {
    // Sales on 9.50 + 1.25 + 0.75 = 1.00625, sugar on the cheese alone = 0.01125.
    expect(bill(0, "taco-trio+guac+cheese").taxTotalCents).toBe(101 + 1);
  });

  it("leaves an inclusive tax inside the price", () => {
    expect(bill(0, "gift-card")).toMatchObject({
      subtotalCents: 1000,
      taxTotalCents: 0,
      grandTotalCents: 1000,
    });
  });
});

describe("composeOrder", () => {
  it.each(["takeout", "dine_in", "delivery", "table_service", "curbside"])(
    "writes a %s order that the contract takes, with nothing unknown in it",
    (orderType) => {
      const { body, bill } = composeOrder(
        index,
        [line("burrito:grande+carne+onions"), line("taco-trio")],
        address,
        {
          ...manner,
          orderType,
        },
      );
      const { request, drift } = parseOrderRequest(JSON.parse(JSON.stringify(body)));
      expect(drift.unknown).toEqual([]);
      expect(request).toMatchObject({
        requestUid: "uid-1",
        organizationId: "IA-YC-01",
        locationId: "PAR-LOC-12345",
      });
      expect(request.order).toMatchObject({ ...bill, orderType, isAsap: true, onlineOrderId: "LAB-1" });
      expect(request.order.items[0]).toMatchObject({
        itemId: "burrito",
        priceLevelId: "grande",
        lineId: "1",
      });
    },
  );

  it("rounds taxes to whole units where the currency has no decimals (F)", () => {
    // Some taxes of taco-trio come to a part of a unit, which is 100 hundredths.
    const lines = [1, 2, 3, 4, 5, 6, 7].map((quantity) => line(`taco-trio*${quantity}`));
    const taxes = lines.map((each) => addUp(index, [each], 0, 100).taxTotalCents);
    expect(taxes.every((tax) => tax % 100 === 0)).toBe(true);
    const exact = lines.map((each) => addUp(index, [each], 0).taxTotalCents);
    expect(exact.map((tax) => Math.round(tax / 100) * 100)).toEqual(taxes);
  });

  it("is scheduled when a time is given", () => {
    const scheduledAt = "2026-01-15T20:00:00-08:00";
    const { body } = composeOrder(index, [line("taco-trio")], address, { ...manner, scheduledAt });
    expect(parseOrderRequest(body).request.order).toMatchObject({ isAsap: false, scheduledAt });
  });
});

describe("randomLines", () => {
  it("keeps to the rules of the menu, whatever is drawn", () => {
    let state = 1;
    const random = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    for (let at = 0; at < 500; at++) {
      const lines = randomLines(random, index);
      expect(lines.length).toBeGreaterThan(0);
      for (const { itemId, modifiers } of lines) {
        expect(itemId.startsWith("sim-")).toBe(false);
        for (const group of index.groups.values()) {
          const units = modifiers
            .filter((chosen) => chosen.group === group)
            .reduce((sum, { quantity }) => sum + quantity, 0);
          expect(units).toBeLessThanOrEqual(group.maxSelected);
          if (group.id === "protein" && itemId === "burrito") expect(units).toBe(1);
        }
        for (const { modifier } of modifiers) expect(modifier.isAvailable).toBe(true);
      }
      parseOrderRequest(composeOrder(index, lines, address, manner).body);
    }
  });
});
