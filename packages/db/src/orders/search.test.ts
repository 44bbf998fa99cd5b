import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertExchanges } from "../exchanges/exchanges.ts";
import { cursorOf } from "../sql/page.ts";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertOrdersLike,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { insertOrder } from "./insert.ts";
import { addAlias } from "./lookup.ts";
import { recordResult } from "./result.ts";
import { type OrderSearchArgs, searchOrders } from "./search.ts";
import { CASES, PLACED, STORED } from "./testing/search-cases.ts";
import type { Order } from "./types.ts";

/** Ids that end in nothing that is searched for; drawn ones may. */
function idsOf(at: number) {
  const end = [...at.toString(6)]
    .map((digit) => "abcdef"[Number(digit)])
    .join("")
    .padStart(12, "e");
  return { id: `ord_${"e".repeat(20)}${end}`, requestUid: `eeeeeeee-eeee-4eee-aeee-${end}` } as const;
}

describe("searchOrders", () => {
  let test: TestDatabase;
  let store: TestStore;
  const stored = new Map<string, Order>();

  beforeAll(async () => {
    test = await createTestDatabase();
    store = await insertTestStore(test);
    let minute = 0;
    for (const [name, fields] of Object.entries(STORED)) {
      minute += 1;
      const receivedAt = new Date(Date.UTC(2026, 10, 23, 12, minute));
      const order = await insertOrder(test.db, testOrder(store, { ...idsOf(minute), ...fields, receivedAt }));
      if (order === null) throw new Error(`${name} was not stored`);
      stored.set(order.id, { ...order, guestName: name });
      const posOrderId = Object.entries(PLACED).find(([placed]) => placed === name)?.[1];
      if (posOrderId !== undefined) await recordResult(test.db, testPlaced(order.id, { posOrderId }));
    }
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const search = (text: string, args: Partial<OrderSearchArgs> = {}) =>
    searchOrders(test.db, { text, scope: everyBrand, guestScope: everyBrand, page: { limit: 50 }, ...args });
  const names = (orders: readonly Order[]) =>
    orders.map((order) => stored.get(order.id)?.guestName ?? "").sort();
  const orderOf = (name: keyof typeof STORED): Order => {
    const order = [...stored.values()].find((row) => row.guestName === name);
    if (order === undefined) throw new Error(`${name} is not stored`);
    return order;
  };

  // B: the table is what a support person types, on real PostgreSQL.
  it.each(CASES)("finds by %j exactly %j", async (typed, found) => {
    expect(names((await search(typed)).orders)).toEqual([...found].sort());
  });

  it("says how it understood the term, and that a misspelled name is one", async () => {
    expect(await search("0142")).toMatchObject({
      isSimilar: false,
      readings: [
        { kind: "id" },
        { kind: "id_end" },
        { kind: "till_number", value: "142" },
        { kind: "phone", value: "0142" },
      ],
    });
    expect(await search("Margarete")).toMatchObject({ isSimilar: true });
    expect(await search("Bartholomew")).toMatchObject({ isSimilar: false, orders: [] });
  });

  it("finds an order by every id that anybody has of it", async () => {
    const order = orderOf("nobody");
    const alias = crypto.randomUUID();
    await addAlias(test.db, {
      ...order,
      requestUid: alias,
      orderId: order.id,
      requestDatetime: "x",
      now: order.receivedAt,
    });
    const digest = "0123456789abcdef".repeat(4);
    const exchange = testExchange({ orderId: order.id, brandId: order.brandId });
    const bodies = {
      requestHeaders: { "x-pch-digest": digest.toUpperCase() },
      requestBody: null,
      responseHeaders: {},
      responseBody: null,
      stringSigned: null,
      note: null,
    };
    await insertExchanges(test.db, [{ ...exchange, bodies }]);
    const bare = order.requestUid.replaceAll("-", "");
    const mark = `${order.posReference.slice(0, 4)}-${order.posReference.slice(4, 8)}`;
    for (const text of [
      order.id,
      order.id.toUpperCase(),
      ` '${order.id}' `,
      `http://localhost:3000/orders/${order.id}`,
      order.requestUid,
      order.requestUid.toUpperCase(),
      bare,
      `{${order.requestUid}}`,
      order.requestUid.slice(0, 13),
      alias,
      order.posReference,
      mark.toUpperCase(),
      `Parley ${mark.toUpperCase()}`,
      digest,
      digest.toUpperCase(),
      `X-PCH-Digest: ${digest}`,
      exchange.id,
      order.receivedAt.toISOString(),
      "60.07",
    ]) {
      expect(names((await search(text)).orders), text).toEqual(["nobody"]);
    }
  });

  it("pages through what it found once, newest first, also through similar names", async () => {
    for (const text of ["O'Brien", "O'Brian", "5550"]) {
      const whole = (await search(text)).orders;
      const first = (await search(text, { page: { limit: 1 } })).orders;
      expect(first).toEqual(whole.slice(0, 1));
    }
  });

  it("looks for what else is asked within the candidates", async () => {
    expect((await search("O'Brien", { filter: { states: ["placed"] } })).orders).toHaveLength(1);
    expect((await search("O'Brien", { filter: { states: ["errored"] } })).orders).toEqual([]);
  });

  it("finds nothing of another brand, by no reading", async () => {
    const other = await insertTestStore(test);
    const scope = ofBrands(other.brand.id);
    for (const [typed] of CASES) {
      expect((await search(typed, { scope, guestScope: scope })).orders, typed).toEqual([]);
    }
    const order = orderOf("anne");
    for (const text of [order.id, order.requestUid, order.posReference]) {
      expect((await search(text, { scope, guestScope: scope })).orders, text).toEqual([]);
    }
  });

  // J: who may not see a value cannot search by it.
  it("does not look at the guests of a brand whose guests are masked", async () => {
    const masked = { guestScope: ofBrands() } as const;
    const order = orderOf("anne");
    for (const text of [
      "Anne-Marie",
      "O'Brien",
      "Anne Marei",
      "+1 (213) 555-0142",
      "2135550142",
      "555-0142",
      "0142",
      "50142",
      "anne@example.com",
    ]) {
      expect((await search(text, masked)).orders, text).toEqual([]);
    }
    for (const text of [order.id, "WEB-1001", "29.10", "#42"]) {
      expect(names((await search(text, masked)).orders), text).toContain("anne");
    }
  });

  it("says where more orders fit than it looked through, and is exact once the search is narrowed", async () => {
    await using crowd = await createTestDatabase();
    const place = await insertTestStore(crowd);
    const one = await insertOrder(
      crowd.db,
      testOrder(place, {
        guestName: "Ada King",
        guestPhone: "213 555 0142",
        onlineOrderId: "WEB",
        grandTotalCents: 2910,
        // Those that are open are looked through to the last.
        state: "rejected",
      }),
    );
    if (one === null) throw new Error("the order was not stored");
    await insertOrdersLike(crowd, one.id, 3100);
    const find = (text: string, args: Partial<OrderSearchArgs> = {}) =>
      searchOrders(crowd.db, {
        text,
        scope: everyBrand,
        guestScope: everyBrand,
        page: { limit: 26 },
        ...args,
      });
    for (const text of ["WEB", "ADAKING"]) {
      const found = await find(text);
      expect([found.orders.length, found.isPartial], text).toEqual([26, true]);
    }
    // Where the newest that fit are known, none is left out of the page.
    for (const text of ["29.10", "0142", "Ada", "ada king"]) {
      const { orders, isPartial } = await find(text);
      expect([orders[0]?.id, orders.length, isPartial], text).toEqual([one.id, 26, false]);
    }
    expect(await find("WEB-77")).toMatchObject({ isPartial: false });
    const from = new Date(one.receivedAt.getTime() - 10_000);
    for (const text of ["Ada", "ADAKING", "0142", "WEB"]) {
      const { orders, isPartial } = await find(text, { filter: { from } });
      expect([orders.length, isPartial], text).toEqual([11, false]);
    }
    const pages = new Set<string>();
    let after: string | undefined;
    for (let n = 0; n < 4; n += 1) {
      const { orders } = await find("Ada", { page: { limit: 26, after } });
      for (const { id } of orders) pages.add(id);
      const last = orders.at(-1);
      after = last && cursorOf(last.receivedAt, last.id);
    }
    expect(pages.size).toBe(4 * 26);
  });

  it("finds what is years apart, the newest first, also where a clock was wrong", async () => {
    await using old = await createTestDatabase();
    const place = await insertTestStore(old);
    const times = ["2099-01-01", "2021-02-03", "2019-07-01"].map((day) => Date.parse(day));
    for (let n = 0; n < 60; n += 1) times.push(Date.UTC(2026, 10, 23) - n * 11 * 86_400_000);
    for (const at of times)
      await insertOrder(
        old.db,
        testOrder(place, { guestName: "Ada King", onlineOrderId: `A-${at}-4711`, receivedAt: new Date(at) }),
      );
    const newestFirst = times.toSorted((a, b) => b - a);
    for (const text of ["Ada", "Ada King", "4711", "Ada Kign"]) {
      const found: number[] = [];
      for (let after: string | undefined; ; ) {
        const page = { limit: 9, after };
        const { orders, isPartial } = await searchOrders(old.db, {
          text,
          scope: everyBrand,
          guestScope: everyBrand,
          page,
        });
        expect(isPartial, text).toBe(false);
        found.push(...orders.map(({ receivedAt }) => receivedAt.getTime()));
        const last = orders.at(-1);
        if (last === undefined) break;
        after = cursorOf(last.receivedAt, last.id);
      }
      expect(found, text).toEqual(newestFirst);
      const before = cursorOf(new Date("2026-01-01"), "ord_");
      const { orders } = await searchOrders(old.db, {
        text,
        scope: everyBrand,
        guestScope: everyBrand,
        page: { limit: 9, before, inverted: true },
      });
      expect(
        orders.map(({ receivedAt }) => receivedAt.getTime()),
        text,
      ).toEqual(
        newestFirst
          .filter((at) => at > Date.parse("2026-01-01"))
          .slice(-9)
          .reverse(),
      );
    }
  });

  it("answers any text at all", async () => {
    const odd = [
      "\ud800\udc00",
      "a\u0000b",
      "\u202e\u202d",
      "🌮",
      "((((",
      "ord_",
      "{}",
      "\\x00",
      "💥".repeat(300),
      "\u0300".repeat(500),
      // a letter that no fold keeps
      "\u02ec",
    ];
    for (const text of odd) expect((await search(text)).orders, text).toEqual([]);
  });
});
