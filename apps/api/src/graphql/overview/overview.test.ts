import { everyBrand } from "@parley/db";
import { insertExchanges } from "@parley/db/exchanges";
import { setMapping, upsertUnmapped } from "@parley/db/mappings";
import { setLocationPos } from "@parley/db/stores";
import { testExchange } from "@parley/db/testing";
import { describe, expect, it } from "vitest";
import { attentionItems } from "../attention/attention.ts";
import { openTestDoor } from "../testing/door.ts";

const OVERVIEW = `{ overview {
  attention { kind title detail count moneyCents currency href }
  operations { operation lastHour refused p50Ms }
  placedToday acceptedShare202 lastOrderAt
  stores { location { code } placed notPlaced menuConfirmedAt }
  firstSteps { key done } } }`;

const NOTHING = {
  notPlaced: [],
  unmapped: { count: 0, oldestSeenAt: null },
  menus: [],
  pos: [],
  disputed: { count: 0, orders: [] },
};
const at = new Date("2026-11-30T12:00:00Z");

describe("the overview", () => {
  it("says that paid orders are not confirmed by a kitchen, with the money and where to look", async () => {
    await using door = await openTestDoor();
    const receivedAt = new Date(Date.now() - 60_000);
    await door.addOrder(door.own, { receivedAt });
    await door.addOrder(door.own, { receivedAt });
    await door.addOrder(door.foreign, { receivedAt });
    const { body } = await door.ask(await door.headersOf("support"), OVERVIEW);
    expect(body).toMatchObject({
      data: {
        overview: {
          attention: [
            {
              kind: "PAID_NOT_PLACED",
              title: "2 paid orders are not confirmed by a kitchen",
              count: 2,
              moneyCents: 5820,
              currency: "USD",
              href: "/orders?show=pending",
            },
          ],
          placedToday: 0,
          lastOrderAt: receivedAt.toISOString(),
          stores: [
            { location: { code: door.own.location.code }, placed: 0, notPlaced: 2, menuConfirmedAt: null },
          ],
        },
      },
    });
  });

  it("says how far the clock is off, and which way (R8)", async () => {
    await using door = await openTestDoor();
    const headers = await door.headersOf("viewer");
    door.clockAheadMs = 3_600_000;
    const title = "The gateway's clock is 3600 s ahead of the database's";
    const { body } = await door.ask(headers, OVERVIEW);
    expect(body).toMatchObject({ data: { overview: { attention: [{ kind: "CLOCK_WRONG", title }] } } });
  });

  it("does not alarm anybody about an order that was sent this second", async () => {
    await using door = await openTestDoor();
    await door.addOrder(door.own);
    const { body } = await door.ask(await door.headersOf("support"), OVERVIEW);
    expect(body).toMatchObject({ data: { overview: { attention: [] } } });
  });

  it("counts the last hour by operation, and how many submits were answered 202", async () => {
    await using door = await openTestDoor();
    const brandId = door.own.brand.id;
    const ages = [0, 0, 0, 2 * 3_600_000].map((ms) => new Date(Date.now() - ms));
    await insertExchanges(
      door.test.db,
      ages.map((time, index) =>
        testExchange({ brandId, at: time, status: index === 0 ? 202 : index === 1 ? 422 : 200 }),
      ),
    );
    const { body } = await door.ask(await door.headersOf("viewer"), OVERVIEW);
    expect(body).toMatchObject({
      data: {
        overview: {
          operations: [
            { operation: "VALIDATE_ORDER", lastHour: 0, refused: 0, p50Ms: null },
            { operation: "SUBMIT_ORDER", lastHour: 3, refused: 1, p50Ms: expect.closeTo(1.5, 1) },
            { operation: "GET_ORDER", lastHour: 0 },
            { operation: "GET_MENU", lastHour: 0 },
          ],
          acceptedShare202: 1 / 3,
        },
      },
    });
  });

  it("names unmapped ids and stores without a menu", async () => {
    await using door = await openTestDoor();
    const { db, vault } = door.test;
    const { connection, parOrganizationId, location } = door.own;
    const base = { connectionId: connection.id, exchangeId: null, now: new Date() };
    await upsertUnmapped(db, { ...base, kind: "location", parId: "PAR-NEW", parOrganizationId });
    await setLocationPos(db, {
      vault,
      locationId: location.id,
      posKind: "bridge",
      posSettings: { url: "http://127.0.0.1:1", store: "x", class: "A" },
      now: new Date(),
    });
    const { body } = await door.ask(await door.headersOf("viewer"), OVERVIEW);
    expect(body).toMatchObject({
      data: {
        overview: {
          attention: [
            {
              kind: "UNMAPPED_IDS",
              title: "1 id of PAR is not mapped to a store or brand",
              href: "/mappings",
            },
            { kind: "MENU_MISSING", title: `${location.code} has no menu`, href: `/menus/${location.id}` },
          ],
        },
      },
    });
  });

  it("ticks off the steps to the first order", async () => {
    await using door = await openTestDoor();
    const steps = async () => {
      const { body } = await door.ask(await door.headersOf("viewer"), OVERVIEW);
      return [...JSON.stringify(body).matchAll(/"key":"(\w+)","done":true/g)].map((match) => match[1]);
    };
    const { location, connection } = door.own;
    await setMapping(door.test.db, {
      kind: "location",
      connectionId: connection.id,
      parId: "PAR-2",
      targetId: location.id,
      scope: everyBrand,
      expectedVersion: null,
      changedBy: "test",
      now: new Date(),
    });
    expect(await steps()).toEqual(["connection", "store", "organization", "location"]);
    await door.addOrder(door.own);
    expect(await steps()).toEqual(["connection", "store", "organization", "location", "order"]);
  });
});

describe("attentionItems", () => {
  it("says what the POS contradicts, which way, with the money and the next step", () => {
    const order = {
      orderId: "ord_1",
      state: "placed" as const,
      onlineOrderId: "WEB-1",
      posOrderId: "TILL-1",
      currency: "USD",
      grandTotalCents: 2910,
      receivedAt: at,
      locationId: "loc_1" as const,
      code: "YC-1",
      name: "Nosuch Place",
      phone: "+1 213 555 0100",
      dispute: "pos_cancelled" as const,
      disputedAt: at,
    };
    const nothing = { unsettled: [], forPeople: [], clockAheadMs: null };
    const one = { ...NOTHING, disputed: { count: 1, orders: [order] } };
    expect(attentionItems({ summary: one, ...nothing })).toEqual([
      {
        kind: "DISPUTED",
        title: "The POS took back 1 order that PAR was told is placed",
        detail: "Call Nosuch Place (+1 213 555 0100). Refund the guest, or have the store make it again.",
        count: 1,
        moneyCents: 2910,
        currency: "USD",
        oldestAt: at,
        href: "/orders/ord_1",
      },
    ]);
    const unwanted = { ...order, orderId: "ord_3", state: "errored" as const, posOrderId: null };
    const misnumbered = { ...order, orderId: "ord_4", dispute: "pos_order_of_another" as const };
    const many = { count: 60, orders: [order, { ...order, orderId: "ord_2" }, unwanted, misnumbered] };
    expect(attentionItems({ summary: { ...NOTHING, disputed: many }, ...nothing })).toMatchObject([
      {
        title: "The POS took back 2 or more orders that PAR was told are placed",
        moneyCents: 5820,
        href: "/orders?show=disputed",
      },
      { title: "The POS has 1 or more orders that PAR was told are not placed" },
      { title: "PAR was told the number of another ticket for 1 or more orders" },
    ]);
  });

  it("tells sums of small units whole, also past 32 bits (F)", async () => {
    await using door = await openTestDoor();
    const receivedAt = new Date(Date.now() - 60_000);
    const dear = { receivedAt, currency: "JPY", grandTotalCents: 1_900_000_000 };
    await door.addOrder(door.own, dear);
    await door.addOrder(door.own, dear);
    const { body } = await door.ask(await door.headersOf("support"), OVERVIEW);
    expect(body).toMatchObject({
      data: { overview: { attention: [{ moneyCents: 3_800_000_000, currency: "JPY" }] } },
    });
  });

  it("puts guests' money first, then what stops orders, then what ages", () => {
    const sum = { currency: "USD", count: 1, totalCents: 100, oldestReceivedAt: at };
    const store = { locationId: "loc_1" as const, code: "YC-LC-001", name: "Nosuch Place" };
    const items = attentionItems({
      summary: {
        notPlaced: [],
        unmapped: { count: 3, oldestSeenAt: at },
        menus: [
          { ...store, problem: "stale", confirmedAt: at, error: "timeout" },
          { ...store, problem: "missing", confirmedAt: null, error: null },
        ],
        pos: [{ ...store, outcome: "unknown", failedCount: 1, lastAt: at }],
        disputed: { count: 0, orders: [] },
      },
      unsettled: [sum],
      forPeople: [{ ...sum, count: 2 }],
      clockAheadMs: null,
    });
    expect(items.map((item) => [item.kind, item.title])).toEqual([
      ["NEEDS_PERSON", "2 orders need a person to look at the POS"],
      ["PAID_NOT_PLACED", "1 paid order is not confirmed by a kitchen"],
      ["UNMAPPED_IDS", "3 ids of PAR are not mapped to a store or brand"],
      ["POS_FAILING", "The POS of YC-LC-001 does not answer as it should"],
      ["MENU_MISSING", "YC-LC-001 has no menu"],
      ["MENU_STALE", "The menu of YC-LC-001 is old"],
    ]);
  });

  it("is empty when all is well", () => {
    expect(attentionItems({ summary: NOTHING, unsettled: [], forPeople: [], clockAheadMs: null })).toEqual(
      [],
    );
  });
});
