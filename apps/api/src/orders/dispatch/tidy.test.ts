import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import { findOrder, recordLateResult } from "@parley/db/orders";
import { createTestDatabase, insertTestStore, type TestDatabase, type TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { readStorePos } from "../../pos/store-pos.ts";
import { createWaiters } from "../intake/waiters.ts";
import { createHistoryPos } from "../testing/histories/pos.ts";
import { TIMINGS } from "../testing/histories/process.ts";
import { insertWaitingOrder } from "../testing/waiting-order.ts";
import { createLanes } from "./lanes.ts";
import { createMoves } from "./move.ts";
import { ownLanes } from "./shared-lanes.ts";
import { createTidy } from "./tidy.ts";

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

function tidyWith(canVoid = false) {
  const now = () => new Date();
  const pos = createHistoryPos({ adapterClass: "D", canVoid, faults: {}, now: () => 0 });
  const log = createLogger("silent");
  const common = { db: test.db, waiters: createWaiters(), now, random: () => 0.5, timings: TIMINGS, log };
  const lanes = ownLanes(createLanes({ ...common, onFree: () => {}, onBack: () => {} }));
  const send = () => Promise.reject(new Error("Nothing is sent here"));
  const deps = {
    ...common,
    lanes,
    ledgerNow: () => DATABASE_CLOCK,
    worker: "w1",
    pos: { adapterFor: () => pos.adapterFor(1), [Symbol.asyncDispose]: async () => {} },
    renderFinal: async () => ({ status: 200, body: '{"status":"placed"}' }),
    findStoreOf: async () => ({
      locationId: store.location.id,
      brandId: store.brand.id,
      code: "LC",
      phone: null,
      timezone: "America/Los_Angeles",
      currency: "USD",
      pausedAt: null,
      pauseUntil: null,
      pos: readStorePos({ kind: "history", settings: null, secret: null }),
      via: { posLink: null, posAccount: store.location.id },
      lane: store.location.id,
    }),
  };
  return createTidy({ ...deps, moves: createMoves({ ...deps, send }) });
}

const order = async (orderId: string) => await findOrder(test.db, { scope: everyBrand, orderId });

describe("an order whose times are further ahead than any can be (R8)", () => {
  it("is due now, and is given up no later than one that has just come", async () => {
    const [inDoubt, leased, fine] = [
      await insertWaitingOrder(test.db, store),
      await insertWaitingOrder(test.db, store),
      await insertWaitingOrder(test.db, store),
    ];
    await test.db.sql`update orders set state = 'unknown', due_at = now() + interval '1 hour',
      give_up_at = now() + interval '70 minutes' where id = ${inDoubt}`;
    await test.db.sql`update orders set state = 'dispatching', lease_owner = 'w9',
      lease_until = now() + interval '1 hour' where id = ${leased}`;
    await test.db.sql`update orders set state = 'unknown', due_at = now() + interval '110 seconds',
      give_up_at = now() + interval '9 minutes' where id = ${fine}`;
    const before = await order(fine);
    await tidyWith()();
    const [row] = await test.db.sql`select
      (select due_at <= now() and give_up_at <= now() + interval '10 minutes' from orders where id = ${inDoubt}) as due,
      (select lease_until <= now() from orders where id = ${leased}) as over`;
    expect(row).toEqual({ due: true, over: true });
    expect(await order(fine)).toEqual(before);
  });
});

describe("an order that waits for a person although a late report says that its POS has it (R8b)", () => {
  async function waiting(posOrderId: string): Promise<string> {
    const orderId = await insertWaitingOrder(test.db, store);
    const result = { outcome: "placed" as const, evidence: { kind: "placed", posOrderId, readyAt: null } };
    const late = { orderId, attempt: 1, worker: "old", result, exchanges: [], now: new Date() };
    // As a process of the release before keeps it.
    expect(await recordLateResult(test.db, { ...late, proof: null })).toEqual({ settled: false });
    return orderId;
  }

  it("is settled by it", async () => {
    const orderId = await waiting("POS-1");
    await tidyWith()();
    expect(await order(orderId)).toMatchObject({ state: "placed", posOrderId: "POS-1", cause: null });
  });

  it("waits on where the POS order is another's, or where it may have been taken back", async () => {
    const taken = await waiting("POS-1");
    await tidyWith()();
    expect(await order(taken)).toMatchObject({ state: "attention", posOrderId: null });
    const voided = await waiting("POS-2");
    await test.db.sql`update orders set give_up_at = updated_at where id = ${voided}`;
    await tidyWith(true)();
    expect(await order(voided)).toMatchObject({ state: "attention" });
  });
});
