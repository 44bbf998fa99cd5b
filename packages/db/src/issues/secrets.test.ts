import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, insertTestStore, type TestDatabase } from "../testing/database.ts";
import { listEndingSecrets } from "./secrets.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000);
const DAY_MS = 86_400_000;

let test: TestDatabase;
let connectionId: string;

beforeAll(async () => {
  test = await createTestDatabase();
  const store = await insertTestStore(test, hours(-1000));
  connectionId = store.connection.id;
  const secret = (id: string, fields: object) => {
    const row = {
      id,
      connection_id: connectionId,
      sealed: Buffer.from("x"),
      full_index: id,
      first10_index: id,
    };
    return test.db
      .sql`insert into connection_secrets ${test.db.sql({ ...row, strength: "strong", ...fields })}`;
  };
  await test.db.sql`update connection_secrets set created_at = ${hours(-1000)}`;
  // Made now, and the old one ends in ten hours.
  await secret("old", {
    state: "retiring",
    created_at: hours(-500),
    ends_at: hours(10),
    last_used_at: hours(4),
  });
  await secret("new", { state: "live", created_at: NOON, last_used_at: null, ends_at: null });
});
afterAll(() => test[Symbol.asyncDispose]());

it("names a secret from half of its overlap on, until it ends or PAR has not used it for a day", async () => {
  const look = (now: Date) => listEndingSecrets(test.db, { now, usedMs: DAY_MS });
  expect(await look(hours(4.9))).toEqual([]);
  expect(await look(hours(5))).toEqual([{ connectionId, endsAt: hours(10), sinceAt: hours(5) }]);
  expect(await look(hours(9.9))).toHaveLength(1);
  expect(await look(hours(10))).toEqual([]);
  await test.db.sql`update connection_secrets set last_used_at = ${hours(-15)} where id = 'old'`;
  expect(await look(hours(9.5))).toEqual([]);
  await test.db.sql`update connection_secrets set last_used_at = ${hours(4)} where id = 'old'`;
  await test.db.sql`update connections set state = 'disabled' where id = ${connectionId}`;
  expect(await look(hours(6))).toEqual([]);
});
