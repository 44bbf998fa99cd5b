import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { statement } from "../sql/rows.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { openTestWire, type TestWire } from "../testing/wire.ts";
import { type Database, openDatabase } from "./client.ts";

/**
 * S9: a server that is frozen, or that a wire lost without a word, answers nothing and resets nothing. The
 * time limit is ours then. R4: a statement goes to a connection that exists.
 */

const DEADLINE_MS = 1_200;
/** Far more than a busy machine takes, and far less than the 19 s that the client by itself would wait. */
const SLOW_MS = 8_000;

let test: TestDatabase;
let administrator: Database;
let wire: TestWire;
beforeAll(async () => {
  test = await createTestDatabase();
  administrator = openDatabase({ url: test.url, role: null, max: 2 });
  wire = await openTestWire(test.url);
});
afterEach(() => wire.heal());
afterAll(async () => {
  await administrator?.close();
  await wire?.[Symbol.asyncDispose]();
  await test?.[Symbol.asyncDispose]();
});

/** What a statement failed with. */
const codeOf = (statement: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(statement).then(
    () => "it did not fail",
    (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
  );

const openWired = (max: number) => openDatabase({ url: wire.url, max, deadlineMs: DEADLINE_MS });

describe("a server that answers nothing any more", () => {
  it("fails a statement that was sent, and never uses its connection again", async () => {
    await using db = openWired(1);
    const [before] = await db.sql`select pg_backend_pid() as pid`;
    wire.swallow();
    expect(await codeOf(db.sql`select 1`)).toBe("STATEMENT_TIMEOUT");
    wire.heal();
    const [after] = await db.sql`select pg_backend_pid() as pid`;
    expect(after?.pid).not.toBe(before?.pid);
  });

  it("fails what waits behind it on the same connection, each with its own failure, once", async () => {
    await using db = openWired(1);
    await db.sql`select 1`;
    wire.swallow();
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(db.sql`select 1`)));
    expect(new Set(codes)).toEqual(new Set(["STATEMENT_TIMEOUT"]));
  });

  it("fails a statement for which no connection can be opened as not sent", async () => {
    await using db = openWired(2);
    wire.swallow();
    const codes = await Promise.all([1, 2, 3, 4, 5].map((n) => codeOf(db.sql`select ${n}::int`)));
    for (const code of codes) expect(["POOL_TIMEOUT", "CONNECT_TIMEOUT"]).toContain(code);
  });

  it("fails a transaction and a reservation, and neither runs on after it", async () => {
    await using db = openWired(2);
    const reserved = await db.sql.reserve();
    await reserved`select 1`;
    const inTransaction: unknown[] = [];
    const run = codeOf(
      db.sql.begin(async (tx) => {
        await tx`select 1`;
        wire.swallow();
        inTransaction.push(await codeOf(tx`select 2`));
        inTransaction.push(await codeOf(tx`select 3`));
      }),
    );
    expect(await run).toMatch(/^(STATEMENT_TIMEOUT|CONNECTION_CLOSED)$/);
    expect(await codeOf(reserved`select 2`)).toBe("STATEMENT_TIMEOUT");
    wire.heal();
    reserved.release();
    await expect.poll(() => inTransaction.length).toBe(2);
    expect(await db.sql`select 1 as one`).toMatchObject([{ one: 1 }]);
  });

  it("is noticed by who only listens, which listens again when it is back", async () => {
    await using db = openWired(1);
    const heard: string[] = [];
    let listens = 0;
    await db.listen(
      "deadline_test",
      (payload) => heard.push(payload),
      () => {
        listens += 1;
      },
    );
    wire.swallow();
    // The wire forgets the connection as a firewall does: nobody is told.
    await codeOf(db.sql`select 1`);
    await codeOf(db.sql`select 1`);
    await codeOf(db.sql`select 1`);
    wire.heal();
    await expect.poll(() => listens, { timeout: 10_000 }).toBe(2);
    await administrator.sql`select pg_notify('deadline_test', 'hello')`;
    await expect.poll(() => heard).toEqual(["hello"]);
  });
});

describe("a slow statement", () => {
  it("is given up by a server that lives, so that its fate is known and its connection stays", async () => {
    await using db = openWired(1);
    const [before] = await db.sql`select pg_backend_pid() as pid`;
    expect(await codeOf(db.sql`select pg_sleep(60)`)).toBe("57014");
    const [after] = await db.sql`select pg_backend_pid() as pid`;
    expect(after?.pid).toBe(before?.pid);
  });
});

describe("a large statement", () => {
  const LARGE = "x".repeat(300_000);

  it("has more time than others, where it is written by hand as where it is built", async () => {
    await using db = openDatabase({ url: test.url, max: 1, deadlineMs: DEADLINE_MS });
    const sleep = DEADLINE_MS / 1_000;
    const slow = (text: string) => statement(db)`select length(${text}), pg_sleep(${sleep})`;
    expect(await codeOf(slow("x"))).toBe("57014");
    expect(await codeOf(slow(LARGE))).toBe("it did not fail");
    expect(await codeOf(db.large.orm.execute(`select pg_sleep(${sleep})`))).toBe("it did not fail");
  });

  it("fails on our side as well, where the server answers nothing", async () => {
    await using db = openWired(1);
    await statement(db)`select length(${LARGE})`;
    wire.swallow();
    expect(await codeOf(statement(db)`select length(${LARGE})`)).toBe("STATEMENT_TIMEOUT");
  });

  it("is waited for by no other", async () => {
    await using db = openDatabase({ url: test.url, max: 1, deadlineMs: DEADLINE_MS });
    const large = codeOf(statement(db)`select length(${LARGE}), pg_sleep(${DEADLINE_MS / 1_000})`);
    expect(await codeOf(statement(db)`select length(${"x"})`)).toBe("it did not fail");
    expect(await large).toBe("it did not fail");
  });
});

describe("a user who may have fewer connections than the pool wants", () => {
  it("is served over those that exist (R4)", async () => {
    const role = `two_connections_${process.pid}`;
    await administrator.sql.unsafe(`create role ${role} login password 'two' connection limit 2`);
    try {
      const url = new URL(test.url);
      url.username = role;
      url.password = "two";
      await using db = openDatabase({ url: url.href, role: null, max: 8 });
      const rounds = Array.from({ length: 200 }, (_, n) => codeOf(db.sql`select ${n}::int, pg_sleep(0.002)`));
      expect(new Set(await Promise.all(rounds))).toEqual(new Set(["it did not fail"]));
      for (let n = 0; n < 20; n += 1) {
        expect(await codeOf(Promise.all([db.sql`select 1`, db.sql`select 2`, db.sql`select 3`]))).toBe(
          "it did not fail",
        );
      }
    } finally {
      await administrator.sql.unsafe(`drop role ${role}`);
    }
  });
});

describe("a server that refuses connections", () => {
  it("fails everybody who waits at once, and not after their time", async () => {
    await using db = openDatabase({ url: "postgres://nobody@127.0.0.1:1/none", max: 8 });
    const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(db.sql`select 1`)));
    expect(new Set(codes)).toEqual(new Set(["ECONNREFUSED"]));
  });
});

describe("a mass disconnect", () => {
  it("fails what was under way, and nobody waits for the pool's lost connections (R2)", async () => {
    await using db = openDatabase({ url: test.url, max: 8, applicationName: "parley-mass" });
    let isOver = false;
    let answered = 0;
    const lost: unknown[] = [];
    const slow: number[] = [];
    const guest = async () => {
      while (!isOver) {
        const since = performance.now();
        const code = await codeOf(db.sql`select pg_sleep(0.001)`);
        if (code === "it did not fail") answered += 1;
        else lost.push(code);
        if (performance.now() - since > SLOW_MS) slow.push(performance.now() - since);
      }
    };
    const guests = Array.from({ length: 40 }, guest);
    for (let round = 0; round < 8; round += 1) {
      const seen = answered;
      await expect.poll(() => answered).toBeGreaterThan(seen + 100);
      await administrator.sql`
        select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-mass'`;
    }
    isOver = true;
    await Promise.all(guests);
    expect(lost.length).toBeGreaterThan(0);
    expect(slow).toEqual([]);
  });
});
