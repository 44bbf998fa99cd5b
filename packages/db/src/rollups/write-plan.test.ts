import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { insertExchanges } from "../exchanges/exchanges.ts";
import {
  createTestDatabase,
  insertTestStore,
  runPlans,
  type TestDatabase,
  testExchange,
} from "../testing/database.ts";
import { advanceRollups } from "./write.ts";

/** Counting goes on every two seconds for years: what it costs must not grow with what was counted before. */

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test?.[Symbol.asyncDispose]());

async function addCalls(count: number) {
  const { connection, brand } = await insertTestStore(test);
  const call = () => testExchange({ connectionId: connection.id, brandId: brand.id });
  await insertExchanges(test.db, Array.from({ length: count }, call));
}

it("begins where it ended, and reads nothing of what is counted", async () => {
  for (let n = 0; n < 10; n++) await addCalls(300);
  while ((await advanceRollups(test.db)).counted > 0);
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`vacuum (analyze) exchanges`;
  await addCalls(3);
  const { indexes, isWhole, rows } = await runPlans(test, (db) => advanceRollups(db), "exchanges");
  expect(indexes).toContain("exchanges_feed");
  expect(isWhole).toBe(false);
  expect(rows).toBeLessThan(20);
});
