import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import { DATABASE_CLOCK } from "../sql/time.ts";
import {
  createTestDatabase,
  FIRST_POS,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { startAttempt, transitionOrder } from "./dispatch.ts";
import { raiseDispute } from "./dispute.ts";
import { findOrder, lastTryEnd } from "./find.ts";
import { insertOrder } from "./insert.ts";
import { claimDueOrders, isPastGiveUp, putOffOrder } from "./queue.ts";
import { recordResult } from "./result.ts";
import { getOrderTrace } from "./trace.ts";

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());
afterEach(() => vi.useRealTimers());

const now = DATABASE_CLOCK;
const HOUR_MS = 3_600_000;
const worker = { kind: "worker", name: "w1" } as const;
const roomy = { limit: 100, freePlaces: new Map(), placesPerStore: 100, fullConnections: [] };

describe.each([
  ["an hour ahead", HOUR_MS],
  ["an hour behind", -HOUR_MS],
])("a process whose clock is %s (R8)", (_how, offMs) => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + offMs });
  });

  /** How far from the database's time a stored time is. */
  async function fromNow(at: Date | null | undefined): Promise<number> {
    const [row] = await test.db.sql<{ now: Date }[]>`select now() as now`;
    if (row === undefined || at == null) throw new Error("There is no such time");
    return at.getTime() - row.now.getTime();
  }

  function order(orderId: string) {
    return findOrder(test.db, { scope: everyBrand, orderId });
  }

  it("writes every time of an order by the database's clock", async () => {
    const args = { ...testOrder(store), now };
    const { id: orderId } = args.order;
    const inserted = await insertOrder(test.db, args);
    expect(await order(orderId)).toEqual(inserted);
    expect(Math.abs(await fromNow(inserted?.receivedAt))).toBeLessThan(60_000);
    expect(Number(inserted?.leaseUntil) - Number(inserted?.receivedAt)).toBe(15_000);
    expect(Number(inserted?.giveUpAt) - Number(inserted?.receivedAt)).toBe(600_000);

    const doubt = { state: "unknown", posOrderId: null, ambiguous: true, dueInMs: 1_000 } as const;
    await recordResult(test.db, testPlaced(orderId, doubt, { answer: null, now }));
    const unknown = await order(orderId);
    expect(Number(unknown?.dueAt) - Number(unknown?.updatedAt)).toBe(1_000);
    const end = await lastTryEnd(test.db, { orderId, now });
    expect(Math.abs(Number(end?.now) - Number(end?.at))).toBeLessThan(60_000);

    const again = {
      orderId,
      expectState: "unknown",
      expectAttempt: 1,
      actor: worker,
      leaseMs: 15_000,
      via: FIRST_POS,
    } as const;
    const started = await startAttempt(test.db, { ...again, worker: "w1", now });
    expect(Number(started?.leaseUntil) - Number(started?.updatedAt)).toBe(15_000);
    await recordResult(test.db, testPlaced(orderId, {}, { attempt: 2, now }));
    await raiseDispute(test.db, { orderId, dispute: "pos_cancelled", actor: worker, detail: null, now });
    const trace = await getOrderTrace(test.db, { scope: everyBrand, orderId });
    const times = [
      trace?.order.updatedAt,
      trace?.order.finalAt,
      trace?.order.disputedAt,
      ...(trace?.events ?? []).map(({ at }) => at),
      ...(trace?.attempts ?? []).map(({ startedAt }) => startedAt),
      ...(trace?.results ?? []).map(({ at }) => at),
    ];
    expect(times).toHaveLength(12);
    for (const at of times) expect(Math.abs(await fromNow(at))).toBeLessThan(60_000);
  });

  it("neither takes what is not due nor gives up what is not late", async () => {
    const waiting = { ...testOrder(store, { state: "received", dueInMs: 60_000 }), now };
    const due = { ...testOrder(store, { state: "received", dueInMs: 0 }), now };
    await insertOrder(test.db, waiting);
    await insertOrder(test.db, due);
    const claim = () => claimDueOrders(test.db, { now, owner: "w1", leaseMs: 15_000, ...roomy });
    const claimed = await claim();
    expect(claimed.map(({ id }) => id)).toEqual([due.order.id]);
    expect(claimed.map(isPastGiveUp)).toEqual([false]);
    // A lease that another process holds is not over (R8b).
    expect(await claim()).toEqual([]);

    await putOffOrder(test.db, { orderId: due.order.id, owner: "w1", cause: null, dueInMs: 30_000, now });
    const later = await order(due.order.id);
    expect(Number(later?.dueAt) - Number(later?.updatedAt)).toBe(30_000);
    const to = {
      state: "errored",
      cause: "gave_up",
      posOrderId: null,
      ambiguous: false,
      absences: 0,
    } as const;
    const move = { orderId: due.order.id, expectState: "received", expectAttempt: 0, now } as const;
    const event = { kind: "gave_up", actor: worker } as const;
    const ended = await transitionOrder(test.db, { ...move, to: { ...to, dueInMs: null }, event });
    expect(ended?.finalAt).toEqual(ended?.updatedAt);
    expect(Math.abs(await fromNow(ended?.finalAt))).toBeLessThan(60_000);
  });
});
