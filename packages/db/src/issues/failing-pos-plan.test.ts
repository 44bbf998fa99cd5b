import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { insertOrder } from "../orders/insert.ts";
import { recordResult } from "../orders/result.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  runPlans,
  type TestDatabase,
  type TestStore,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { listFailingPos } from "./failing-pos.ts";

/** What fails is asked for every two seconds, so what it costs must not grow with the orders that pass. */

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);
const PASSED = 400;
const IN_DOUBT = { state: "unknown", posOrderId: null, ambiguous: true, absences: 0, dueInMs: 0 } as const;
const UNKNOWN = { answer: null, result: { outcome: "unknown", evidence: null } } as const;

let test: TestDatabase;
let busy: TestStore;
let failing: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  [busy, failing] = [await insertTestStore(test), await insertTestStore(test)];
  await Promise.all(Array.from({ length: PASSED }, (_, n) => settle(busy, n, {})));
  await settle(failing, 5, IN_DOUBT, UNKNOWN);
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`analyze orders, attempt_results`;
});
afterAll(() => test?.[Symbol.asyncDispose]());

async function settle(store: TestStore, atMs: number, ...end: [Parameters<typeof testPlaced>[1], object?]) {
  const args = testOrder(store, { receivedAt: after(atMs) });
  await insertOrder(test.db, args);
  await recordResult(test.db, testPlaced(args.order.id, end[0], { now: after(atMs + 1), ...end[1] }));
}

const look = (db: TestDatabase["db"]) =>
  listFailingPos(db, { scope: everyBrand, now: after(10_000), windowMs: 900_000 });

it("reads of those that passed only the orders of stores at which something failed", async () => {
  expect(await look(test.db)).toMatchObject([{ locationId: failing.location.id, failedCount: 1 }]);
  const { indexes, isWhole, rows } = await runPlans(test, look, "attempt_results");
  expect(indexes).toContain("attempt_results_failed");
  expect(isWhole).toBe(false);
  expect(rows).toBeLessThan(20);
});

it("finds the good answer that ends it, at a store with many orders too", async () => {
  await settle(busy, PASSED, IN_DOUBT, UNKNOWN);
  expect(await look(test.db)).toMatchObject([
    { locationId: busy.location.id, failedCount: 1, outcome: "unknown" },
    { locationId: failing.location.id },
  ]);
  await settle(busy, PASSED + 1, {});
  expect(await look(test.db)).toMatchObject([{ locationId: failing.location.id }]);
});
