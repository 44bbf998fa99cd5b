import { afterEach, describe, expect, it } from "vitest";
import type { PosLine, PosOrder } from "../adapter.ts";
import { samplePosOrder } from "../conformance/sample-order.ts";
import { within } from "../testing/hostile-pos.ts";
import { openSquareStage } from "../testing/square-double/stage.ts";

const stage = openSquareStage();

afterEach(() => stage.close());

function lineOf(itemId: string, cents: number, change: Partial<PosLine> = {}): PosLine {
  const [line] = samplePosOrder(itemId, cents).lines;
  if (line === undefined) throw new Error("the sample order has a line");
  return { ...line, lineId: itemId, ...change };
}

/** An order of these lines with the totals that we would calculate. */
function orderOf(
  lines: PosLine[],
  totals: Partial<PosOrder["totals"]>,
  change: Partial<PosOrder> = {},
): PosOrder {
  const base = samplePosOrder("x", 0);
  return { ...base, lines, totals: { ...base.totals, ...totals }, ...change };
}

const modifier = { modifierGroupId: null, name: null, quantity: 1, freeQuantity: 0, modifiers: [] };

describe("money at Square", () => {
  it.each<[string, PosOrder, number]>([
    ["an additive tax comes on top", orderOf([lineOf("V-SOUP", 475)], { grandCents: 517 }), 517],
    ["an inclusive tax stays inside", orderOf([lineOf("V-WINE", 1_190)], { grandCents: 1_190 }), 1_190],
    ["an item without tax has none", orderOf([lineOf("V-BOOK", 1_500)], { grandCents: 1_500 }), 1_500],
    [
      "modifiers multiply by their own quantity and the line's",
      orderOf(
        [
          lineOf("V-BOOK", 1_500, {
            quantity: 2,
            modifiers: [{ ...modifier, modifierId: "M-CORN", quantity: 3, unitPriceCents: 75 }],
          }),
        ],
        { grandCents: 3_450 },
      ),
      3_450,
    ],
    [
      "free units cost nothing",
      orderOf(
        [
          lineOf("V-BOOK", 1_500, {
            modifiers: [
              { ...modifier, modifierId: "M-CORN", quantity: 3, freeQuantity: 2, unitPriceCents: 75 },
            ],
          }),
        ],
        { grandCents: 1_575 },
      ),
      1_575,
    ],
    [
      "a parent that is taken twice has its children twice",
      orderOf(
        [
          lineOf("V-BOOK", 1_500, {
            modifiers: [
              {
                ...modifier,
                modifierId: "M-ROLL",
                quantity: 2,
                unitPriceCents: 10,
                modifiers: [{ ...modifier, modifierId: "M-JAM", unitPriceCents: 60 }],
              },
            ],
          }),
        ],
        { grandCents: 1_640 },
      ),
      1_640,
    ],
    [
      "a discount of the order is taken before tax",
      orderOf(
        [lineOf("V-SOUP", 475)],
        { grandCents: 463 },
        {
          discounts: [{ discountId: null, name: "Lunch", amountCents: 50, lineIds: [] }],
        },
      ),
      462,
    ],
    [
      "a discount of two lines is taken once, not off each",
      orderOf(
        [lineOf("V-BOOK", 1_500), lineOf("V-WINE", 1_190)],
        { grandCents: 2_590 },
        {
          discounts: [{ discountId: "d", name: null, amountCents: 100, lineIds: ["V-BOOK", "V-WINE"] }],
        },
      ),
      2_590,
    ],
    [
      "a fee is charged last and without tax",
      orderOf(
        [lineOf("V-SOUP", 475)],
        { grandCents: 817 },
        {
          fees: [{ feeId: null, name: "Bag", amountCents: 300 }],
        },
      ),
      817,
    ],
    [
      "a price that Square has changed since stays as it was paid",
      orderOf([lineOf("V-BOOK", 1_400)], {}),
      1_400,
    ],
  ])("%s", async (_what, order, totalCents) => {
    const { adapter, square } = await stage.open();
    expect(await adapter.place(order, within(10_000))).toMatchObject({ kind: "placed", totalCents });
    expect(square.payments).toMatchObject([{ amountCents: totalCents, tipCents: 0 }]);
  });

  it("tells Square's total where half a cent is rounded another way, and pays that", async () => {
    const { adapter, square } = await stage.open();
    // 0.5 % of 1.00: we round the half cent away from zero, Square to the even cent.
    const order = orderOf([lineOf("V-PIN", 100)], { taxCents: 1, grandCents: 101 });
    expect(await adapter.place(order, within(10_000))).toMatchObject({ kind: "placed", totalCents: 100 });
    expect(square.orders).toMatchObject([{ isPaid: true, totalCents: 100 }]);
  });

  it("tells Square's total where each line's tax is rounded for itself", async () => {
    const { adapter } = await stage.open();
    // 8.75 % of 4.75 is 0.42 on each of three lines; 8.75 % of 14.25 is 1.25.
    const lines = [1, 2, 3].map((n) => lineOf("V-SOUP", 475, { lineId: String(n) }));
    const order = orderOf(lines, { taxCents: 125, grandCents: 1_550 });
    expect(await adapter.place(order, within(10_000))).toMatchObject({ kind: "placed", totalCents: 1_551 });
  });

  it("puts the tip into the payment, and the same payment into a repeated try", async () => {
    const { adapter, square } = await stage.open();
    const order = orderOf([lineOf("V-SOUP", 475)], { tipCents: 200, grandCents: 717 });
    expect(await adapter.place(order, within(10_000))).toMatchObject({ kind: "placed", totalCents: 717 });
    expect(await adapter.place(order, within(10_000))).toMatchObject({ kind: "placed", totalCents: 717 });
    expect(square.payments).toMatchObject([{ amountCents: 517, tipCents: 200 }]);
  });

  it("settles an order that costs nothing without a payment", async () => {
    const { adapter, square } = await stage.open();
    const order = orderOf([lineOf("V-FREE", 0)], {});
    expect(await adapter.place(order, within(10_000))).toMatchObject({ kind: "placed", totalCents: 0 });
    expect(square.payments).toEqual([]);
    expect(square.orders).toMatchObject([{ isPaid: true }]);
  });
});
