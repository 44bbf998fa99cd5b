import { getOrderTrace, listOrders } from "@parley/db/orders";
import {
  answerDigestFields,
  parseMenuAnswer,
  parseOrderAnswer,
  sampleOrder,
  signatureString,
  type WireBody,
} from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/** F: a store whose currency has no minor unit, from PAR's menu to the POS's journal and back. */

let door: Door;
beforeAll(async () => {
  door = await openDoor({ currency: "JPY" });
});
afterAll(() => door[Symbol.asyncDispose]());

const scope = { all: true } as const;

/** The worked exchange with the same cents in yen: 2 trios with guacamole, a drink, 8.75 % tax, a tip of 300. */
function yenOrder(uid: string, details: WireBody = {}): WireBody {
  return sampleOrder({
    root: { request_uid: uid },
    details: {
      online_order_id: `ONL-${uid}`,
      currency: "JPY",
      items: [
        {
          item_id: "taco-trio",
          quantity: 2,
          unit_price: 950,
          modifiers: [{ modifier_id: "guac", modifier_group_id: "extras", unit_price: 125 }],
        },
        { item_id: "agua-fresca", quantity: 1, unit_price: 250 },
      ],
      subtotal: 2400,
      tax_total: 210,
      tip_total: 300,
      grand_total: 2910,
      payments: [{ type: "card", amount: 2910, tip_amount: 300 }],
      ...details,
    },
  });
}

const placedAs = (uid: string) =>
  door.simulator.journal().find(({ online_order_id }) => online_order_id === `ONL-${uid}`);

describe("a store in yen", () => {
  it("tells PAR its prices in whole yen, as our own reader takes them", async () => {
    const { response, verdict } = await door.par.menus({
      organization_id: ORGANIZATION,
      location_id: LOCATION,
    });
    expect(verdict.ok).toBe(true);
    expect(response.json).toMatchObject({ currency: "JPY" });
    expect((response.json as { products: unknown[] }).products).toContainEqual(
      expect.objectContaining({ id: "taco-trio", price: 950 }),
    );
    const { menu } = parseMenuAnswer(response.json).answer;
    expect(menu?.modifiers).toContainEqual(expect.objectContaining({ id: "guac", priceCents: 12_500 }));
  });

  it("has a version of its menu that spares the lists, and is not that of the same cents in dollars", async () => {
    const ask = { organization_id: ORGANIZATION, location_id: LOCATION };
    const versionOf = ({ response }: { response: { json: unknown } }) =>
      (response.json as { menu_version: string }).menu_version;
    const version = versionOf(await door.par.menus(ask));
    const again = await door.par.menus({ ...ask, if_version: version });
    expect(again.response.json).toMatchObject({
      menu_changed: false,
      menu_version: version,
      currency: "JPY",
    });
    expect(again.response.json).not.toHaveProperty("products");
    await using dollars = await openDoor();
    expect(versionOf(await dollars.par.menus(ask))).not.toBe(version);
  });

  it("validates, places and reports the same yen everywhere, and signs the amount times 100", async () => {
    const validated = await door.par.validate(yenOrder("yen-0"));
    expect(validated.verdict.ok).toBe(true);
    expect(validated.response.json).toMatchObject({ status: "validated" });

    const { response, verdict } = await door.par.submit(yenOrder("yen-1"));
    expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(response.json).toMatchObject({
      status: "placed",
      order_details: { currency: "JPY", subtotal: 2400, tax_total: 210, tip_total: 300, grand_total: 2910 },
    });
    expect(parseOrderAnswer(response.json).answer.order.grandTotalCents).toBe(291_000);
    expect(placedAs("yen-1")).toMatchObject({
      total_cents: 2910,
      lines: [{ unit_price_cents: 950, total_cents: 2150 }, { unit_price_cents: 250 }],
    });

    const signed = signatureString(answerDigestFields(response.body), "R");
    expect(signed).toMatch(/^yen-1\|PAR-LOC-12345\|ONL-yen-1\|291000\|240000\|/);
    const rows = await listOrders(door.ctx.db, { scope, page: { limit: 10 } });
    const order = rows.find(({ requestUid }) => requestUid === "yen-1");
    expect(order).toMatchObject({
      currency: "JPY",
      subtotalCents: 2400,
      taxCents: 210,
      grandTotalCents: 2910,
    });
    const trace = await getOrderTrace(door.ctx.db, { scope, orderId: order?.id ?? "" });
    expect(trace?.payload).toMatchObject({ posOrder: { exponent: 0 }, priced: { exponent: 0 } });

    const [again, polled] = [await door.par.submit(yenOrder("yen-1")), await door.par.status("yen-1")];
    expect([again.response.body, polled.response.body]).toEqual([response.body, response.body]);
  });

  it.each(["2910.0", "2910.00", "2.91e3"])("takes %s for 2910", async (text) => {
    const body = JSON.stringify(yenOrder("yen-0")).replaceAll("2910", text);
    expect((await door.par.validate(body)).response.json).toMatchObject({ status: "validated" });
  });

  it("keeps a paid total that is one yen off, and refuses one that is two", async () => {
    const off = (uid: string, total: number) =>
      yenOrder(uid, { grand_total: total, payments: [{ type: "card", amount: total }] });
    expect((await door.par.submit(off("yen-2", 2911))).response.json).toMatchObject({
      status: "placed",
      order_details: { grand_total: 2911 },
    });
    expect((await door.par.submit(off("yen-3", 2912))).response.json).toMatchObject({
      status: "rejected",
      errors: [{ code: "price_mismatch", expected: 2910, actual: 2912, message: "The grand total is 2910" }],
    });
  });

  it("rounds a percentage and the tax on what is left to whole yen", async () => {
    // 12.5 % of 2400 are 300; 8.75 % of 2100 are 183.75.
    const details = { discounts: [{ percent: 12.5 }], discount_total: 300, tax_total: 184 };
    const body = yenOrder("yen-4", { ...details, grand_total: 2584, payments: [] });
    expect((await door.par.submit(body)).response.json).toMatchObject({ status: "placed" });
    expect(placedAs("yen-4")).toMatchObject({ total_cents: 2584 });
  });

  it.each([
    [{ grand_total: 2910.5 }, "order_details.grand_total"],
    [{ tip_total: 300.25 }, "order_details.tip_total"],
    [{ payments: [{ amount: 2909.99 }] }, "order_details.payments[0].amount"],
    [
      { items: [{ item_id: "agua-fresca", quantity: 1, unit_price: 9.5 }] },
      "order_details.items[0].unit_price",
    ],
  ])("refuses a part of a yen, and says where and why: %j", async (details, field) => {
    for (const ask of ["validate", "submit"] as const) {
      const { response } = await door.par[ask](yenOrder("yen-5", details));
      expect(response.status).toBe(400);
      expect(response.json).toMatchObject({
        errors: [
          {
            code: "invalid_field",
            field,
            message: `${field} must be a whole number, since JPY has no decimals`,
          },
        ],
      });
    }
    expect(placedAs("yen-5")).toBeUndefined();
  });

  it("takes amounts that only a currency of larger units has not, up to its own bound", async () => {
    const total = (grand_total: number) => yenOrder("yen-6", { grand_total, payments: [] });
    expect((await door.par.validate(total(10_000_000))).response.json).toMatchObject({ status: "rejected" });
    expect((await door.par.validate(total(1_999_999_999))).response.status).toBe(200);
    expect((await door.par.validate(total(2_000_000_000))).response.status).toBe(400);
  });

  it.each([
    ["USD", "The store's currency is JPY"],
    ["KWD", "The store's currency is JPY; KWD has three decimals, and PAR has not said how it signs them"],
    ["ABC", 'The store\'s currency is JPY; "ABC" is no currency code of ISO 4217'],
  ])("rejects an order in %s for its currency, whatever its amounts", async (currency, message) => {
    const body = yenOrder(`yen-${currency}`, { currency, tip_total: 3.5 });
    const { response } = await door.par.submit(body);
    expect(response.json).toMatchObject({ status: "rejected" });
    expect((response.json as { errors: unknown[] }).errors[0]).toMatchObject({
      code: "price_mismatch",
      field: "order_details.currency",
      message,
    });
  });
});

describe("a store in dollars", () => {
  it("still refuses 10,000,000.00 (G07), and amounts that together pass it, as no order could hold them", async () => {
    const ask = (details: WireBody) =>
      door.other.par.submit(
        sampleOrder({
          root: { organization_id: door.other.organizationId, location_id: door.other.parLocationId },
          details: { ...details, online_order_id: null, currency: null },
        }),
      );
    const { response } = await ask({ grand_total: 10_000_000 });
    expect(response.status).toBe(400);
    expect(response.json).toMatchObject({
      errors: [{ code: "invalid_field", field: "order_details.grand_total" }],
    });
    const items = [{ item_id: "sim-slow", quantity: 1 }];
    const most = { tip_total: 9_999_999.99, fee_total: 9_999_999.99, grand_total: 9_999_999.99 };
    const huge = await ask({ items, ...most, payments: [] });
    expect(huge.response.json).toMatchObject({ status: "rejected" });
  });
});
