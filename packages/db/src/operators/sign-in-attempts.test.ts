import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import {
  forgetAttempts,
  isRememberedPlace,
  rememberPlace,
  sweepAttempts,
  takeAttempt,
  takeBackAttempt,
} from "./sign-in-attempts.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.[Symbol.asyncDispose]());

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 15, 12, 0, seconds));
const waitsMs = [0, 0, 60_000, 120_000];
const take = (key: string, seconds: number) => takeAttempt(database.db, { key, now: at(seconds), waitsMs });
const allowed = { allowed: true };
async function passed(key: string, seconds: number) {
  const attempt = await take(key, seconds);
  if (!attempt.allowed) throw new Error("The attempt had to wait.");
  return attempt;
}

// S2: a limit that counts refused tries, or never ends, keeps the owner out.
describe("takeAttempt", () => {
  it("lets the first ones pass, then asks for waits that grow", async () => {
    for (let i = 0; i < 3; i++) expect(await take("a", i)).toMatchObject(allowed);
    expect(await take("a", 10)).toEqual({ allowed: false, retryAt: at(62) });
    expect(await take("a", 62)).toMatchObject(allowed);
    expect(await take("a", 181)).toEqual({ allowed: false, retryAt: at(182) });
    expect(await take("a", 182)).toMatchObject(allowed);
    expect(await take("a", 301)).toEqual({ allowed: false, retryAt: at(302) });
  });

  it("does not prolong a wait by the attempts that it refuses", async () => {
    for (let i = 0; i < 3; i++) await take("b", 0);
    for (let i = 1; i < 60; i++) expect((await take("b", i)).allowed).toBe(false);
    expect(await take("b", 60)).toMatchObject(allowed);
  });

  it("lets as many of many at once pass as may", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => take("c", 0)));
    expect(answers.filter((answer) => answer.allowed)).toHaveLength(3);
  });

  it("begins again after an hour, and does not wait for a clock that was ahead", async () => {
    for (let i = 0; i < 3; i++) await take("d", 7_200);
    expect(await take("d", 0)).toMatchObject(allowed);
    expect(await take("d", 1)).toMatchObject(allowed);
  });

  it("counts each key by itself and takes any text as a key", async () => {
    for (const key of ['quote " and comma, {brace}', "back\\slash"]) {
      for (let i = 0; i < 3; i++) expect(await take(key, 0)).toMatchObject(allowed);
      expect((await take(key, 0)).allowed).toBe(false);
    }
  });

  it("can be taken back and forgotten", async () => {
    for (let i = 0; i < 2; i++) await take("e", 0);
    await takeBackAttempt(database.db, { key: "e", taken: await passed("e", 0) });
    expect(await take("e", 0)).toMatchObject(allowed);
    await forgetAttempts(database.db, { keys: ["e"] });
    for (let i = 0; i < 3; i++) expect(await take("e", 0)).toMatchObject(allowed);
  });
});

describe("takeBackAttempt", () => {
  it("begins no wait anew that was over", async () => {
    for (let i = 0; i < 3; i++) await take("g", 0);
    for (let times = 0; times < 5; times++) {
      await takeBackAttempt(database.db, { key: "g", taken: await passed("g", 60 + times) });
    }
    expect(await take("g", 65)).toMatchObject(allowed);
    expect(await take("g", 66)).toEqual({ allowed: false, retryAt: at(185) });
  });

  it("leaves the wait of one that followed", async () => {
    for (let i = 0; i < 2; i++) await take("h", 0);
    const right = await passed("h", 1);
    await takeBackAttempt(database.db, { key: "h", taken: right });
    await take("h", 2);
    await takeBackAttempt(database.db, { key: "h", taken: right });
    await take("h", 3);
    expect(await take("h", 4)).toEqual({ allowed: false, retryAt: at(63) });
  });
});

describe("rememberPlace", () => {
  it("is known for ninety days after the last time", async () => {
    const { db } = database;
    const days = (count: number) => at(count * 86_400);
    await rememberPlace(db, { place: "home", now: days(0) });
    expect(await isRememberedPlace(db, { place: "home", now: days(89) })).toBe(true);
    expect(await isRememberedPlace(db, { place: "home", now: days(91) })).toBe(false);
    expect(await isRememberedPlace(db, { place: "elsewhere", now: days(1) })).toBe(false);
  });

  it("outlives the counters, which are swept after an hour", async () => {
    const { db } = database;
    await rememberPlace(db, { place: "work", now: at(0) });
    await take("f", 0);
    await sweepAttempts(db, { now: at(3_601) });
    const rows = await db.sql`select key from auth_rate_limits where key in ('f', 'signed in work')`;
    expect(rows.map(({ key }) => key)).toEqual(["signed in work"]);
  });
});
