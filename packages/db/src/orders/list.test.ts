import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cursorOf } from "../sql/page.ts";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing/database.ts";
import { insertOrder } from "./insert.ts";
import { listOrders } from "./list.ts";
import type { Order } from "./types.ts";

const NOON = Date.parse("2026-11-23T12:00:00Z");

describe("listOrders", () => {
  let test: TestDatabase;
  let tacos: TestStore;
  let burgers: TestStore;
  let all: Order[];

  beforeAll(async () => {
    test = await createTestDatabase();
    tacos = await insertTestStore(test);
    burgers = await insertTestStore(test);
    all = [];
    // Pairs share a millisecond, so that a page may end between two orders of one instant.
    for (let n = 0; n < 40; n += 1) {
      const store = n % 4 === 0 ? burgers : tacos;
      const order = await insertOrder(
        test.db,
        testOrder(store, {
          receivedAt: new Date(NOON + Math.floor(n / 2)),
          onlineOrderId: `WEB-${1000 + n}`,
          guestName: n % 2 === 0 ? "Ada Lovelace" : "Grace 100%_Hopper",
          guestPhone: `+1 213 555 01${String(n).padStart(2, "0")}`,
          guestEmail: `guest${n}@example.com`,
          orderType: n % 5 === 0 ? "delivery" : "pickup",
        }),
      );
      if (order !== null) all.unshift(order);
    }
    all.sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a.id < b.id ? 1 : -1));
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const cursor = (order: Order | undefined) =>
    order === undefined ? null : cursorOf(order.receivedAt, order.id);
  const ids = (orders: readonly Order[]) => orders.map((order) => order.id);

  it("pages through everything once, newest first", async () => {
    const seen: Order[] = [];
    let page: Order[];
    do {
      page = await listOrders(test.db, { scope: everyBrand, page: { limit: 7, after: cursor(seen.at(-1)) } });
      seen.push(...page);
    } while (page.length > 0);
    expect(seen).toEqual(all);
  });

  it("pages backwards from a cursor", async () => {
    const page = { limit: 3, before: cursor(all[10]), inverted: true };
    const orders = await listOrders(test.db, { scope: everyBrand, page });
    expect(ids(orders.reverse())).toEqual(ids(all.slice(7, 10)));
  });

  it("does not move when newer orders arrive", async () => {
    const first = await listOrders(test.db, { scope: everyBrand, page: { limit: 5 } });
    expect(ids(first)).toEqual(ids(all.slice(0, 5)));
    const fresh = await insertTestStore(test);
    await insertOrder(test.db, testOrder(fresh, { receivedAt: new Date(NOON + 60_000), guestName: null }));
    const scope = ofBrands(tacos.brand.id, burgers.brand.id);
    const second = await listOrders(test.db, { scope, page: { limit: 5, after: cursor(first.at(-1)) } });
    expect(ids(second)).toEqual(ids(all.slice(5, 10)));
  });

  it("filters by store, type, state and time", async () => {
    const [until, from] = [new Date(NOON + 15), new Date(NOON + 5)];
    const filter = {
      locationId: tacos.location.id,
      orderType: "delivery",
      states: ["dispatching"],
      from,
      until,
    } as const;
    const found = await listOrders(test.db, { scope: everyBrand, filter, page: { limit: 100 } });
    expect(found.length).toBeGreaterThan(0);
    expect(ids(found)).toEqual(
      ids(
        all.filter(
          (order) =>
            order.locationId === tacos.location.id &&
            order.orderType === "delivery" &&
            order.receivedAt >= from &&
            order.receivedAt < until,
        ),
      ),
    );
    const none = await listOrders(test.db, {
      scope: everyBrand,
      filter: { states: ["errored"] },
      page: { limit: 100 },
    });
    expect(none).toEqual([]);
  });

  it("shows an operator the orders of their brands only, whatever they ask", async () => {
    const scope = ofBrands(burgers.brand.id);
    const everything = await listOrders(test.db, { scope, page: { limit: 100 } });
    expect(new Set(everything.map((order) => order.brandId))).toEqual(new Set([burgers.brand.id]));
    const filter = { brandId: tacos.brand.id };
    expect(await listOrders(test.db, { scope, filter, page: { limit: 10 } })).toEqual([]);
    expect(await listOrders(test.db, { scope: ofBrands(), page: { limit: 10 } })).toEqual([]);
  });
});
