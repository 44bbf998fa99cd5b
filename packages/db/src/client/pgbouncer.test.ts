import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate } from "../migrate.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type PgBouncer, setUpLogin, startPgBouncer, withoutPgBouncer } from "../testing/pgbouncer.ts";
import { type Database, openDatabase } from "./client.ts";
import { PoolerError, requirePooler } from "./pooler.ts";

/** A real PgBouncer in transaction mode, with two connections to PostgreSQL for all of ours. */

const DEADLINE_MS = 20_000;

describe.skipIf(withoutPgBouncer !== null)(`behind PgBouncer (${withoutPgBouncer ?? "installed"})`, () => {
  let test: TestDatabase;
  let pooler: PgBouncer;
  let db: Database | null = null;

  beforeAll(async () => {
    test = await createTestDatabase();
    pooler = await startPgBouncer(test.url);
  });
  function pooled(): Database {
    if (db === null) throw new Error("It was not opened.");
    return db;
  }
  afterAll(async () => {
    await db?.close();
    await pooler?.[Symbol.asyncDispose]();
    await test?.[Symbol.asyncDispose]();
  });

  it("refuses one as the only address, and names both ways out", async () => {
    await expect(migrate(pooler.url)).rejects.toThrow(PoolerError);
    await expect(migrate(pooler.url)).rejects.toThrow(/^DATABASE_URL leads to .*DATABASE_DIRECT_URL/);
  });

  it("refuses one as the direct address", async () => {
    const plan = { pooler: { url: pooler.url, deadlineMs: DEADLINE_MS } };
    await expect(migrate(pooler.url, plan)).rejects.toThrow(/^DATABASE_DIRECT_URL leads to/);
  });

  it("says what an administrator has to run, and is content once it was run", async () => {
    const plan = { url: pooler.url, deadlineMs: DEADLINE_MS };
    await using owner = openDatabase({ url: test.url, role: null, max: 1 });
    const direct = { direct: owner.sql };
    const refusal = await requirePooler(plan, direct).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PoolerError);
    const said = /`(.+)`/.exec(String(refusal))?.[1] ?? "";
    expect(said).toContain(`GRANT parley_app TO "${pooler.login}"`);
    expect(said).toContain("SET statement_timeout = '15000ms'");
    await setUpLogin(test.url, said);
    // Its connections have the settings of the moment in which they were opened.
    await pooler.kill();
    await pooler.start();
    await requirePooler(plan, direct);
    await migrate(test.url, { pooler: plan });
    await expect(requirePooler({ ...plan, deadlineMs: 1_000 }, direct)).rejects.toThrow(
      /ALTER ROLE .* SET statement_timeout = '750ms'/,
    );
  });

  it("refuses one that leads to another database, or that is not there", async () => {
    await using other = await createTestDatabase();
    const plan = { url: pooler.url, deadlineMs: DEADLINE_MS };
    await expect(migrate(other.url, { pooler: plan })).rejects.toThrow(/lead to different databases/);
    const nowhere = { ...plan, url: "postgres://parley@127.0.0.1:1/none" };
    await expect(migrate(other.url, { pooler: nowhere })).rejects.toThrow(
      "The pooler at DATABASE_URL, 127.0.0.1:1, does not answer (ECONNREFUSED).",
    );
  });

  it("works as the API's role on connections that change between statements", async () => {
    db = openDatabase({ url: test.url, poolerUrl: pooler.url, max: 8, deadlineMs: DEADLINE_MS });
    const { sql } = db;
    const ask = async (session: typeof sql | postgres.TransactionSql, at: number) => {
      const [row] = await session<{ pid: number }[]>`
        select current_user as role, pg_backend_pid() as pid, ${at}::int as back, ${sql.json({ at })}::jsonb as json`;
      expect(row).toMatchObject({ role: "parley_app", back: at, json: { at } });
      return row?.pid;
    };
    await Promise.all(Array.from({ length: 200 }, (_, at) => ask(sql, at)));
    const [inside, outside] = await sql.begin(async (tx) => [await ask(tx, 1), await ask(sql, 2)]);
    expect(outside).not.toBe(inside);
  });

  it("sends nothing behind a statement whose end gives the connection to somebody else", async () => {
    const { sql } = pooled();
    const asked = Array.from({ length: 400 }, async (_, at) => {
      const [row] = at % 2 === 0 ? await sql`select 7 as n` : await sql`select ${at}::int as n`;
      expect(row?.n).toBe(at % 2 === 0 ? 7 : at);
    });
    await Promise.all(asked);
  });

  it("keeps a transaction's statements together", async () => {
    const { sql } = pooled();
    const transactions = Array.from({ length: 20 }, () =>
      sql.begin(async (tx) => {
        const mark = randomUUID();
        await tx`select set_config('parley.mark', ${mark}, true)`;
        const [row] = await tx`select current_setting('parley.mark') as mark`;
        expect(row?.mark).toBe(mark);
      }),
    );
    await Promise.all(transactions);
    await expect(sql`select 1 / 0`).rejects.toMatchObject({ code: "22012" });
  });

  it("hears notifications, for which it goes around the pooler", async () => {
    const heard: string[] = [];
    const { sql, listen } = pooled();
    const listener = await listen("parley_pooler_test", (payload) => heard.push(payload));
    await sql`select pg_notify('parley_pooler_test', 'said')`;
    await expect.poll(() => heard).toEqual(["said"]);
    await listener.unlisten();
  });

  it("goes on when the pooler was away", async () => {
    const { sql } = pooled();
    await pooler.kill();
    await expect(sql`select 1`).rejects.toThrow();
    await pooler.start();
    await expect.poll(() => sql`select 1 as one`.catch(() => null)).toMatchObject([{ one: 1 }]);
  });
});
