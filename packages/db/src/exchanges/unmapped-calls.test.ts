import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { upsertUnmapped } from "../mappings/unmapped.ts";
import { createTestDatabase, insertTestStore, runPlans, type TestDatabase } from "../testing/database.ts";
import { type TestStore, testExchange } from "../testing/rows.ts";
import { insertExchanges } from "./exchanges.ts";
import { listUnmappedCalls } from "./unmapped-calls.ts";

const now = new Date("2026-11-23T12:00:00Z");
const since = new Date("2026-11-16T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test, since);
});
afterAll(() => test[Symbol.asyncDispose]());

async function queue(kind: "location" | "organization", parId: string): Promise<string> {
  const at = { connectionId: store.connection.id, parOrganizationId: null, exchangeId: null, now };
  await upsertUnmapped(test.db, { ...at, kind, parId });
  const [row] = await test.db.sql`select id from unmapped_ids where par_id = ${parId}`;
  return String(row?.id);
}

it("finds the last refused call of each order, of this id, connection and time alone", async () => {
  const refused = (minutes: number, onlineOrderId: string, over: object = {}) =>
    testExchange({
      ...{ connectionId: store.connection.id, operation: "validate_order", code: "unmapped_location" },
      ...{ parLocationId: "PAR-NEW", parOrganizationId: "IA-NEW", onlineOrderId, at: ago(minutes), ...over },
    });
  const other = await insertTestStore(test, since);
  const calls = [
    refused(9, "first"),
    refused(8, "first"),
    refused(7, "second", { operation: "submit_order" }),
    refused(6, "other id", { parLocationId: "PAR-OTHER" }),
    refused(5, "other connection", { connectionId: other.connection.id }),
    refused(4, "accepted", { code: null }),
    refused(3, "a poll", { operation: "get_order" }),
    refused(60 * 24 * 8, "long ago"),
    refused(2, "of an organization", { code: "unmapped_organization" }),
  ];
  await insertExchanges(test.db, calls);
  const found = async (unmappedId: string, limit = 10) =>
    (await listUnmappedCalls(test.db.orm, { unmappedId, since, limit })).map(({ order }) => order);
  const location = await queue("location", "PAR-NEW");
  expect(await found(location)).toEqual(["second", "first"]);
  expect(await found(location, 1)).toEqual(["second"]);
  expect(await found(await queue("organization", "IA-NEW"))).toEqual(["of an organization"]);
  expect(await found("unm_none")).toEqual([]);
});

it("reads no more of a busy connection than it looks through", async () => {
  const unmappedId = await queue("location", "PAR-BUSY");
  await using owner = openDatabase({ url: test.url, role: null });
  await owner.sql`
    insert into exchanges (id, direction, operation, connection_id, method, path, status, at, duration_us, stages,
      signed, replayed)
    select 'exc_busy' || n, 'in', 'get_order', ${store.connection.id}, 'GET', '/orders', 200,
      ${now}::timestamptz - n * interval '1 second', 1000, '[]', true, false from generate_series(1, 9000) n`;
  await owner.sql`vacuum (analyze) exchanges`;
  const read = await runPlans(
    test,
    ({ orm }) => listUnmappedCalls(orm, { unmappedId, since, limit: 10 }),
    "exchanges",
  );
  expect(read).toMatchObject({ isWhole: false, rows: 5_000 });
});
