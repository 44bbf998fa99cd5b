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
import { PosOrderTakenError } from "./types.ts";

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

async function insertedOrders(count: number) {
  const all = Array.from({ length: count }, () => testOrder(store, { posAccount: "one account" }));
  for (const args of all) await insertOrder(test.db, args);
  return all;
}

/** The orders whose results were committed together, in groups. */
async function committedTogether(orderIds: readonly string[]): Promise<number[]> {
  const rows = await owner.sql<{ count: number }[]>`
    select count(*)::int as count from order_events
    where order_id in ${owner.sql(orderIds)} and from_state = 'dispatching' group by tx order by tx`;
  return rows.map(({ count }) => count);
}

const stateOf = async (orderId: string) =>
  (await findOrder(test.db, { scope: everyBrand, orderId }))?.state ?? null;

describe("results of one moment", () => {
  it("are committed together, each with its own evidence, event, answer and exchanges", async () => {
    const all = await insertedOrders(6);
    const results = all.map(({ order }, n) => {
      const exchange = testExchange({ orderId: order.id, brandId: store.brand.id });
      return testPlaced(order.id, n === 5 ? { posOrderId: null, state: "errored" } : {}, {
        answer: { status: 200 + n, body: `{"name":"\\u0000 ${n} é\\n"}` },
        result: {
          outcome: n === 5 ? "refused" : "placed",
          evidence: n === 4 ? null : { n, text: "a\u0000b" },
        },
        event: { kind: n === 5 ? "refused" : "placed", actor: { kind: "worker", name: `w${n}` } },
        exchanges: n === 3 ? [] : [exchange],
      });
    });
    const hits = await Promise.all(results.map((args) => recordResult(test.db, args)));
    expect(hits).toEqual(results.map(() => ({ hit: true })));
    expect(await committedTogether(all.map(({ order }) => order.id))).toEqual([1, 5]);
    for (const [n, args] of results.entries()) {
      const { order } = all[n] ?? { order: undefined };
      expect(order && (await findOrderByKey(test.db, order))).toMatchObject({
        order: { state: args.to.state, posOrderId: args.to.posOrderId, finalAt: args.now, leaseOwner: null },
        answer: args.answer,
      });
      const trace = await getOrderTrace(test.db, { scope: everyBrand, orderId: args.orderId });
      expect(trace?.exchanges.map(({ id }) => id)).toEqual(args.exchanges.map(({ id }) => id));
      expect(trace?.results).toMatchObject([
        {
          number: 1,
          outcome: args.result.outcome,
          evidence: n === 4 ? null : { n, text: "a\ufffdb" },
          fenced: false,
        },
      ]);
      expect(trace?.events[1]).toMatchObject({ kind: args.event.kind, actor: `w${n}`, detail: null });
    }
  });

  it("write nothing for an attempt that is no longer its order's current one, and all for the others", async () => {
    const all = await insertedOrders(4);
    const late = testExchange({ brandId: store.brand.id });
    const hits = await Promise.all(
      all.map(({ order }, n) =>
        recordResult(test.db, testPlaced(order.id, {}, n === 2 ? { attempt: 2, exchanges: [late] } : {})),
      ),
    );
    expect(hits.map(({ hit }) => hit)).toEqual([true, true, false, true]);
    expect(await stateOf(all[2]?.order.id ?? "")).toBe("dispatching");
    expect(await owner.sql`select from exchanges where id = ${late.id}`).toHaveLength(0);
    expect(await owner.sql`select from exchange_bodies where exchange_id = ${late.id}`).toHaveLength(0);
  });

  it("are told one after the other where they are of one order, and the first counts", async () => {
    const [one, other] = await insertedOrders(2);
    const ids = [other, one, one].map((args) => args?.order.id ?? "");
    const twice = ids.map((id) => recordResult(test.db, testPlaced(id)));
    expect((await Promise.all(twice)).map(({ hit }) => hit)).toEqual([true, true, false]);
  });

  it("do not fail for one whose POS order belongs to another order", async () => {
    const all = await insertedOrders(5);
    const posOrderIds = ["T-1", "T-2", "T-1", "T-3", "T-4"];
    const told = await Promise.allSettled(
      all.map(({ order }, n) =>
        recordResult(test.db, testPlaced(order.id, { posOrderId: posOrderIds[n] ?? null })),
      ),
    );
    const taken = new PosOrderTakenError(all[2]?.order.id ?? "", "T-1");
    const hit = { status: "fulfilled", value: { hit: true } };
    expect(told).toEqual([hit, hit, { status: "rejected", reason: taken }, hit, hit]);
    expect(await stateOf(all[2]?.order.id ?? "")).toBe("dispatching");
    expect(await stateOf(all[4]?.order.id ?? "")).toBe("placed");
  });

  it("do not wait for one whose order somebody else has locked", async () => {
    const all = await insertedOrders(4);
    const locked = all[2]?.order.id ?? "";
    const holder = await owner.sql.reserve();
    await holder`begin`;
    await holder`select from orders where id = ${locked} for update`;
    const results = all.map(({ order }) => recordResult(test.db, testPlaced(order.id)));
    let isTold = false;
    const last = results[2]?.then(() => {
      isTold = true;
    });
    await Promise.all(results.filter((_, n) => n !== 2));
    expect(isTold).toBe(false);
    await holder`commit`;
    holder.release();
    await last;
    expect(await Promise.all(all.map(({ order }) => stateOf(order.id)))).toEqual(all.map(() => "placed"));
  });

  it("reach every order once where two processes write the same ones in opposite orders", async () => {
    await using other = openDatabase({ url: test.url, max: 4 });
    const all = await insertedOrders(24);
    const forward = all.map(({ order }) => recordResult(test.db, testPlaced(order.id)));
    const back = all.toReversed().map(({ order }) => recordResult(other, testPlaced(order.id)));
    const hits = (await Promise.all([...forward, ...back])).filter(({ hit }) => hit);
    expect(hits).toHaveLength(24);
    const rows = await owner.sql`
      select from attempt_results where order_id in ${owner.sql(all.map(({ order }) => order.id))}`;
    expect(rows).toHaveLength(24);
  });

  it("are each in doubt where the answer to their commit is lost, and each finds its own truth again", async () => {
    await using wire = await openTestWire(test.url);
    await using db = openDatabase({ url: wire.url, max: 3, deadlineMs: 300 });
    await db.sql`select 1`;
    const all = await insertedOrders(4);
    const args = all.map(({ order }, n) =>
      testPlaced(order.id, { posOrderId: `LOST-${n}` }, n === 3 ? { attempt: 2 } : {}),
    );
    wire.loseAnswerTo("LOST-2");
    const told = await Promise.allSettled(args.map((one) => recordResult(db, one)));
    expect(told[0]).toEqual({ status: "fulfilled", value: { hit: true } });
    for (const one of told.slice(1))
      expect(one).toMatchObject({ status: "rejected", reason: { code: "STATEMENT_TIMEOUT" } });
    expect(await Promise.all(args.slice(1).map((one) => recordResult(db, one)))).toEqual(
      [false, false, false].map((hit) => ({ hit })),
    );
    expect(await Promise.all(all.map(({ order }) => stateOf(order.id)))).toEqual([
      "placed",
      "placed",
      "placed",
      "dispatching",
    ]);
  });
});
