import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
} from "../testing/database.ts";
import { listUnmapped, upsertUnmapped } from "./unmapped.ts";
import { setMapping } from "./writes.ts";

const now = new Date("2026-11-23T12:00:00Z");
const later = new Date("2026-11-23T13:00:00Z");

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  store = await insertTestStore(test, now);
});

describe("upsertUnmapped", () => {
  const page = { limit: 10 };

  it("queues an id once, counts it up, and opens it again after it was resolved", async () => {
    const { connection, parOrganizationId } = store;
    const seen = {
      connectionId: connection.id,
      kind: "location",
      parId: "PAR-LOC-9",
      parOrganizationId,
      exchangeId: "exc_1",
      now,
    } as const;
    await upsertUnmapped(test.db, seen);
    await upsertUnmapped(test.db, { ...seen, exchangeId: null, now: later });
    const filter = { scope: everyBrand, connectionId: connection.id, page };
    const [row] = await listUnmapped(test.db, filter);
    expect(row).toMatchObject({
      seenCount: 2,
      firstSeenAt: now,
      lastSeenAt: later,
      sampleExchangeId: "exc_1",
    });
    const by = { scope: everyBrand, changedBy: "opr_1", now: later };
    const mapped = { ...by, kind: "location", connectionId: connection.id, parId: "PAR-LOC-9" } as const;
    await setMapping(test.db, { ...mapped, targetId: store.location.id, expectedVersion: null });
    await setMapping(test.db, { ...mapped, targetId: null, expectedVersion: 1 });
    await upsertUnmapped(test.db, { ...seen, now: later });
    expect(await listUnmapped(test.db, filter)).toMatchObject([
      { id: row?.id, seenCount: 3, resolvedAt: null },
    ]);
  });

  it("stops queuing at a thousand open ids of one connection, and still counts known ones (S6)", async () => {
    const { connection } = store;
    await test.db.sql`
      insert into unmapped_ids (id, connection_id, kind, par_id, first_seen_at, last_seen_at)
      select 'unm_' || ${connection.id} || n, ${connection.id}, 'location', 'X-' || n, ${now}, ${now} from generate_series(1, 1000) n`;
    const seen = {
      connectionId: connection.id,
      kind: "location",
      parOrganizationId: null,
      exchangeId: null,
      now,
    } as const;
    await upsertUnmapped(test.db, { ...seen, parId: "X-1001" });
    await upsertUnmapped(test.db, { ...seen, parId: "X-7" });
    const rows = await test.db.sql`
      select par_id, seen_count from unmapped_ids where connection_id = ${connection.id} and (seen_count > 1 or par_id = 'X-1001')`;
    expect([...rows]).toEqual([{ par_id: "X-7", seen_count: 2 }]);
  });
});
