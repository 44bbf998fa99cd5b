import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../client/client.ts";
import { insertExchanges } from "../exchanges/exchanges.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
} from "../testing/database.ts";
import { scanOf } from "./kinds.ts";
import { NO_BRAND } from "./policies.ts";

/** A batch walks a range of an index in its order: what it costs is what it looks at, however much there is. */

const now = Date.now();
let test: TestDatabase;
let owner: Database;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  const { connection, brand } = store;
  const calls = Array.from({ length: 4_000 }, (_, n) =>
    testExchange({
      ...{ connectionId: connection.id, brandId: n % 2 === 0 ? brand.id : `brd_${n % 20}` },
      at: new Date(now - n * 60_000),
    }),
  );
  await insertExchanges(test.db, calls);
  owner = openDatabase({ url: test.url, role: null });
  await owner.sql`analyze exchanges`;
});
afterAll(async () => {
  await owner[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});

it.each([
  ["bodies", "a brand", "exchanges_(brand_)?recent"],
  ["exchanges", "no brand", "exchanges_recent"],
] as const)("walks %s of %s by %s, without sorting", async (kind, of, index) => {
  const id = of === "a brand" ? store.brand.id : NO_BRAND;
  const scan = scanOf(owner.sql, { id, kind, before: new Date(now), limit: 5 });
  const rows = await owner.sql<{ "QUERY PLAN": string }[]>`
    explain with mark as (select mark_at, mark_id from retention_progress where id = ${id} and kind = ${kind}) ${scan}`;
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toMatch(new RegExp(`Index.* Scan using ${index} `));
  expect(plan).not.toContain("Sort");
  expect(plan).toMatch(/Index Cond: .*ROW\(/);
});
