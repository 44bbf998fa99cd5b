import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeCase } from "../cases/cases.ts";
import { openDatabase } from "../client/client.ts";
import { insertExchanges, type NewExchange } from "../exchanges/exchanges.ts";
import { insertOrder } from "../orders/insert.ts";
import { findOrderPayload } from "../orders/lookup.ts";
import { recordPosEvent } from "../orders/pos-events.ts";
import { recordResult } from "../orders/result.ts";
import type { RetentionKind } from "../schema/retention.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { countPast, keepProgress, listProgress, NO_BRAND, releaseHeld, sweepBatch } from "./index.ts";

/** What is past its limit goes, and nothing else does. */

const DAY_MS = 86_400_000;
const now = new Date("2026-11-30T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
const BODIES = {
  requestHeaders: {},
  requestBody: '{"guest":"Ada"}',
  responseHeaders: {},
  responseBody: "{}",
  stringSigned: null,
  note: null,
};
const CONTENT = {
  ...{ totalHundredths: 100, currency: "USD", orderType: "pickup", itemCount: 1 },
  ...{ guestName: "Ada Lovelace", guestPhone: "+1 213 555 0142", guestEmail: "ada@example.com" },
};

let test: TestDatabase;
let store: TestStore;
let other: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  store = await insertTestStore(test);
  other = await insertTestStore(test);
  await test.db.sql`delete from exchanges`;
  await test.db.sql`delete from exchange_bodies`;
  await test.db.sql`delete from refused_submits`;
  await test.db.sql`delete from retention_held`;
  await test.db.sql`update retention_progress set mark_at = 'epoch', mark_id = '', deleted = 0`;
  const ids = [store.brand.id, other.brand.id, NO_BRAND];
  const kinds = ["bodies", "exchanges", "guests", "refused_guests", "pos_events"] as const;
  await keepProgress(test.db, { ids, kinds, beginsAt: now });
});
afterAll(() => test[Symbol.asyncDispose]());

/** A call of so many days ago, of the first brand where nothing else is said. */
async function addCall(days: number, fields: Partial<NewExchange> = {}): Promise<string> {
  const { connection, brand, location } = store;
  const place = { connectionId: connection.id, brandId: brand.id, locationId: location.id };
  const call = testExchange({ ...place, at: daysAgo(days), bodies: BODIES, ...fields });
  await insertExchanges(test.db, [call]);
  return call.id;
}

/** An order of so many days ago, with a call of its own. */
async function addOrder(
  days: number,
  isPlaced: boolean,
  db = test.db,
): Promise<{ orderId: string; callId: string }> {
  const order = testOrder(store, { receivedAt: daysAgo(days) });
  const posOrder = {
    reference: "r",
    guest: { name: "Ada Lovelace" },
    delivery: { city: "Nosuch" },
    lines: [{ itemId: "tea", comment: "for Ada" }, { itemId: "cake" }],
  };
  await insertOrder(db, {
    ...order,
    payload: { posOrder, priced: { lines: [{ comment: "for Ada" }] } },
  });
  if (isPlaced) await recordResult(test.db, testPlaced(order.order.id, {}, { now: daysAgo(days) }));
  return { orderId: order.order.id, callId: await addCall(days, { orderId: order.order.id }) };
}

async function settle(orderId: string) {
  await recordResult(test.db, testPlaced(orderId));
}

async function sweep(kind: RetentionKind, days: number, { id = store.brand.id, limit = 500 } = {}) {
  let deleted = 0;
  let held = 0;
  for (let isDone = false; !isDone; ) {
    const batch = await sweepBatch(test.db, { id, kind, before: daysAgo(days), limit, now });
    deleted += batch.deleted;
    held += batch.held;
    isDone = batch.isDone;
  }
  return { deleted, held };
}

async function release(kind: RetentionKind, days: number): Promise<number> {
  let sum = 0;
  for (let after: string | null = ""; after !== null; ) {
    const args = { id: store.brand.id, kind, before: daysAgo(days), limit: 500, now, after };
    const { last, deleted } = await releaseHeld(test.db, args);
    sum += deleted;
    after = last;
  }
  return sum;
}

async function ids(table: "exchanges" | "exchange_bodies" | "refused_submits"): Promise<string[]> {
  const column = table === "exchanges" ? "id" : "exchange_id";
  const rows = await test.db.sql<{ id: string }[]>`
    select ${test.db.sql(column)} as id from ${test.db.sql(table)} order by 1`;
  return rows.map(({ id }) => id);
}

const past = (kind: RetentionKind, days: number, atMost = 10_000) =>
  countPast(test.db, { id: store.brand.id, kind, before: daysAgo(days), atMost });

describe("the deleting of what is past its limit", () => {
  it("takes bodies of one brand alone, in batches, and leaves their lines", async () => {
    const old = [await addCall(100), await addCall(99), await addCall(98)];
    const young = await addCall(89);
    const others = await addCall(100, { brandId: other.brand.id, connectionId: other.connection.id });
    expect(await past("bodies", 90)).toEqual({ count: 3, held: 0, isMore: false, oldestAt: daysAgo(100) });
    expect(await past("bodies", 90, 2)).toMatchObject({ count: 2, isMore: true });
    expect(await sweep("bodies", 90, { limit: 2 })).toEqual({ deleted: 3, held: 0 });
    expect(await ids("exchange_bodies")).toEqual([young, others].sort());
    expect(await ids("exchanges")).toEqual([...old, young, others].sort());
    expect(await past("bodies", 90)).toMatchObject({ count: 0, oldestAt: null });
    const [progress] = (await listProgress(test.db)).filter((one) => one.id === store.brand.id);
    expect(progress).toMatchObject({ kind: "bodies", deleted: 3, ranAt: now });
  });

  it("takes a line with its body and what was read of it", async () => {
    await addCall(400, { content: CONTENT });
    const young = await addCall(396, { content: CONTENT });
    expect(await sweep("exchanges", 397)).toEqual({ deleted: 1, held: 0 });
    for (const table of ["exchanges", "exchange_bodies", "refused_submits"] as const)
      expect(await ids(table)).toEqual([young]);
  });

  it("takes what belongs to no brand past many that do", async () => {
    for (let n = 0; n < 25; n += 1) await addCall(100);
    await addCall(99, { brandId: null, connectionId: null, locationId: null });
    expect(await sweep("bodies", 90, { id: NO_BRAND, limit: 1 })).toEqual({ deleted: 1, held: 0 });
    expect(await ids("exchange_bodies")).toHaveLength(25);
  });

  it("keeps what is of an open or disputed order until it is settled", async () => {
    const open = await addOrder(100, false);
    const disputed = await addOrder(100, true);
    const placed = await addOrder(100, true);
    await test.db.sql`
      update orders set disputed_at = now(), dispute = 'pos_cancelled' where id = ${disputed.orderId}`;
    expect(await past("bodies", 90)).toMatchObject({ count: 1, held: 2 });
    expect(await sweep("bodies", 90)).toEqual({ deleted: 1, held: 2 });
    expect(await past("bodies", 90)).toMatchObject({ count: 0, held: 2 });
    expect(await ids("exchange_bodies")).toEqual([open.callId, disputed.callId].sort());
    expect(await ids("exchange_bodies")).not.toContain(placed.callId);
    expect(await release("bodies", 90)).toBe(0);
    await test.db.sql`update orders set disputed_at = null, dispute = null where id = ${disputed.orderId}`;
    expect(await release("bodies", 90)).toBe(1);
    await settle(open.orderId);
    expect(await release("bodies", 90)).toBe(1);
    expect(await test.db.sql`select from retention_held`).toHaveLength(0);
  });

  it("keeps what people still look after", async () => {
    const callId = await addCall(400);
    const place = { brandId: store.brand.id, locationId: null, connectionId: null };
    const by = { kind: "cli" } as const;
    const act = { kind: "note", note: "asked the store" } as const;
    await changeCase(test.db, {
      ...{ subject: { kind: "call", id: callId }, place, expectedVersion: null, act, by, now },
    });
    expect(await sweep("exchanges", 397)).toEqual({ deleted: 0, held: 1 });
    await test.db.sql`update cases set state = 'resolved', resolution = 'other', resolved_at = now()`;
    expect(await release("exchanges", 397)).toBe(1);
    expect(await ids("exchanges")).toEqual([]);
  });

  it("takes a guest out of a settled order and leaves what it came to", async () => {
    const settled = await addOrder(100, true);
    const open = await addOrder(100, false);
    expect(await sweep("guests", 90)).toMatchObject({ held: 1 });
    const rows = await test.db.sql`
      select id, guest_name, guest_phone, guest_email, grand_total_cents::int as total, pos_order, priced, answer
      from orders join order_payloads on order_id = id where id in (${settled.orderId}, ${open.orderId})`;
    expect(rows.find(({ id }) => id === settled.orderId)).toEqual({
      ...{ id: settled.orderId, guest_name: null, guest_phone: null, guest_email: null, total: 2910 },
      pos_order: { reference: "r", lines: [{ itemId: "tea" }, { itemId: "cake" }] },
      priced: { lines: [{}] },
      answer: '{"status":"placed"}',
    });
    expect(rows.find(({ id }) => id === open.orderId)).toMatchObject({
      guest_name: "Ada Lovelace",
      pos_order: { guest: { name: "Ada Lovelace" } },
    });
    await settle(open.orderId);
    expect(await release("guests", 90)).toBe(1);
  });

  it("takes a guest out of a settled order that is packed", async () => {
    await using packing = openDatabase({ url: test.url, packOrders: true });
    const { orderId } = await addOrder(100, true, packing);
    expect(await sweep("guests", 90)).toEqual({ deleted: 1, held: 0 });
    expect(await findOrderPayload(test.db, orderId)).toMatchObject({
      posOrder: { reference: "r", lines: [{ itemId: "tea" }, { itemId: "cake" }] },
      priced: { lines: [{}] },
    });
    const [row] = await test.db
      .sql`select pos_order::text || priced::text as text from order_payloads where order_id = ${orderId}`;
    expect(row?.text).not.toMatch(/Ada|Nosuch/);
    expect(JSON.stringify(await findOrderPayload(test.db, orderId))).not.toMatch(/Ada|Nosuch/);
  });

  it("takes a guest out of a refused submit and leaves the line", async () => {
    await addCall(100, { content: CONTENT });
    expect(await past("refused_guests", 90)).toMatchObject({ count: 1 });
    expect(await sweep("refused_guests", 90)).toEqual({ deleted: 1, held: 0 });
    const rows = await test.db
      .sql`select guest_name, guest_phone, guest_email, currency from refused_submits`;
    expect(rows).toEqual([{ guest_name: null, guest_phone: null, guest_email: null, currency: "USD" }]);
  });

  it("takes what POSs of one brand told by themselves", async () => {
    const tell = async (of: TestStore, days: number) => {
      const at = daysAgo(days);
      const event = { messageId: `msg_${of.brand.id}_${days}`, kind: "order.cancelled", detail: {} };
      await recordPosEvent(test.db, {
        ...{ ...event, locationId: of.location.id, occurredAt: at, receivedAt: at },
      });
    };
    for (const days of [396, 398, 399, 400]) await tell(store, days);
    await tell(other, 400);
    expect(await past("pos_events", 397)).toMatchObject({ count: 3, held: 0, oldestAt: daysAgo(400) });
    expect(await sweep("pos_events", 397, { limit: 2 })).toEqual({ deleted: 3, held: 0 });
    const left = await test.db.sql`
      select message_id as id from pos_events where location_id in (${store.location.id}, ${other.location.id})
      order by received_at`;
    expect(left.map(({ id }) => id)).toEqual([`msg_${other.brand.id}_400`, `msg_${store.brand.id}_396`]);
  });

  it("waits for nobody who is changing an order, and comes back to it", async () => {
    const { orderId } = await addOrder(200, true);
    await test.db.sql.begin(async (tx) => {
      await tx`select from orders where id = ${orderId} for update`;
      expect(await sweep("guests", 90)).toMatchObject({ held: 1 });
    });
    expect(await release("guests", 90)).toBe(1);
  });
});
