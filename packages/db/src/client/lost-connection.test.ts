import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type Database, openDatabase } from "./client.ts";

/**
 * PostgreSQL ends connections: it is restarted, an administrator does, a proxy does. What was under way on one
 * fails, and nothing else: patches/postgres+3.4.9.patch, without which the process dies of it, or a pool's
 * connection is never opened again.
 */

let test: TestDatabase;
let administrator: Database;
let one: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  administrator = openDatabase({ url: test.url, role: null, max: 1 });
  // One connection, so that everybody meets the one that was lost.
  one = openDatabase({ url: test.url, max: 1 });
});
afterAll(async () => {
  await one?.close();
  await administrator?.close();
  await test?.[Symbol.asyncDispose]();
});

type Sql = Database["sql"];

const pidOf = async (sql: Pick<Sql, "unsafe">) =>
  Number((await sql.unsafe("select pg_backend_pid() as pid"))[0]?.pid);

/** Ends a connection and waits until its client has heard of it. */
async function end(pid: number): Promise<void> {
  await administrator.sql`select pg_terminate_backend(${pid}, 5000)`;
  // The server is done with it; its last bytes are in the socket, and are read before any timer ends.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

const isLost = { code: expect.stringMatching(/^CONNECTION_|^57P01$|^EPIPE$|^ECONNRESET$/) };

/** What a statement failed with. */
const failureOf = (statement: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(statement).then(
    () => "it did not fail",
    (error: unknown) => error,
  );

/** A statement may still meet the lost connection, where the client has not heard of its end yet. */
const isOpenedAgain = () => expect.poll(() => pidOf(one.sql)).toBeGreaterThan(0);

describe("a connection that PostgreSQL ends", () => {
  it("takes the statement that is under way with it, and no other", async () => {
    const pid = await pidOf(one.sql);
    const failure = failureOf(one.sql`select pg_sleep(60)`);
    await end(pid);
    expect(await failure).toMatchObject(isLost);
    await isOpenedAgain();
  });

  it("ends a transaction, whose further statements are nobody else's", async () => {
    const failures: unknown[] = [];
    const run = failureOf(
      one.sql.begin(async (tx) => {
        const pid = await pidOf(tx);
        // Waits for the pool's only connection, and so makes it open again.
        const other = one.sql`select 1`;
        await end(pid);
        failures.push(await failureOf(tx`select 1`));
        await other;
        failures.push(await failureOf(tx`select 1`));
      }),
    );
    expect(await run).toMatchObject(isLost);
    await expect
      .poll(() => failures)
      .toEqual([expect.objectContaining(isLost), expect.objectContaining(isLost)]);
    await isOpenedAgain();
  });

  it("ends a reservation, and the pool goes on without it", async () => {
    const reserved = await one.sql.reserve();
    await end(await pidOf(reserved));
    expect(await failureOf(reserved`select 1`)).toMatchObject(isLost);
    expect(await failureOf(reserved`select 1`)).toMatchObject(isLost);
    reserved.release();
    await isOpenedAgain();
  });

  it("is opened again however often it is lost", async () => {
    for (let time = 0; time < 10; time += 1) {
      const pid = await pidOf(one.sql);
      await Promise.allSettled([one.sql`select 1`, end(pid), one.sql`select 2`]);
      await failureOf(one.sql`select 3`);
    }
    await isOpenedAgain();
  });
});
