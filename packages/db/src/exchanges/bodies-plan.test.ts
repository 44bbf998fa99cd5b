import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { listBodyPartitions } from "../retention/partitions.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  runPlans,
  type TestDatabase,
  testExchange,
} from "../testing/database.ts";
import { listExchangeBodies } from "./bodies.ts";
import { findExchange, insertExchanges } from "./exchanges.ts";

/** Whoever knows the ids of calls reads their bodies in the partitions that can have them, and in no other. */

const CALLS = 500;
let test: TestDatabase;
let ids: string[];
let partitions: string[];
beforeAll(async () => {
  test = await createTestDatabase();
  const { connection, brand } = await insertTestStore(test);
  const bodies = { requestHeaders: {}, requestBody: "{}", responseHeaders: {}, responseBody: "{}" };
  const calls = Array.from({ length: CALLS }, () =>
    testExchange({
      ...{ connectionId: connection.id, brandId: brand.id },
      bodies: { ...bodies, stringSigned: null, note: null },
    }),
  );
  await insertExchanges(test.db, calls);
  ids = calls.map(({ id }) => id);
  partitions = (await listBodyPartitions(test.db))?.map(({ name }) => name) ?? [];
  expect(partitions[0]).toBe("exchange_bodies_first");
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`analyze exchanges, exchange_bodies`;
});
afterAll(() => test[Symbol.asyncDispose]());

describe("the bodies of calls", () => {
  it("are read by one id in one partition", async () => {
    const exchangeId = ids[7] ?? "";
    const run = await runPlans(
      test,
      (db) => findExchange(db, { scope: everyBrand, exchangeId }),
      ...partitions,
    );
    expect(run).toEqual({ indexes: ["exchange_bodies_first_pkey"], isWhole: false, rows: 1 });
  });

  it("are read by several ids in none of the others", async () => {
    const exchangeIds = ids.slice(3, 6);
    const run = await runPlans(
      test,
      (db) => listExchangeBodies(db, { scope: everyBrand, exchangeIds }),
      ...partitions.slice(1),
    );
    expect(run).toEqual({ indexes: [], isWhole: false, rows: 0 });
  });

  it("are read in one partition by a plan that was made for any id", async () => {
    const connection = { plan_cache_mode: "force_generic_plan" };
    const session = postgres(test.url, { max: 1, connection });
    await session`prepare of_any_id (text) as select from exchange_bodies where exchange_id = $1`.simple();
    const rows = await session.unsafe<{ "QUERY PLAN": string }[]>(
      `explain (analyze, costs off, timing off, summary off) execute of_any_id ('${ids[0]}')`,
    );
    await session.end();
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain(`Subplans Removed: ${partitions.length - 1}`);
    expect(plan.match(/ on exchange_bodies_\w+/g)).toEqual([" on exchange_bodies_first"]);
  });
});
