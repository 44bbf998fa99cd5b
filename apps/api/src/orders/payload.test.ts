import { readdirSync, readFileSync } from "node:fs";
import type { OrderPayload } from "@parley/db/orders";
import { describe, expect, it } from "vitest";
import { toPosOrder } from "../pricing/price-order.ts";
import { menu, worked } from "../pricing/testing/menu.ts";
import { price, requestOf } from "../pricing/testing/orders.ts";
import { linesOf } from "./order-lines.ts";
import {
  findPosOrder,
  findPriced,
  parsePosOrder,
  parsePriced,
  UnreadablePayloadError,
  writePayload,
} from "./payload.ts";

const FOLDER = new URL("./testing/payloads/", import.meta.url);

interface Documents {
  pos_order: unknown;
  priced: unknown;
}

/** What earlier versions stored, with the name of its file. */
const stored: [string, Documents][] = readdirSync(FOLDER).map((file) => {
  const vector = JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
  return [file, vector.rows?.order_payloads[0] ?? vector];
});

function rowOf(documents: { posOrder: unknown; priced: unknown }): OrderPayload {
  // As the database gives them back.
  const json = JSON.parse(JSON.stringify(documents));
  return { orderId: "ord_1", answer: null, answerStatus: null, usedVersions: null, ...json };
}

const rowOfStored = ({ pos_order, priced }: Documents) => rowOf({ posOrder: pos_order, priced });

function sample() {
  const { order: priced } = price(menu, worked);
  if (priced === null) throw new Error("The worked exchange has a price");
  const posOrder = toPosOrder(priced, requestOf(worked), {
    reference: "r",
    store: "YC-LC-001",
    timezone: "UTC",
  });
  return { posOrder, priced };
}

describe("a payload that an earlier version stored", () => {
  it.each(stored)("is read whole: %s", (_file, documents) => {
    const row = rowOfStored(documents);
    expect(parsePosOrder(row)).toStrictEqual(documents.pos_order);
    expect(parsePriced(row)).toStrictEqual(documents.priced);
  });

  it.each(stored)("is written again so that that version can read it: %s", (_file, documents) => {
    const row = rowOfStored(documents);
    const again = writePayload({ posOrder: parsePosOrder(row), priced: parsePriced(row) });
    expect(again.posOrder).toMatchObject(Object(documents.pos_order));
    expect(again.priced).toMatchObject(Object(documents.priced));
  });
});

describe("a payload", () => {
  it("is read as it was written", () => {
    const order = sample();
    const row = rowOf(writePayload(order));
    expect(parsePosOrder(row)).toStrictEqual(order.posOrder);
    expect(parsePriced(row)).toStrictEqual(order.priced);
  });

  it("names its version", () => {
    expect(writePayload(sample())).toMatchObject({ posOrder: { v: 1 }, priced: { v: 1 } });
  });

  it("names how many decimals its amounts have, under a version of its own where they are not two (F)", () => {
    expect(writePayload(sample())).toMatchObject({
      posOrder: { v: 1, exponent: 2 },
      priced: { exponent: 2 },
    });
    const { posOrder, priced } = sample();
    const yen = { posOrder: { ...posOrder, currency: "JPY" }, priced: { ...priced, currency: "JPY" } };
    const written = writePayload(yen);
    expect(written).toMatchObject({ posOrder: { v: 2, exponent: 0 }, priced: { v: 2, exponent: 0 } });
    expect(parsePosOrder(rowOf(written))).toStrictEqual(yen.posOrder);
    expect(parsePriced(rowOf(written))).toStrictEqual(yen.priced);
  });

  it("may be none at all, for an order that goes nowhere", () => {
    const row = rowOf(writePayload({ posOrder: null, priced: null }));
    expect([findPosOrder(row), findPriced(row), findPosOrder(null), findPriced(null)]).toEqual(
      Array(4).fill(null),
    );
    expect(linesOf(row)).toEqual([]);
  });

  it("says nothing where a field that may be empty is not there", () => {
    const { posOrder, priced } = sample();
    const { tableNumber: _, ...rest } = posOrder;
    expect(parsePosOrder(rowOf({ posOrder: rest, priced }))).toStrictEqual(posOrder);
  });
});

describe("a payload that cannot be read", () => {
  const { posOrder, priced } = sample();
  it.each([
    ["of a version that does not exist yet", { ...posOrder, v: 3 }, "pos_order is of version 3"],
    [
      "in hundredths of a yen (F)",
      { ...posOrder, currency: "JPY" },
      "pos_order has JPY amounts of 2 decimals",
    ],
    ["in whole dollars (F)", { ...posOrder, v: 2, exponent: 0 }, "pos_order has USD amounts of 0 decimals"],
    ["of a version that is no number", { ...posOrder, v: "1" }, "pos_order is of version none"],
    ["that is no document", "?", "pos_order is of version none"],
    ["that is not there", null, "pos_order is of version none"],
    ["without its reference", { ...posOrder, reference: undefined }, "pos_order.reference is invalid_type"],
    [
      "with half a cent",
      { ...posOrder, totals: { ...posOrder.totals, grandCents: 0.5 } },
      "pos_order.totals.grandCents is invalid_type",
    ],
  ])("is refused where it is one %s", (_what, document, message) => {
    const row = rowOf({ posOrder: document, priced });
    expect(() => parsePosOrder(row)).toThrow(UnreadablePayloadError);
    expect(() => parsePosOrder(row)).toThrow(message);
    expect(findPosOrder(row)).toBeNull();
  });

  it("tells the place and nothing of the guest", () => {
    const guest = { name: "Ada Lovelace", phone: 5, email: null };
    const row = rowOf({ posOrder: { ...posOrder, guest }, priced });
    expect(() => parsePosOrder(row)).toThrow(/^The payload of order ord_1 cannot be read: pos_order\.guest/);
    expect(() => parsePosOrder(row)).not.toThrow("Ada");
  });
});
