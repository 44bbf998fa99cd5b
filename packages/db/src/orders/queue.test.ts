import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing/database.ts";
import { findOrder } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { bringForwardOrders, type Capacity, claimDueOrders, expireLeases, putOffOrder } from "./queue.ts";
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

async function received(dueAt: Date | null, at: TestStore = store) {
  const dueInMs = dueAt === null ? null : dueAt.getTime() - NOON.getTime();
  const args = testOrder(at, { state: "received", receivedAt: NOON, dueInMs });
  await insertOrder(test.db, args);
  return args.order.id;
}

const ROOMY = { freePlaces: new Map<string, number>(), placesPerStore: 100, fullConnections: [] };

function claim(owner: string, now: Date, limit = 10, capacity: Partial<Capacity> = {}) {
  return claimDueOrders(test.db, { now, owner, leaseMs: 15_000, ...ROOMY, limit, ...capacity });
}

const idsOf = (claimed: readonly { id: string }[]) => claimed.map((order) => order.id);

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

describe("whose turn it is", () => {
  it("gives a store with a long queue no more than its share", async () => {
    const other = await insertTestStore(test);
    const crowd: string[] = [];
    for (let n = 0; n < 20; n++) crowd.push(await received(NOON));
    const lone = await received(after(5), other);
    const claimed = idsOf(await claim("w1", after(10), 10));
    expect(claimed).toContain(lone);
    // The oldest of the crowd, as many as half of the places.
    expect(claimed.filter((id) => id !== lone)).toEqual(crowd.slice(0, 5));
  });

  it("takes from a store only as many as it has places for, and none where it has none", async () => {
    const full = await insertTestStore(test);
    await received(NOON, full);
    const [first, second] = [await received(NOON), await received(NOON)];
    await received(NOON);
    const freePlaces = new Map([
      [full.location.id, 0],
      [store.location.id, 2],
    ]);
    expect(idsOf(await claim("w1", after(10), 10, { freePlaces }))).toEqual([first, second]);
  });

  it("takes first what came first, if no connection was made for its try, and after it what failed otherwise", async () => {
    const [refused, doubtful, failed] = [await received(NOON), await received(NOON), await received(NOON)];
    const untried = await received(NOON);
    const tried = { attempt: 1, due_at: after(5) };
    await test.db.sql`update orders set ${test.db.sql({ ...tried, cause: "connection_refused" })}
      where id in (${refused}, ${doubtful})`;
    await test.db.sql`update orders set state = 'unknown', ambiguous = true where id = ${doubtful}`;
    await test.db
      .sql`update orders set ${test.db.sql({ ...tried, cause: "not_placed" })} where id = ${failed}`;
    const taken: string[] = [];
    for (let n = 0; n < 4; n++) taken.push(...idsOf(await claim("w1", after(10), 1)));
    expect(taken).toEqual([refused, untried, doubtful, failed]);
  });

  it("passes over a connection that has its share", async () => {
    const other = await insertTestStore(test);
    await received(NOON);
    const theirs = await received(NOON, other);
    const fullConnections = [store.connection.id];
    expect(idsOf(await claim("w1", after(10), 10, { fullConnections }))).toEqual([theirs]);
  });
});

describe("an order that only waits", () => {
  it("is put off by the worker that has it, and by no other", async () => {
    const id = await received(NOON);
    await claim("w1", NOON);
    const putOff = (owner: string) =>
      putOffOrder(test.db, { orderId: id, owner, cause: "pos_busy", dueInMs: 4_999, now: after(1) });
    await putOff("w2");
    expect(await findOrder(test.db, { scope: everyBrand, orderId: id })).toMatchObject({ leaseOwner: "w1" });
    await putOff("w1");
    expect(idsOf(await claim("w2", after(4_999)))).toEqual([]);
    expect(idsOf(await claim("w2", after(5_000)))).toEqual([id]);
  });

  it("is due at once when its store's POS is back, unless it is in doubt", async () => {
    const waiting = await received(after(60_000));
    const doubtful = await received(after(60_000));
    await test.db.sql`update orders set state = 'unknown', ambiguous = true where id = ${doubtful}`;
    await bringForwardOrders(test.db, { locationId: store.location.id, now: after(100) });
    expect(idsOf(await claim("w1", after(100)))).toEqual([waiting]);
  });
});

describe("expireLeases", () => {
  const to = {
    state: "unknown",
    cause: "worker_lost",
    ambiguous: true,
    absences: 0,
  } as const;

  it("makes an order unknown whose attempt outlived its lease, once", async () => {
    const args = testOrder(store, { receivedAt: NOON });
    await insertOrder(test.db, args);
    const sweep = (now: Date) =>
      expireLeases(test.db, { now, actor: { kind: "worker", name: "sweeper" }, to, limit: 10 });
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
