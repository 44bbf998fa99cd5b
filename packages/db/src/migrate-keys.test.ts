import { expect, it } from "vitest";
import { openDatabase } from "./client/client.ts";
import { migrate } from "./migrate.ts";
import { insertOrder } from "./orders/insert.ts";
import { addAlias, findOrderByKey } from "./orders/lookup.ts";
import { createTestDatabase, insertTestStore, testOrder } from "./testing/database.ts";
import { migrateBefore } from "./testing/migrate-before.ts";

async function indexesOf(url: string): Promise<string[]> {
  await using owner = openDatabase({ url, role: null });
  const rows = await owner.sql<{ name: string; is: string }[]>`
    select indexname as name, indexdef as is from pg_indexes
    where tablename in ('order_keys', 'attempts', 'attempt_results', 'order_events')
      and indexname !~ '_(feed|at|failed|search|order)$' or indexname ~ '^orders_(online|pos)_order'`;
  return rows.map(({ name, is }) => `${name}: ${/btree \((.*?)\)(?: WHERE|$)/s.exec(is)?.[1]}`).sort();
}

const KEYS = [
  "attempt_results_pkey: order_id, number, id",
  "attempts_number: order_id, number",
  "order_events_pkey: order_id, id",
  "order_keys_pkey: request_uid, connection_id, par_location_id, par_organization_id",
  expect.stringMatching(/^orders_online_order_once: online_order_id, connection_id, \(\s*CASE/),
  "orders_pos_order: pos_order_id, pos_account",
];

it("puts shorter keys in the place of those of the release before", async () => {
  await using test = await createTestDatabase("empty");
  await migrateBefore(test.url, "0062_fewer_keys");
  expect(await indexesOf(test.url)).toContain("order_keys_uid: request_uid, connection_id, created_at");
  await migrate(test.url);
  expect(await indexesOf(test.url)).toEqual(KEYS);
  await migrate(test.url);
  expect(await indexesOf(test.url)).toEqual(KEYS);
});

it("starts all the same where somebody keeps a table, and changes the other keys", async () => {
  await using test = await createTestDatabase("empty");
  await migrateBefore(test.url, "0062_fewer_keys");
  await using reader = openDatabase({ url: test.url, role: null });
  await reader.sql.begin(async (tx) => {
    await tx`lock table attempts in access share mode`;
    const { warnings, indexes } = await migrate(test.url);
    expect(warnings.join(" ")).toContain("indexes are being built beside running orders");
    expect(await indexes).toMatch(/lock timeout/);
  });
  const changed = await indexesOf(test.url);
  expect(changed).toContain(
    "order_keys_pkey: request_uid, connection_id, par_location_id, par_organization_id",
  );
  expect(changed.join()).toContain("attempts_pkey");
  await migrate(test.url);
  expect(await indexesOf(test.url)).toEqual(KEYS);
});

it("still holds a request uid once for each connection, organization and location", async () => {
  await using test = await createTestDatabase();
  const store = await insertTestStore(test);
  const args = testOrder(store);
  await insertOrder(test.db, args);
  const { id: orderId, connectionId, parOrganizationId, parLocationId, requestUid } = args.order;
  const key = { connectionId, parOrganizationId, parLocationId, requestUid };
  const alias = { orderId, requestDatetime: "2026-11-23T12:00:00Z", now: new Date() };
  expect(await addAlias(test.db, { ...key, ...alias })).toBe(false);
  expect(await addAlias(test.db, { ...key, parLocationId: "another", ...alias })).toBe(true);
  expect((await findOrderByKey(test.db, key))?.order.id).toBe(orderId);
});
