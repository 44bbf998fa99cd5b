import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findConnection, listConnections } from "../connections/connections.ts";
import { findExchange, insertExchanges, listExchanges } from "../exchanges/exchanges.ts";
import { listFailingPos } from "../issues/failing-pos.ts";
import { listMenuTroubles } from "../issues/menus.ts";
import { groupDisputed, groupWaiting } from "../issues/open-orders.ts";
import { groupUnmapped } from "../issues/unmapped.ts";
import { findMenu, listCurrentMenus, storeMenu } from "../menus/menus.ts";
import { listMenusInForce, listMenuVersions } from "../menus/pins.ts";
import { insertOrder } from "../orders/insert.ts";
import { listOrders } from "../orders/list.ts";
import { recordResult } from "../orders/result.ts";
import { getOrderTrace } from "../orders/trace.ts";
import { operationStats } from "../rollups/read.ts";
import { findBrand, findLocation, insertLocation, listBrands, listLocations } from "../stores/stores.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { everyBrand, ofBrands, type Scope } from "./scope.ts";

const page = { limit: 100 };
const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

// The mappings and the unmapped queue are in mappings.test.ts, search in orders/list.test.ts.
describe("an operator of brand A sees nothing of brand B", () => {
  let test: TestDatabase;
  let [a, b]: TestStore[] = [];
  let mine: Scope;
  let orderOfB: string;
  let exchangeOfB: string;
  let menuOfB: string;

  function theirs(): TestStore {
    if (b === undefined) throw new Error("Not set up.");
    return b;
  }

  async function troubles(scope: Scope) {
    const { db } = test;
    const now = after(60_000);
    return {
      waiting: await groupWaiting(db, { scope, now, graceMs: 5_000 }),
      unmapped: await groupUnmapped(db, { scope }),
      menus: await listMenuTroubles(db, { scope, now, staleMs: 1_000 }),
      pos: await listFailingPos(db, { scope, now, windowMs: 900_000 }),
      disputed: await groupDisputed(db, { scope }),
    };
  }

  beforeAll(async () => {
    test = await createTestDatabase();
    a = await insertTestStore(test, NOON);
    b = await insertTestStore(test, NOON);
    mine = ofBrands(a.brand.id);
    for (const store of [a, b]) {
      const args = testOrder(store, { receivedAt: NOON });
      orderOfB = args.order.id;
      await insertOrder(test.db, args);
      const facts = {
        connectionId: store.connection.id,
        brandId: store.brand.id,
        locationId: store.location.id,
      };
      const exchange = testExchange({ ...facts, orderId: orderOfB, at: NOON });
      exchangeOfB = exchange.id;
      await insertExchanges(test.db, [exchange]);
      const menu = {
        version: "v1",
        content: { products: [] },
        source: "bridge",
        etag: null,
        nextPullAt: NOON,
        now: NOON,
      };
      ({ menuId: menuOfB } = await storeMenu(test.db, { ...menu, locationId: store.location.id }));
      await test.db.sql`update locations set pos_kind = 'bridge' where id = ${store.location.id}`;
      const to = {
        state: "unknown",
        posOrderId: null,
        ambiguous: true,
        absences: 0,
        dueInMs: 0,
      } as const;
      const result = { outcome: "unknown" as const, evidence: null };
      await recordResult(test.db, testPlaced(orderOfB, to, { answer: null, result, now: NOON }));
    }
    await insertExchanges(test.db, [testExchange({ at: NOON, status: 401, operation: null })]);
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it("in lists", async () => {
    const { db } = test;
    const brandIds = async (scope: Scope) => ({
      brands: (await listBrands(db, { scope })).map((row) => row.id),
      locations: (await listLocations(db, { scope })).map((row) => row.brandId),
      orders: (await listOrders(db, { scope, page })).map((row) => row.brandId),
      exchanges: (await listExchanges(db, { scope, page })).map((row) => row.brandId),
    });
    const expected = [a?.brand.id];
    expect(await brandIds(mine)).toEqual({
      brands: expected,
      locations: expected,
      orders: expected,
      exchanges: expected,
    });
    const all = await brandIds(everyBrand);
    expect([all.brands.length, all.locations.length, all.orders.length, all.exchanges.length]).toEqual([
      2, 2, 2, 3,
    ]);
    expect((await listConnections(db, { scope: mine })).map((row) => row.id)).toEqual([a?.connection.id]);
    expect((await listCurrentMenus(db, { scope: mine })).map((row) => row.locationId)).toEqual([
      a?.location.id,
    ]);
  });

  it("by id", async () => {
    const { db } = test;
    const { brand, location, connection } = theirs();
    const ask = async (scope: Scope) => [
      await findBrand(db, { scope, idOrCode: brand.code }),
      await findLocation(db, { scope, idOrCode: location.code }),
      await findConnection(db, { scope, idOrSlug: connection.slug }),
      await getOrderTrace(db, { scope, orderId: orderOfB }),
      await findExchange(db, { scope, exchangeId: exchangeOfB }),
      await findMenu(db, { scope, menuId: menuOfB }),
    ];
    expect(await ask(mine)).toEqual([null, null, null, null, null, null]);
    expect((await ask(everyBrand)).filter((row) => row === null)).toEqual([]);
    const ids = { brands: [brand.id], locations: [location.id], connections: [connection.id] };
    expect(await listBrands(db, { scope: mine, ids: ids.brands })).toEqual([]);
    expect(await listLocations(db, { scope: mine, ids: ids.locations })).toEqual([]);
    expect(await listConnections(db, { scope: mine, ids: ids.connections })).toEqual([]);
    expect(await listMenuVersions(db, { scope: mine, locationId: location.id, limit: 9 })).toEqual([]);
    expect(await listCurrentMenus(db, { scope: mine, locationIds: ids.locations })).toEqual([]);
    expect(await listMenusInForce(db, { scope: mine, locationIds: ids.locations })).toEqual([]);
    expect(await listExchanges(db, { scope: mine, filter: { orderId: orderOfB }, page })).toEqual([]);
  });

  it("in what is summed up", async () => {
    const { db } = test;
    const [own, every] = [await troubles(mine), await troubles(everyBrand)];
    const locationId = a?.location.id;
    expect(own).toMatchObject({
      waiting: [{ locationId, currency: "USD", count: 1, totalCents: 2910, oldestAt: NOON }],
      menus: [{ locationId, problem: "stale", confirmedAt: NOON }],
      pos: [{ locationId, outcome: "unknown", failedCount: 1, lastAt: NOON }],
    });
    expect([every.waiting.length, every.menus.length, every.pos.length]).toEqual([2, 2, 2]);
    const since = after(-1000);
    expect(await operationStats(db, { scope: mine, since })).toMatchObject([
      { operation: "submit_order", count: 1 },
    ]);
    expect(await operationStats(db, { scope: everyBrand, since })).toMatchObject([{ count: 2 }]);
  });

  it("of one store sees that store, the name of its brand, and nothing of the brand beside it", async () => {
    const { db } = test;
    const { id: locationId, brandId } = theirs().location;
    const beside = await insertLocation(db, {
      location: {
        brandId,
        code: "BESIDE",
        name: "Beside",
        address: null,
        phone: null,
        timezone: "America/New_York",
        currency: "USD",
      },
      now: NOON,
    });
    expect(beside).not.toBeNull();
    const scope: Scope = { all: false, brandIds: [], locationIds: [locationId] };
    expect((await listBrands(db, { scope })).map((row) => row.id)).toEqual([brandId]);
    expect((await listLocations(db, { scope })).map((row) => row.id)).toEqual([locationId]);
    expect((await listOrders(db, { scope, page })).map((row) => row.locationId)).toEqual([locationId]);
    expect((await listExchanges(db, { scope, page })).map((row) => row.locationId)).toEqual([locationId]);
    expect((await listCurrentMenus(db, { scope })).map((row) => row.locationId)).toEqual([locationId]);
    expect(await listConnections(db, { scope })).toEqual([]);
    expect(await findLocation(db, { scope, idOrCode: "BESIDE" })).toBeNull();
    expect(await findLocation(db, { scope: ofBrands(brandId), idOrCode: "BESIDE" })).not.toBeNull();
    expect(await groupUnmapped(db, { scope })).toEqual([]);
  });

  it("and nothing at all without a brand", async () => {
    const scope: Scope = ofBrands();
    const { db } = test;
    expect([
      await listBrands(db, { scope }),
      await listLocations(db, { scope }),
      await listConnections(db, { scope }),
      await listOrders(db, { scope, page }),
      await listExchanges(db, { scope, page }),
      await listCurrentMenus(db, { scope }),
      await operationStats(db, { scope, since: after(-1000) }),
    ]).toEqual([[], [], [], [], [], [], []]);
    expect(await troubles(scope)).toEqual({ waiting: [], unmapped: [], menus: [], pos: [], disputed: [] });
  });
});
