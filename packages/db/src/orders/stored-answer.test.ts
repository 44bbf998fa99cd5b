import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../client/client.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { transitionOrder } from "./dispatch.ts";
import { insertOrder } from "./insert.ts";
import { findOrderByKey, findOrderByOnlineOrderId, findOrderForStatus, listDeadOrders } from "./lookup.ts";
import { findLastResult, recordLateResult, recordResult } from "./result.ts";
import { getOrderTrace } from "./trace.ts";

let test: TestDatabase;
let store: TestStore;
let packing: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  packing = openDatabase({ url: test.url, packOrders: true });
});
afterAll(async () => {
  await packing?.close();
  await test?.[Symbol.asyncDispose]();
});

/** A body with what is easily changed on the way: NUL's escape, a half of a pair, quotes, line ends. */
const bodyOf = (n: number) => `{"status":"placed","name":"\\u0000 ${n} é\\n \\ud800 🌮","comment":"\\"x\\""}`;

async function inserted(db: Database) {
  const args = testOrder(store);
  await insertOrder(db, args);
  return args;
}

/** The order's answer by each way that PAR or a person comes to it, through processes that pack and that do not. */
async function answersOf({ order }: Awaited<ReturnType<typeof inserted>>) {
  const { connectionId, parLocationId, requestUid, onlineOrderId } = order;
  const answers: unknown[] = [];
  for (const db of [packing, test.db]) {
    answers.push((await findOrderByKey(db, order))?.answer);
    const live = { connectionId, parLocationId, onlineOrderId: onlineOrderId ?? "" };
    answers.push((await findOrderByOnlineOrderId(db, live))?.answer);
    const asked = { connectionId, orderId: requestUid, organizationId: null, locationId: null };
    const polled = await findOrderForStatus(db, asked);
    answers.push(polled !== "several" && polled?.answer);
    const trace = await getOrderTrace(db, { scope: everyBrand, orderId: order.id });
    answers.push({ status: trace?.payload?.answerStatus, body: trace?.payload?.answer });
  }
  return answers;
}

const eightTimes = (answer: unknown) => Array.from({ length: 8 }, () => answer);

/** How often an order's payload was written. */
async function isPayloadAsInserted(orderId: string): Promise<boolean> {
  const [row] = await test.db.sql<{ is: boolean }[]>`
    select p.xmin = k.xmin as is from order_payloads p join order_keys k on k.order_id = p.order_id
    where p.order_id = ${orderId}`;
  return row?.is === true;
}

describe("a final answer", () => {
  it.each([
    { packs: true, count: 1 },
    { packs: true, count: 6 },
    { packs: false, count: 1 },
    { packs: false, count: 6 },
  ])("is read byte for byte as it was written (packed: $packs, $count at once)", async ({ packs, count }) => {
    const db = packs ? packing : test.db;
    const all = await Promise.all(Array.from({ length: count }, () => inserted(db)));
    const answerOf = (n: number) => ({ status: 200 + n, body: bodyOf(n) });
    const results = all.map(({ order }, n) => testPlaced(order.id, {}, { answer: answerOf(n) }));
    await Promise.all(results.map((args) => recordResult(db, args)));
    for (const [n, args] of all.entries()) {
      expect(await answersOf(args)).toEqual(eightTimes(answerOf(n)));
      expect(await isPayloadAsInserted(args.order.id)).toBe(packs);
    }
  });

  it.each([1, 4])("has the POS's bill with it, which evidence is read with (%i at once)", async (count) => {
    const evidence = {
      status: 201,
      posOrderId: "P",
      bill: { lines: [{ name: "NUL \0 🌮", totalCents: 950 }] },
    };
    for (const db of [packing, test.db]) {
      const all = await Promise.all(Array.from({ length: count }, () => inserted(db)));
      const result = { outcome: "placed", evidence } as const;
      const answer = { status: 200, body: bodyOf(1) };
      await Promise.all(
        all.map(({ order }) => recordResult(db, testPlaced(order.id, {}, { answer, result }))),
      );
      for (const { order } of all) {
        const trace = await getOrderTrace(test.db, { scope: everyBrand, orderId: order.id });
        // PostgreSQL's own JSON holds no NUL.
        const text = JSON.stringify(evidence);
        const read = JSON.parse(db === packing ? text : text.replace("\\u0000", "\\ufffd"));
        expect(trace?.results).toMatchObject([{ outcome: "placed", evidence: read }]);
        expect(await findLastResult(test.db, order.id)).toEqual({ outcome: "placed", evidence: read });
        const [row] = await test.db.sql`
          select evidence ->> 'status' as status, evidence ? 'bill' as "isBilled" from attempt_results
          where order_id = ${order.id}`;
        expect({ ...row }).toEqual({ status: "201", isBilled: db !== packing });
      }
    }
  });

  it("of an order that may be ordered anew is there as well", async () => {
    const { order } = await inserted(packing);
    const answer = { status: 200, body: '{"status":"rejected"}' };
    const refused = { state: "rejected", cause: "pos_refused", posOrderId: null } as const;
    await recordResult(packing, testPlaced(order.id, refused, { answer }));
    const { connectionId, parLocationId, onlineOrderId } = order;
    const dead = await listDeadOrders(test.db, {
      connectionId,
      parLocationId,
      onlineOrderId: onlineOrderId ?? "",
    });
    expect(dead.map((one) => one.answer)).toEqual([answer]);
  });

  const inDoubt = { state: "unknown", posOrderId: null, ambiguous: true, dueInMs: 1_000 } as const;

  it("of a late word comes with it where it settles the order, and not where it does not", async () => {
    const answer = { status: 200, body: bodyOf(1) };
    for (const settles of [true, false]) {
      const args = await inserted(packing);
      const { id: orderId } = args.order;
      await recordResult(packing, testPlaced(orderId, inDoubt, { answer: null, now: args.now }));
      const { settled } = await recordLateResult(packing, {
        ...{ orderId, attempt: 1, worker: "w", exchanges: [], now: args.now },
        result: { outcome: "placed", evidence: null },
        proof: { from: settles ? ["unknown"] : [], posOrderId: `POS-${orderId}`, answer, mayBeVoided: false },
      });
      expect(settled).toBe(settles);
      const none = eightTimes(null).map((nothing, n) =>
        n % 4 === 3 ? { status: null, body: null } : nothing,
      );
      expect(await answersOf(args)).toEqual(settles ? eightTimes(answer) : none);
    }
  });

  it("that no result decided stands in the payload", async () => {
    const args = await inserted(packing);
    const { id: orderId } = args.order;
    await recordResult(packing, testPlaced(orderId, inDoubt, { answer: null, now: args.now }));
    const answer = { status: 200, body: '{"status":"placed"}' };
    const to = {
      ...inDoubt,
      state: "placed",
      cause: null,
      posOrderId: `POS-${orderId}`,
      absences: 0,
      dueInMs: null,
    } as const;
    const event = { kind: "placed", actor: { kind: "worker", name: "w" } } as const;
    const moved = {
      orderId,
      expectState: "unknown",
      expectAttempt: 1,
      to,
      event,
      answer,
      now: args.now,
    } as const;
    expect(await transitionOrder(packing, moved)).not.toBeNull();
    expect(await answersOf(args)).toEqual(eightTimes(answer));
  });

  it("whose bytes are damaged is none, and its order is found all the same", async () => {
    const args = await inserted(packing);
    const { id: orderId } = args.order;
    await recordResult(packing, testPlaced(orderId, {}, { answer: { status: 200, body: bodyOf(1) } }));
    await using owner = openDatabase({ url: test.url, role: null, max: 1 });
    await owner.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`update attempt_results set answer = substr(answer, 1, length(answer) / 2) where order_id = ${orderId}`;
    });
    expect(await findOrderByKey(test.db, args.order)).toMatchObject({
      order: { state: "placed" },
      answer: null,
    });
    const trace = await getOrderTrace(test.db, { scope: everyBrand, orderId });
    expect(trace?.results).toMatchObject([{ evidence: { status: 200 } }]);
  });
});
