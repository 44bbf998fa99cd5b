import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import type { Outcome } from "../schema/vocabulary.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing/database.ts";
import { PAR } from "./actor.ts";
import { insertOrder } from "./insert.ts";
import { claimDueOrders, claimTrialOrder } from "./queue.ts";
import { recordResult } from "./result.ts";
import { hasPosAnswered, readStoreActivity } from "./store-activity.ts";

/** What the ledger says about a store's other orders (A). */

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`set session_replication_role = replica`;
  await owner.sql`truncate orders cascade`;
  store = await insertTestStore(test);
});

async function waits(receivedMs: number, at: TestStore = store) {
  const args = testOrder(at, { state: "received", dueInMs: 0, receivedAt: after(receivedMs) });
  const order = await insertOrder(test.db, args);
  if (order === null) throw new Error("The order is there already");
  return order;
}

/** An order whose first try ended so; an answer of the POS has a status. */
async function ended(outcome: Outcome, endedMs: number, status: number | null, at: TestStore = store) {
  const order = await insertOrder(
    test.db,
    testOrder(at, { state: "dispatching", receivedAt: after(endedMs - 100) }),
  );
  if (order === null) throw new Error("The order is there already");
  const isPlaced = outcome === "placed";
  await recordResult(test.db, {
    orderId: order.id,
    attempt: 1,
    worker: "w1",
    to: {
      state: isPlaced ? "placed" : "unknown",
      cause: null,
      posOrderId: isPlaced ? order.id : null,
      ambiguous: !isPlaced,
      absences: 0,
      dueInMs: isPlaced ? null : 60_000,
    },
    event: { kind: outcome, actor: PAR },
    result: { outcome, evidence: { status } },
    answer: null,
    exchanges: [],
    now: after(endedMs),
  });
  return order;
}

describe("a store's other orders", () => {
  it("are counted since one passed last, and since the order came", async () => {
    await ended("placed", -60_000, 201);
    const first = await ended("unknown", -50_000, 500);
    const second = await ended("unknown", -40_000, null);
    const order = await waits(0);
    expect(await readStoreActivity(test.db, order)).toEqual({
      passedMeanwhile: 0,
      failing: 2,
      failingOrderId: [first.id, second.id].sort()[0],
      failingSince: after(-50_000),
      hasAnswered: false,
    });
    await ended("unknown", 1_000, 500);
    expect(await readStoreActivity(test.db, order)).toMatchObject({ failing: 3, hasAnswered: true });
    await ended("placed", 2_000, 201);
    expect(await readStoreActivity(test.db, order)).toEqual({
      passedMeanwhile: 1,
      failing: 0,
      failingOrderId: null,
      failingSince: null,
      hasAnswered: true,
    });
  });

  it("are this store's alone, and never the order itself", async () => {
    await ended("placed", 1_000, 201, await insertTestStore(test));
    const failed = await ended("unknown", 2_000, 500);
    expect(await readStoreActivity(test.db, failed)).toEqual({
      passedMeanwhile: 0,
      failing: 0,
      failingOrderId: null,
      failingSince: null,
      hasAnswered: false,
    });
  });

  it("tell whether their POS has answered anybody since a time", async () => {
    const at = { locationId: store.location.id };
    await ended("unknown", 0, null);
    await ended("not_sent", 0, null);
    expect(await hasPosAnswered(test.db, { ...at, since: after(-1_000) })).toBe(false);
    await ended("unknown", 1_000, 500);
    expect(await hasPosAnswered(test.db, { ...at, since: after(1_000) })).toBe(true);
    expect(await hasPosAnswered(test.db, { ...at, since: after(1_001) })).toBe(false);
  });
});

describe("claimTrialOrder", () => {
  const trial = (end: "newest" | "oldest", nowMs: number) =>
    claimTrialOrder(test.db, {
      locationId: store.location.id,
      end,
      now: after(nowMs),
      owner: "w1",
      leaseMs: 15_000,
    });

  it("takes the newest or the oldest that was never tried, whatever failed before, and one at a time", async () => {
    await ended("unknown", -120_000, 500);
    await waits(0, await insertTestStore(test));
    const ids = [(await waits(1)).id, (await waits(2)).id, (await waits(3)).id];
    expect(await trial("newest", 10)).toMatchObject({
      id: ids[2],
      leaseOwner: "w1",
      leaseUntil: after(15_010),
    });
    expect(await trial("oldest", 10)).toMatchObject({ id: ids[0] });
    expect(await trial("newest", 10)).toMatchObject({ id: ids[1] });
    expect(await trial("newest", 10)).toMatchObject({ attempt: 1 });
    expect(await trial("newest", 10)).toBeNull();
  });

  it("takes one that failed before only once its next try is due, and none past its give-up time", async () => {
    const failed = await ended("unknown", 0, 500);
    expect(await trial("oldest", 59_999)).toBeNull();
    expect(await trial("oldest", 60_000)).toMatchObject({ id: failed.id });
    expect(await trial("oldest", 700_000)).toBeNull();
  });

  it("takes the oldest of those that failed and came due at once, whichever end is asked for", async () => {
    const first = await ended("unknown", 0, 500);
    const second = await ended("unknown", 0, 500);
    expect(await trial("newest", 60_000)).toMatchObject({ id: first.id });
    expect(await trial("newest", 60_000)).toMatchObject({ id: second.id });
  });
});

describe("claimDueOrders", () => {
  it("takes an order that waits for its first try before one that failed and is due later", async () => {
    const failed = await ended("unknown", -60_000, 500);
    const waiting = await waits(-1_000);
    const claim = () =>
      claimDueOrders(test.db, {
        now: after(1_000),
        owner: "w1",
        leaseMs: 15_000,
        limit: 1,
        freePlaces: new Map(),
        placesPerStore: 1,
        fullConnections: [],
      });
    expect(await claim()).toMatchObject([{ id: waiting.id }]);
    expect(await claim()).toMatchObject([{ id: failed.id }]);
  });
});
