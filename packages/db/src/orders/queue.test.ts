import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../client.ts";
import { everyBrand } from "../scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { claimDueOrders, expireLeases, insertOrderEvent, nextDueAt } from "./queue.ts";
import { getOrderTrace } from "./trace.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  // The owner clears what the append-only rules protect from everybody else.
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`set session_replication_role = replica`;
  await owner.sql`truncate orders cascade`;
  store = await insertTestStore(test);
});

async function received(dueAt: Date | null) {
  const { order } = testOrder(store, { state: "received", receivedAt: NOON, dueAt });
  await insertOrder(test.db, testOrder(store, order));
  return order.id;
}

function claim(owner: string, now: Date, limit = 10) {
  return claimDueOrders(test.db, { now, owner, leaseUntil: new Date(now.getTime() + 15_000), limit });
}

describe("claimDueOrders", () => {
  it("takes what is due, in order of time, and leaves the rest", async () => {
    const [late, later] = [await received(after(1000)), await received(after(2000))];
    await received(after(9000));
    await received(null);
    const claimed = await claim("w1", after(3000));
    expect(new Set(claimed.map((order) => order.id))).toEqual(new Set([late, later]));
    expect(claimed[0]).toMatchObject({
      state: "received",
      attempt: 0,
      leaseOwner: "w1",
      leaseUntil: after(18_000),
    });
    expect((await claim("w1", after(9000), 1)).map((order) => order.dueAt)).toEqual([after(9000)]);
  });

  it("leaves a claimed order to its worker until the lease runs out", async () => {
    const id = await received(NOON);
    expect(await claim("w1", NOON)).toHaveLength(1);
    expect(await claim("w2", after(14_999))).toHaveLength(0);
    expect(await claim("w2", after(15_000))).toMatchObject([{ id, leaseOwner: "w2" }]);
  });

  it("skips rows that another connection holds, without waiting", async () => {
    const [held, free] = [await received(NOON), await received(after(1))];
    await test.db.sql.begin(async (tx) => {
      await tx`select from orders where id = ${held} for update`;
      expect((await claim("w2", after(10))).map((order) => order.id)).toEqual([free]);
    });
    expect((await claim("w2", after(10))).map((order) => order.id)).toEqual([held]);
  });

  it("gives each order to one of many workers", async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => received(NOON)));
    const claims = await Promise.all(Array.from({ length: 6 }, (_, n) => claim(`w${n}`, after(1), 10)));
    const claimed = claims.flat().map((order) => order.id);
    expect(new Set(claimed).size).toBe(claimed.length);
    const rest = await claim("last", after(1), 100);
    expect(new Set([...claimed, ...rest.map((order) => order.id)])).toEqual(new Set(ids));
  });
});

describe("nextDueAt", () => {
  it("tells when the earliest waiting order falls due", async () => {
    expect(await nextDueAt(test.db)).toBeNull();
    await received(after(5000));
    await received(after(4000));
    expect(await nextDueAt(test.db)).toEqual(after(4000));
  });
});

describe("expireLeases", () => {
  const to = {
    state: "unknown",
    cause: "lease_expired",
    posOrderId: null,
    ambiguous: true,
    absences: 0,
    dueAt: after(20_000),
    finalAt: null,
  } as const;

  it("makes an order unknown whose attempt outlived its lease, once", async () => {
    const args = testOrder(store, { receivedAt: NOON });
    await insertOrder(test.db, args);
    const sweep = (now: Date) => expireLeases(test.db, { now, actor: "sweeper", to, limit: 10 });
    expect(await sweep(after(14_999))).toEqual([]);
    const swept = await Promise.all([sweep(after(15_000)), sweep(after(15_000))]);
    expect(swept.flat()).toMatchObject([
      { id: args.order.id, state: "unknown", attempt: 1, ambiguous: true, leaseOwner: null },
    ]);
    const trace = await getOrderTrace(test.db, { scope: { all: true }, orderId: args.order.id });
    expect(trace?.events.at(-1)).toMatchObject({
      kind: "lease_expired",
      fromState: "dispatching",
      toState: "unknown",
      detail: { attempt: 1, worker: "worker-1" },
    });
  });
});

describe("insertOrderEvent", () => {
  it("writes an event that changes nothing", async () => {
    const id = await received(NOON);
    const before = await findOrder(test.db, { scope: everyBrand, orderId: id });
    await insertOrderEvent(test.db, {
      orderId: id,
      event: { kind: "idempotency_conflict", actor: "par" },
      now: NOON,
    });
    expect(await findOrder(test.db, { scope: everyBrand, orderId: id })).toEqual(before);
    const trace = await getOrderTrace(test.db, { scope: { all: true }, orderId: id });
    expect(trace?.events.at(-1)).toMatchObject({
      kind: "idempotency_conflict",
      fromState: "received",
      toState: "received",
    });
  });
});
