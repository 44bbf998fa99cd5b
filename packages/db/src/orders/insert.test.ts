import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { findExchange } from "../exchanges/exchanges.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { PAR } from "./actor.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { addAlias, findOrderByKey, findOrderPayload } from "./lookup.ts";
import { recordResult } from "./result.ts";
import { getOrderTrace } from "./trace.ts";

describe("insertOrder", () => {
  let test: TestDatabase;
  let store: TestStore;

  beforeAll(async () => {
    test = await createTestDatabase();
    store = await insertTestStore(test);
  });
  afterAll(() => test[Symbol.asyncDispose]());

  async function rowCounts() {
    const [row] = await test.db.sql`
      select (select count(*)::int from orders) as orders, (select count(*)::int from order_keys) as keys,
        (select count(*)::int from order_payloads) as payloads, (select count(*)::int from attempts) as attempts,
        (select count(*)::int from order_events) as events, (select count(*)::int from exchanges) as exchanges`;
    return { ...row };
  }

  it("writes the order, its key, payload, event and first attempt, and answers the row as it is stored", async () => {
    const args = testOrder(store);
    const inserted = await insertOrder(test.db, args);
    expect(inserted).toEqual(await findOrder(test.db, { scope: everyBrand, orderId: args.order.id }));
    expect(inserted).toMatchObject({
      state: "dispatching",
      attempt: 1,
      leaseOwner: "worker-1",
      ambiguous: false,
    });
    const trace = await getOrderTrace(test.db, { scope: { all: true }, orderId: args.order.id });
    expect(trace).toMatchObject({
      keys: [{ requestUid: args.order.requestUid, requestDatetime: "2026-11-23T12:00:00Z", isAlias: false }],
      attempts: [{ number: 1, worker: "worker-1", reference: inserted?.posReference }],
      events: [{ kind: "received", fromState: null, toState: "dispatching", actor: "par", detail: null }],
      results: [],
    });
  });

  it("stores JSON as JSON, not as text that holds JSON", async () => {
    const args = testOrder(
      store,
      {},
      { event: { kind: "received", actor: PAR, detail: { spelling: "snake" } } },
    );
    await insertOrder(test.db, args);
    const [kinds] = await test.db.sql`
      select jsonb_typeof(p.pos_order) as pos_order, jsonb_typeof(p.priced) as priced, jsonb_typeof(e.detail) as detail
      from order_payloads p join order_events e using (order_id) where order_id = ${args.order.id}`;
    expect({ ...kinds }).toEqual({ pos_order: "object", priced: "object", detail: "object" });
    expect((await findOrderPayload(test.db, args.order.id))?.posOrder).toEqual(args.payload.posOrder);
  });

  it("stores what PostgreSQL's text cannot hold with a replacement character", async () => {
    const args = testOrder(store, { guestName: "a\0b\ud800c 🌮 \\u0000" });
    await insertOrder(test.db, args);
    expect((await findOrder(test.db, { scope: everyBrand, orderId: args.order.id }))?.guestName).toBe(
      "a\ufffdb\ufffdc 🌮 \\u0000",
    );
  });

  it("writes a rejected order with its final answer and its exchange", async () => {
    const exchange = testExchange();
    const args = testOrder(
      store,
      { state: "rejected", cause: "item_unavailable" },
      {
        payload: { posOrder: null, priced: null, answer: { status: 200, body: '{"status":"rejected"}' } },
        exchanges: [exchange],
      },
    );
    const order = await insertOrder(test.db, args);
    expect(order).toMatchObject({
      state: "rejected",
      attempt: 0,
      finalAt: args.now,
      leaseOwner: null,
    });
    expect(await findOrderByKey(test.db, args.order)).toMatchObject({
      answer: { status: 200, body: '{"status":"rejected"}' },
    });
    const stored = await findExchange(test.db, { scope: everyBrand, exchangeId: exchange.id });
    expect(stored?.bodies).toMatchObject({ requestBody: '{"a":1}' });
  });

  it("answers null to a key that is taken, and writes nothing", async () => {
    const first = testOrder(store);
    await insertOrder(test.db, first);
    const before = await rowCounts();
    const { requestUid } = first.order;
    expect(
      await insertOrder(test.db, testOrder(store, { requestUid }, { exchanges: [testExchange()] })),
    ).toBeNull();
    expect(await rowCounts()).toEqual(before);
  });

  it("answers null to an online order id that lives under another key, and writes nothing", async () => {
    const first = testOrder(store);
    await insertOrder(test.db, first);
    const before = await rowCounts();
    const { onlineOrderId } = first.order;
    expect(
      await insertOrder(test.db, testOrder(store, { onlineOrderId }, { exchanges: [testExchange()] })),
    ).toBeNull();
    expect(await rowCounts()).toEqual(before);
  });

  it("takes an online order id again, once the order before has failed, for a new try of it only (R9)", async () => {
    const first = testOrder(store);
    await insertOrder(test.db, first);
    await recordResult(test.db, testPlaced(first.order.id, { state: "errored", posOrderId: null }));
    const { onlineOrderId } = first.order;
    const before = await rowCounts();
    expect(await insertOrder(test.db, testOrder(store, { onlineOrderId }))).toBeNull();
    expect(await rowCounts()).toEqual(before);
    const again = testOrder(store, { onlineOrderId }, { retries: [first.order.id] });
    expect(await insertOrder(test.db, again)).not.toBeNull();
  });

  it("refuses a key that is an alias of another order", async () => {
    const first = testOrder(store);
    await insertOrder(test.db, first);
    const alias = { ...first.order, requestUid: crypto.randomUUID() };
    const now = new Date();
    expect(await addAlias(test.db, { ...alias, orderId: alias.id, requestDatetime: "x", now })).toBe(true);
    expect(await insertOrder(test.db, testOrder(store, { requestUid: alias.requestUid }))).toBeNull();
  });

  it("lets the same request uid live once per organization, location and connection", async () => {
    const other = await insertTestStore(test);
    const requestUid = crypto.randomUUID();
    const places = [
      testOrder(store, { requestUid }),
      testOrder(store, { requestUid, parOrganizationId: null }),
      testOrder(store, { requestUid, parLocationId: "PAR-LOC-2" }),
      testOrder(other, { requestUid }),
    ];
    for (const args of places) expect(await insertOrder(test.db, args)).not.toBeNull();
    for (const args of places)
      expect((await findOrderByKey(test.db, args.order))?.order.id).toBe(args.order.id);
  });

  it("lets exactly one of many equal submits through", async () => {
    const { requestUid, onlineOrderId } = testOrder(store).order;
    const inserted = await Promise.all(
      Array.from({ length: 20 }, () => insertOrder(test.db, testOrder(store, { requestUid, onlineOrderId }))),
    );
    expect(inserted.filter((order) => order !== null)).toHaveLength(1);
  });

  it("lets exactly one of many submits of one online order id under different uids through", async () => {
    const { onlineOrderId } = testOrder(store).order;
    const inserted = await Promise.all(
      Array.from({ length: 20 }, () => insertOrder(test.db, testOrder(store, { onlineOrderId }))),
    );
    expect(inserted.filter((order) => order !== null)).toHaveLength(1);
  });

  it("goes on while a younger process has already added a column", async () => {
    await using newer = await createTestDatabase();
    await using owner = openDatabase({ url: newer.url, role: null });
    for (const table of [
      "orders",
      "order_keys",
      "order_payloads",
      "attempts",
      "exchanges",
      "exchange_bodies",
    ]) {
      await owner.sql.unsafe(`alter table ${table} add column added integer not null default 7`);
    }
    const args = testOrder(await insertTestStore(newer));
    expect(await insertOrder(newer.db, args)).not.toBeNull();
    const placed = testPlaced(args.order.id, {}, { exchanges: [testExchange()] });
    expect(await recordResult(newer.db, placed)).toEqual({ hit: true });
    const added = await newer.db.sql`select o.added, x.added as more from orders o, exchanges x`;
    expect([...added]).toEqual([{ added: 7, more: 7 }]);
  });

  it("refuses an order that is dispatching without an attempt", async () => {
    const { attempt: _, ...args } = testOrder(store);
    await expect(insertOrder(test.db, args)).rejects.toThrow(TypeError);
  });

  it("throws what is not a conflict", async () => {
    await expect(insertOrder(test.db, testOrder(store, { brandId: "brd_unknown" }))).rejects.toThrow(
      /foreign key/,
    );
  });
});
