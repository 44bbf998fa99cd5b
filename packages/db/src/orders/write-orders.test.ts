import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../client/client.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  openTestWire,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { findOrderByKey } from "./lookup.ts";
import { recordResult } from "./result.ts";
import { getOrderTrace } from "./trace.ts";
import type { InsertOrderArgs } from "./types.ts";

let test: TestDatabase;
let store: TestStore;
let owner: Database;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  owner = openDatabase({ url: test.url, role: null, max: 2 });
});
afterAll(async () => {
  await owner?.close();
  await test?.[Symbol.asyncDispose]();
});

type Order = Parameters<typeof testOrder>[1];
const ordersOf = (...fields: Order[]) => fields.map((one) => testOrder(store, one));
const insertAll = (db: Database, all: readonly InsertOrderArgs[]) =>
  Promise.all(all.map((args) => insertOrder(db, args)));
const numbered = (count: number) => Array.from({ length: count }, (_, n) => n);

/** How many orders were committed with each other, in groups. */
async function committedTogether(all: readonly InsertOrderArgs[]): Promise<number[]> {
  const rows = await owner.sql<{ count: number }[]>`
    select count(*)::int as count from order_events
    where order_id in ${owner.sql(all.map(({ order }) => order.id))} and from_state is null group by tx order by tx`;
  return rows.map(({ count }) => count);
}

const keysOf = (requestUid: string) => owner.sql`select from order_keys where request_uid = ${requestUid}`;

describe("first sights of one moment", () => {
  it("are committed together, each with all that is its own", async () => {
    const final = { status: 200, body: '{"a":"\\u0000 é"}' };
    const all = [
      ...ordersOf({}, {}),
      testOrder(store, { state: "received", dueInMs: 500, cause: "pos_busy", onlineOrderId: null }),
      testOrder(
        store,
        { state: "rejected", cause: "item_unavailable" },
        {
          payload: { posOrder: null, priced: { n: 3 }, answer: final, usedVersions: { menuVersion: 4 } },
          event: { kind: "refused", actor: { kind: "worker", name: "w" }, detail: { issues: ["a\u0000"] } },
          exchanges: [testExchange({ brandId: store.brand.id })],
        },
      ),
      ...ordersOf({ parOrganizationId: null }),
    ];
    const written = await insertAll(test.db, all);
    expect(await committedTogether(all)).toEqual([1, 4]);
    for (const [n, args] of all.entries()) {
      const stored = await findOrder(test.db, { scope: everyBrand, orderId: args.order.id });
      expect(stored).toEqual(written[n]);
      expect(stored?.receivedAt).toEqual(args.now);
      const keyed = await findOrderByKey(test.db, args.order);
      expect(keyed?.answer).toEqual(args.payload.answer ?? null);
      const trace = await getOrderTrace(test.db, { scope: everyBrand, orderId: args.order.id });
      expect(trace?.attempts).toHaveLength(args.attempt === undefined ? 0 : 1);
      expect(trace?.payload).toMatchObject({
        posOrder: args.payload.posOrder,
        priced: args.payload.priced,
        usedVersions: args.payload.usedVersions ?? null,
      });
      expect(trace?.events).toMatchObject([{ kind: args.event.kind, toState: args.order.state }]);
    }
    const [call] = all[3]?.exchanges ?? [];
    expect(await owner.sql`select from exchange_bodies where exchange_id = ${call?.id ?? ""}`).toHaveLength(
      1,
    );
    const { dueAt, giveUpAt, receivedAt } = written[2] ?? {};
    expect(Number(dueAt) - Number(receivedAt)).toBe(500);
    expect(Number(giveUpAt) - Number(receivedAt)).toBe(600_000);
  });

  it("are written once for each key, the earlier one, and the later ones find it", async () => {
    const same = { requestUid: "same-uid", onlineOrderId: "WEB-same" };
    const all = ordersOf({}, same, same, {}, same);
    const [one, first, ...rest] = await insertAll(test.db, all);
    expect([one?.id, first?.id]).toEqual([all[0]?.order.id, all[1]?.order.id]);
    expect(rest.map((order) => order?.id ?? null)).toEqual([null, all[3]?.order.id, null]);
    expect(await keysOf("same-uid")).toHaveLength(1);
  });

  it("leave nothing behind where another live order has the online order id, and fail for no neighbour", async () => {
    const [live] = ordersOf({ onlineOrderId: "WEB-live" });
    if (live !== undefined) await insertOrder(test.db, live);
    const all = ordersOf({}, {}, { onlineOrderId: "WEB-live", requestUid: "uid-of-taken" }, {});
    const written = await insertAll(test.db, all);
    expect(written.map((order) => order !== null)).toEqual([true, true, false, true]);
    expect(await keysOf("uid-of-taken")).toHaveLength(0);
  });

  it("are judged one after the other where two calls are for one online order", async () => {
    const all = ordersOf({}, { onlineOrderId: "WEB-two" }, { onlineOrderId: "WEB-two" }, {});
    const written = await insertAll(test.db, all);
    expect(written.map((order) => order !== null)).toEqual([true, true, false, true]);
    expect(await committedTogether(all)).toEqual([1, 2]);
  });

  it("may be tries again of orders that ended, where they say so", async () => {
    const dead = ordersOf({ onlineOrderId: "WEB-dead" }, { onlineOrderId: "WEB-known" });
    for (const { order } of dead) {
      const args = dead.find((one) => one.order === order);
      if (args !== undefined) await insertOrder(test.db, args);
      await recordResult(test.db, testPlaced(order.id, { state: "errored", posOrderId: null }));
    }
    const all = [
      ...ordersOf({}, { onlineOrderId: "WEB-dead", requestUid: "uid-of-dead" }),
      testOrder(store, { onlineOrderId: "WEB-known" }, { retries: ["ord_0", dead[1]?.order.id ?? ""] }),
    ];
    expect((await insertAll(test.db, all)).map((order) => order !== null)).toEqual([true, false, true]);
    expect(await keysOf("uid-of-dead")).toHaveLength(0);
  });

  it("do not wait for one whose key another process is about to commit", async () => {
    const all = ordersOf({}, {}, { requestUid: "uid-held" }, {});
    const holder = await owner.sql.reserve();
    await holder`begin`;
    await holder`
      insert into orders select (jsonb_populate_record(o, '{"id":"ord_held","request_uid":"uid-held"}')).*
      from orders o where state = 'errored' limit 1`;
    await holder`
      insert into order_keys values (${store.connection.id}, ${store.parOrganizationId}, ${store.parLocationId},
        'uid-held', 'ord_held', 't', false, now())`;
    const results = all.map((args) => insertOrder(test.db, args));
    let isTold = false;
    const held = results[2]?.then((order) => {
      isTold = true;
      return order;
    });
    const others = await Promise.all(results.filter((_, n) => n !== 2));
    expect(others.map((order) => order !== null)).toEqual([true, true, true]);
    expect(isTold).toBe(false);
    await holder`commit`;
    holder.release();
    expect(await held).toBeNull();
  });

  it("are one each where two processes are sent the same ones in opposite orders", async () => {
    await using other = openDatabase({ url: test.url, max: 4 });
    const fields = numbered(24).map((n) => ({
      requestUid: `both-${n}`,
      onlineOrderId: `WEB-both-${(n * 7) % 24}`,
    }));
    const forward = insertAll(test.db, ordersOf(...fields));
    const back = insertAll(other, ordersOf(...fields.toReversed()));
    const written = (await Promise.all([forward, back])).flat().filter((order) => order !== null);
    expect(new Set(written.map(({ requestUid }) => requestUid)).size).toBe(24);
    expect(written).toHaveLength(24);
  });

  it("are each in doubt where the answer to their commit is lost, and each is found by its own key", async () => {
    await using wire = await openTestWire(test.url);
    await using db = openDatabase({ url: wire.url, max: 3, deadlineMs: 300 });
    await db.sql`select 1`;
    const all = ordersOf({}, {}, { requestUid: "uid-lost" }, { requestUid: "uid-lost" });
    wire.loseAnswerTo("uid-lost");
    const told = await Promise.allSettled(all.map((args) => insertOrder(db, args)));
    expect(told.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "rejected"]);
    for (const one of told.slice(1)) expect(one).toMatchObject({ reason: { code: "STATEMENT_TIMEOUT" } });
    const found = await Promise.all(all.map(({ order }) => findOrderByKey(db, order)));
    expect(found.map((one) => one?.order.id)).toEqual([0, 1, 2, 2].map((n) => all[n]?.order.id));
  });
});
