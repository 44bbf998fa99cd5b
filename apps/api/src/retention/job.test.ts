import { everyBrand, openDatabase } from "@parley/db";
import { findExchange, insertExchanges } from "@parley/db/exchanges";
import { CLI } from "@parley/db/orders";
import { keepBodyPartitions, listProgress, listRetentionPolicies } from "@parley/db/retention";
import { createTestDatabase, insertTestStore, type TestDatabase, testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askForRetention, readRetention } from "./acts.ts";
import { createRetentionJob } from "./job.ts";
import { changeRetention, problemOf } from "./limits.ts";

/** Deleting in the background: after a day of grace, by the limits of each brand, stopped and gone on with at any row. */

const DAY_MS = 86_400_000;
const BODIES = {
  ...{ requestHeaders: {}, requestBody: "{}", responseHeaders: {}, responseBody: "{}" },
  ...{ stringSigned: null, note: null },
};

let test: TestDatabase;
let now: Date;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => {
  now = new Date("2026-11-30T12:00:00Z");
});
afterAll(() => test[Symbol.asyncDispose]());

const later = (days: number) => {
  now = new Date(now.getTime() + days * DAY_MS);
};

async function addCall(brandId: string, days: number): Promise<string> {
  const at = new Date(now.getTime() - days * DAY_MS);
  const call = testExchange({ brandId, at, bodies: BODIES });
  await insertExchanges(test.db, [call]);
  return call.id;
}

/** What is left of a call. */
async function leftOf(exchangeId: string): Promise<"all" | "line" | "nothing"> {
  const found = await findExchange(test.db, { scope: everyBrand, exchangeId });
  if (found === null) return "nothing";
  return found.bodies === null ? "line" : "all";
}

type Keep = Parameters<typeof createRetentionJob>[0]["keepPartitions"];

async function run({
  batch = 500,
  signal = new AbortController().signal,
  keep,
}: {
  batch?: number;
  signal?: AbortSignal;
  keep?: Keep;
} = {}) {
  const keeping = keep === undefined ? {} : { keepPartitions: keep };
  const job = createRetentionJob({ db: test.db, ledgerNow: () => now, pauseMs: 0, batch, ...keeping });
  return await job.run({ key: "", attempt: 1 }, signal);
}

async function ask() {
  const policies = await listRetentionPolicies(test.db);
  await askForRetention({ db: test.db, now, ledgerNow: now }, { policies, by: CLI });
}

describe("the job of retention", () => {
  it("leaves a day after the upgrade to set limits, and begins at once where somebody asks", async () => {
    const { brand } = await insertTestStore(test);
    const call = await addCall(brand.id, 100);
    expect(await run()).toEqual({ againInMs: 3_600_000 });
    expect(await leftOf(call)).toBe("all");
    later(1.1);
    await run();
    expect(await leftOf(call)).toBe("line");

    const { brand: young } = await insertTestStore(test);
    const other = await addCall(young.id, 100);
    await ask();
    await run();
    expect(await leftOf(other)).toBe("line");
  });

  it("goes by the limits of each brand", async () => {
    const [long, short] = [await insertTestStore(test), await insertTestStore(test)];
    const set = (id: string, bodiesDays: number, exchangesDays: number) =>
      changeRetention(
        { db: test.db, now },
        { id, limits: { bodiesDays, exchangesDays, guestsDays: null }, expectedVersion: 0, by: CLI },
      );
    await set(long.brand.id, 300, 900);
    await set(short.brand.id, 10, 40);
    const calls = [
      await addCall(long.brand.id, 200),
      await addCall(long.brand.id, 301),
      await addCall(short.brand.id, 9),
      await addCall(short.brand.id, 11),
      await addCall(short.brand.id, 41),
    ];
    await ask();
    await run();
    expect(await Promise.all(calls.map(leftOf))).toEqual(["all", "line", "all", "line", "nothing"]);
    const kinds = await readRetention(
      { db: test.db, ledgerNow: now },
      { id: short.brand.id, limits: { bodiesDays: 7, exchangesDays: 35, guestsDays: null } },
    );
    expect(kinds.map(({ kind, past, before }) => [kind, past.count, before === null])).toEqual([
      ["bodies", 1, false],
      ["exchanges", 0, false],
      ["guests", 0, true],
      ["refused_guests", 0, true],
      ["pos_events", 0, false],
    ]);
  });

  it("stops where it is told to, and goes on from there", async () => {
    const { brand } = await insertTestStore(test);
    for (let n = 0; n < 5; n += 1) await addCall(brand.id, 100 + n);
    await ask();
    const stopped = AbortSignal.abort();
    expect(await run({ batch: 2, signal: stopped })).toEqual({ againInMs: 0 });
    expect(await run({ batch: 2 })).toEqual({ againInMs: 3_600_000 });
    const progress = (await listProgress(test.db)).find(
      ({ id, kind }) => id === brand.id && kind === "bodies",
    );
    expect(progress).toMatchObject({ deleted: 5, finishedAt: now });
  });
});

describe("weeks of bodies", () => {
  const keep: Keep = (keeping) => keepBodyPartitions(test.url, keeping);

  it("keep nothing from going where something is wrong with them", async () => {
    const { brand } = await insertTestStore(test);
    const call = await addCall(brand.id, 100);
    await ask();
    await run({ keep: () => Promise.reject(new Error("no partitions")) });
    expect(await leftOf(call)).toBe("line");
  });

  it("take what has the longest limit with them where they are large, and nothing else", async () => {
    const [long, short] = [await insertTestStore(test), await insertTestStore(test)];
    const limits = { bodiesDays: 500, exchangesDays: 900, guestsDays: null };
    await changeRetention({ db: test.db, now }, { id: long.brand.id, limits, expectedVersion: 0, by: CLI });
    const waiting = await addCall(long.brand.id, 505);
    const [held, soon] = [await addCall(long.brand.id, 512), await addCall(short.brand.id, 91)];
    await ask();
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`
      update pg_class set reltuples = 2000000 where oid in (
        select inhrelid from pg_inherits where inhparent = 'exchange_bodies'::regclass
      ) and relname ~ '[0-9]$'`;
    await run({ keep });
    expect(await Promise.all([waiting, held, soon].map(leftOf))).toEqual(["all", "line", "line"]);
    await owner.sql`analyze exchange_bodies`;
    await run({ keep });
    expect(await leftOf(waiting)).toBe("line");
  });
});

describe("limits", () => {
  it("never let a body outlive its call or the guest in it", () => {
    const limits = { bodiesDays: 90, exchangesDays: 397, guestsDays: null };
    expect(problemOf(limits)).toBeNull();
    expect(problemOf({ ...limits, guestsDays: 90 })).toBeNull();
    expect(problemOf({ ...limits, guestsDays: 89 })).toEqual({ why: "order", field: "guestsDays" });
    expect(problemOf({ ...limits, exchangesDays: 60 })).toEqual({ why: "order", field: "exchangesDays" });
    expect(problemOf({ ...limits, bodiesDays: 6 })).toMatchObject({ why: "range", field: "bodiesDays" });
    expect(problemOf({ ...limits, bodiesDays: 7.5 })).toMatchObject({ why: "range" });
  });
});
