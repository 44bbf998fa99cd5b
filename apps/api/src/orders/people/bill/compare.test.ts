import { type OrderDetails, parseOrderRequest, sampleOrder } from "@parley/par-contract";
import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import type { PosBill, PosOrder } from "../../../pos/adapter.ts";
import { samplePosOrder } from "../../../pos/conformance/sample-order.ts";
import type { PricedOrder } from "../../../pricing/types.ts";
import { driftOf } from "../../bill/drift.ts";
import { findPosBill, keptBill } from "../../bill/kept-bill.ts";
import { moneyText } from "../money.ts";
import { type BillSides, compareBills } from "./compare.ts";
import { tellBill } from "./words.ts";

/** Two taco trios with guacamole, 1.25 each, as the menu has them. */
const ours: PricedOrder = {
  currency: "USD",
  orderType: "takeout",
  scheduledAt: null,
  lines: [
    {
      lineId: "1",
      itemId: "taco-trio",
      priceLevelId: null,
      name: "Taco Trio",
      quantity: 2,
      unitPriceCents: 950,
      totalCents: 2150,
      discountCents: 0,
      comment: "no onions",
      modifiers: [
        {
          modifierId: "guac",
          modifierGroupId: "extras",
          name: "Guacamole",
          quantity: 1,
          freeQuantity: 0,
          unitPriceCents: 125,
          totalCents: 125,
          modifiers: [],
        },
      ],
    },
  ],
  discounts: [],
  taxes: [],
  fees: [],
  grossSubtotalCents: 2150,
  subtotalCents: 2150,
  discountTotalCents: 0,
  taxTotalCents: 188,
  feeTotalCents: 0,
  tipTotalCents: 0,
  computedGrandTotalCents: 2338,
  grandTotalCents: 2338,
};

const pos: PosBill = {
  lines: [
    {
      lineId: null,
      itemId: "taco-trio",
      name: "Taco Trio",
      quantity: 2,
      totalCents: 1900,
      modifiers: [{ modifierId: "guac", name: "Guacamole", quantity: 2, totalCents: 250 }],
    },
  ],
  totals: {
    subtotalCents: 2150,
    discountCents: 0,
    taxCents: 188,
    feeCents: 0,
    tipCents: 0,
    grandCents: 2338,
  },
};

function par(guacamole: number | null, grand = 23.38): OrderDetails {
  const body = sampleOrder({
    details: {
      items: [
        {
          line_id: "1",
          item_id: "taco-trio",
          quantity: 2,
          unit_price: 9.5,
          modifiers: [{ modifier_id: "guac", quantity: 1, unit_price: guacamole }],
        },
      ],
      subtotal: 21.5,
      tax_total: 1.88,
      tip_total: 0,
      grand_total: grand,
      payments: [],
    },
  });
  return parseOrderRequest(body).request.order;
}

function tellOf(sides: BillSides): string {
  const money = (cents: number) => moneyText(cents, "USD");
  return tellBill(compareBills(sides), sides, { words: wordsIn("en"), money });
}

describe("the three bills of an order", () => {
  it("give each amount once: items without their modifiers, which add up to the subtotal", () => {
    const rows = compareBills({ par: par(1.25), ours, pos });
    expect(rows.map(({ kind, quantity, par, ours, pos }) => [kind, quantity, par, ours, pos])).toEqual([
      ["item", 2, 1900, 1900, 1900],
      ["modifier", 2, 250, 250, 250],
      ["subtotal", null, 2150, 2150, 2150],
      ["tax", null, 188, 188, 188],
      ["grand", null, 2338, 2338, 2338],
    ]);
    expect(tellOf({ par: par(1.25), ours, pos })).toBe("PAR, Parley and the POS agree to the cent");
  });

  it("name PAR's first other price, each", () => {
    expect(tellOf({ par: par(1.09), ours, pos: null })).toBe(
      "PAR charges $1.09 for Guacamole, the menu says $1.25",
    );
    expect(tellOf({ par: par(1.25, 23.39), ours, pos: null })).toBe("PAR’s total is $23.39, ours is $23.38");
  });

  it("take a price that PAR left out, or set to 0, for no difference", () => {
    for (const price of [null, 0]) {
      expect(tellOf({ par: par(price), ours, pos: null })).toBe("PAR and Parley agree to the cent");
    }
  });

  it("name the POS's first other price where PAR's are ours", () => {
    const [line] = pos.lines;
    if (line === undefined) throw new Error("The bill has a line");
    const dear = { ...pos, lines: [{ ...line, totalCents: 1932 }] };
    expect(tellOf({ par: par(1.25), ours, pos: dear })).toBe(
      "The POS charges $9.66 for Taco Trio, it was sent $9.50",
    );
    expect(tellOf({ par: null, ours, pos: { ...pos, lines: [] } })).toBe(
      "Parley and the POS agree to the cent",
    );
  });

  it("show PAR's items where nothing could be priced", () => {
    const rows = compareBills({ par: par(1.25), ours: null, pos: null });
    expect(rows.slice(0, 2).map(({ name, par, ours }) => [name, par, ours])).toEqual([
      ["taco-trio", 1900, null],
      ["guac", 250, null],
    ]);
    expect(tellOf({ par: par(1.25), ours: null, pos: null })).toMatch(/^Nothing of it could be priced/);
  });
});

describe("driftOf", () => {
  const sent: PosOrder = samplePosOrder("taco-trio", 950);
  const equal: PosBill = {
    lines: sent.lines.map((line) => ({
      lineId: line.lineId,
      itemId: line.itemId,
      name: line.name,
      quantity: line.quantity,
      totalCents: line.quantity * line.unitPriceCents,
      modifiers: line.modifiers.map((each) => ({
        modifierId: each.modifierId,
        name: each.name,
        quantity: each.quantity * line.quantity,
        totalCents: (each.quantity - each.freeQuantity) * line.quantity * each.unitPriceCents,
      })),
    })),
    totals: sent.totals,
  };

  it("finds nothing in a bill of the same amounts, and a cent in any of them", () => {
    expect(driftOf(sent, equal)).toBeNull();
    for (const name of ["subtotalCents", "taxCents", "grandCents"] as const) {
      const totals = { ...sent.totals, [name]: sent.totals[name] + 1 };
      expect(driftOf(sent, { ...equal, totals })?.posCents).toBe(sent.totals[name] + 1);
    }
    const [first, ...rest] = equal.lines;
    if (first === undefined) throw new Error("The sample order has a line");
    const cheap = { ...equal, lines: [{ ...first, totalCents: first.totalCents - 1 }, ...rest] };
    expect(driftOf(sent, cheap)).toMatchObject({ kind: "item", itemId: first.itemId });
  });

  it("calls an item missing that the bill does not have, unless it has sums alone", () => {
    const strange = equal.lines.map((line) => ({ ...line, lineId: "of-another" }));
    expect(driftOf(sent, { ...equal, lines: strange })).toMatchObject({ kind: "missing", posCents: 0 });
    expect(driftOf(sent, { ...equal, lines: [] })).toBeNull();
  });
});

describe("a bill that is kept", () => {
  it("is read again from the evidence of a try, and nothing is read from what is no bill", () => {
    const results = [{ evidence: { posOrderId: "1", bill: keptBill(pos) } }];
    expect(findPosBill({ results, events: [] })).toEqual(pos);
    expect(findPosBill({ results: [{ evidence: { bill: { lines: "?" } } }], events: [] })).toBeNull();
  });

  it("is kept without its lines where it has very many", () => {
    const [line] = pos.lines;
    if (line === undefined) throw new Error("The bill has a line");
    const lines = Array.from({ length: 101 }, () => ({ ...line, modifiers: [] }));
    expect(keptBill({ ...pos, lines })).toEqual({ lines: [], totals: pos.totals });
  });
});
