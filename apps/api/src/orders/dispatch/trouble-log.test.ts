import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import { findOrder } from "@parley/db/orders";
import { createTestDatabase, insertTestStore, type TestDatabase, type TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createLogger } from "../../logger.ts";
import { ClosedAdapter } from "../../pos/closed.ts";
import { readStorePos } from "../../pos/store-pos.ts";
import { createWaiters } from "../intake/waiters.ts";
import { TIMINGS } from "../testing/histories/process.ts";
import { insertWaitingOrder } from "../testing/waiting-order.ts";
import { createSendAttempt } from "./attempt.ts";
import { createLanes } from "./lanes.ts";
import { createMoves } from "./move.ts";
import { ownLanes } from "./shared-lanes.ts";

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

it("says once in the log that an order is in doubt, and that a person is needed, and nothing of its guest", async () => {
  const lines: string[] = [];
  const log = createLogger("warn", { write: (line) => lines.push(line) });
  const at = {
    locationId: store.location.id,
    brandId: store.brand.id,
    code: "LC",
    phone: null,
    timezone: "UTC",
    currency: "USD",
    pausedAt: null,
    pauseUntil: null,
    pos: readStorePos({ kind: "history", settings: null, secret: null }),
    via: { posLink: null, posAccount: store.location.id },
    lane: store.location.id,
  };
  const adapter = new ClosedAdapter({ kind: "history", reason: "none", quietPeriodMs: 0 });
  adapter.place = async () => ({
    kind: "unknown",
    reason: "connection_lost",
    retryAfterMs: null,
    call: null,
  });
  const now = () => new Date();
  const common = { db: test.db, waiters: createWaiters(), now, random: () => 0.5, timings: TIMINGS, log };
  const deps = {
    ...common,
    lanes: ownLanes(createLanes({ ...common, onFree: () => {}, onBack: () => {} })),
    ledgerNow: () => DATABASE_CLOCK,
    worker: "w1",
    pos: { adapterFor: () => adapter, [Symbol.asyncDispose]: async () => {} },
    renderFinal: async () => ({ status: 200, body: "{}" }),
    findStoreOf: async () => at,
  };
  const moves = createMoves({ ...deps, send: createSendAttempt(deps) });
  const actor = { kind: "worker", name: "w1" } as const;
  const orderId = await insertWaitingOrder(test.db, store, { guestName: "Ada Lovelace" });
  const current = async () => {
    const order = await findOrder(test.db, { scope: everyBrand, orderId });
    if (order === null) throw new Error("The order is gone");
    return order;
  };
  await test.db.sql`update orders set state = 'received', ambiguous = false where id = ${orderId}`;

  await moves.resend(await current(), at, { actor });
  await moves.resend(await current(), at, { actor });
  await moves.move(await current(), { kind: "needs_person" }, { cause: "in_doubt", actor });

  const about = { level: 40, orderId, locationId: at.locationId, store: "LC" };
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { ...about, cause: "connection_lost", msg: "nobody knows whether a POS has an order" },
    { ...about, cause: "in_doubt", msg: "an order waits for a person" },
  ]);
  expect(lines.join()).not.toContain("Ada");
});
