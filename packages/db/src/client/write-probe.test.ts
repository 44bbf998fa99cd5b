import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { openDatabase } from "./client.ts";
import { probeWrite } from "./write-probe.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test?.[Symbol.asyncDispose]());

describe("probeWrite (R4)", () => {
  it("writes, as the role of the API", async () => {
    const before = await walPosition();
    await probeWrite(test.db);
    expect(await walPosition()).not.toBe(before);
  });

  it("asks the disk for room", async () => {
    const before = await temporaryBytes();
    await using db = openDatabase({ url: test.url, max: 1 });
    await probeWrite(db);
    // What a session used is counted when it ends.
    await db.close();
    await expect.poll(temporaryBytes).toBeGreaterThan(before);
  });

  it("fails where the database can only be read", async () => {
    await using db = openDatabase({ url: `${test.url}?default_transaction_read_only=on`, max: 1 });
    await expect(probeWrite(db)).rejects.toMatchObject({ code: "25006" });
  });
});

async function walPosition(): Promise<string> {
  const [row] = await test.db.sql`select pg_current_wal_flush_lsn()::text as at`;
  return String(row?.at);
}

async function temporaryBytes(): Promise<number> {
  const [row] = await test.db
    .sql`select temp_bytes::float8 as bytes from pg_stat_database where datname = current_database()`;
  return Number(row?.bytes);
}
