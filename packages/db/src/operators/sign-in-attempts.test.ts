import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { countAttempts, forgetAttempts, takeBackAttempt } from "./sign-in-attempts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.[Symbol.asyncDispose]());

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, seconds));
const windowMs = 60_000;

describe("countAttempts", () => {
  it("counts each key by itself, in the order it was asked for, until its window ends", async () => {
    const { db } = database;
    await countAttempts(db, { keys: ["b", "a"], now: at(0), windowMs });
    const second = await countAttempts(db, { keys: ["b", "c"], now: at(30), windowMs });
    expect(second).toEqual([
      { count: 2, windowEndsAt: at(60) },
      { count: 1, windowEndsAt: at(90) },
    ]);
    const [late] = await countAttempts(db, { keys: ["b"], now: at(61), windowMs });
    expect(late).toEqual({ count: 1, windowEndsAt: at(121) });
  });

  it("takes any text as a key", async () => {
    const keys = ['quote " and comma, {brace}', "back\\slash"];
    const counts = await countAttempts(database.db, { keys, now: at(0), windowMs });
    expect(counts.map((each) => each.count)).toEqual([1, 1]);
  });

  it("can be taken back and forgotten", async () => {
    const { db } = database;
    const count = async () => (await countAttempts(db, { keys: ["d"], now: at(0), windowMs }))[0]?.count;
    await count();
    await count();
    await takeBackAttempt(db, { key: "d" });
    expect(await count()).toBe(2);
    await forgetAttempts(db, { keys: ["d"] });
    expect(await count()).toBe(1);
  });
});
