import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertExchanges } from "../exchanges/exchanges.ts";
import { ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
} from "../testing/database.ts";
import { operationStats } from "./read.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test, NOON);
});
afterAll(() => test[Symbol.asyncDispose]());

describe("operationStats", () => {
  const within5Percent = (ms: number) => expect.toSatisfy((is: number) => Math.abs(is / ms - 1) <= 0.05);

  it("counts and times PAR's calls per operation", async () => {
    const facts = { brandId: store.brand.id, at: NOON };
    const submits = [200, 200, 202, 503].map((status, n) =>
      testExchange({ ...facts, status, durationUs: (n + 1) * 1000 }),
    );
    await insertExchanges(test.db, [
      ...submits,
      testExchange({ ...facts, operation: "get_menu", status: 404, durationUs: 500 }),
      testExchange({ ...facts, direction: "out" }),
      testExchange({ ...facts, at: after(-5000) }),
    ]);
    const stats = await operationStats(test.db, {
      scope: ofBrands(store.brand.id),
      since: after(-1000),
    });
    expect(stats).toEqual([
      {
        operation: "get_menu",
        count: 1,
        refusedCount: 1,
        failedCount: 0,
        pendingCount: 0,
        p50Ms: within5Percent(0.5),
        p95Ms: within5Percent(0.5),
        p99Ms: within5Percent(0.5),
      },
      expect.objectContaining({
        operation: "submit_order",
        count: 4,
        refusedCount: 1,
        failedCount: 1,
        pendingCount: 1,
        p50Ms: within5Percent(2.5),
      }),
    ]);
  });
});
