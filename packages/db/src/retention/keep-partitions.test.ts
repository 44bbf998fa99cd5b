import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeCase } from "../cases/cases.ts";
import { type Database, openDatabase } from "../client/client.ts";
import { insertExchanges } from "../exchanges/exchanges.ts";
import { insertOrder } from "../orders/insert.ts";
import { recordResult } from "../orders/result.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { keepBodyPartitions, listPartitionStatus, setRetentionPolicy } from "./index.ts";
import { boundOf } from "./weeks.ts";

/** Weeks of bodies are there before they are needed and go as a whole, and nobody who writes waits for either. */

const DAY_MS = 86_400_000;
const BODIES = {
  ...{ requestHeaders: {}, requestBody: "{}", responseHeaders: {}, responseBody: "{}" },
  ...{ stringSigned: null, note: null },
};
const NOTHING = { made: [], emptied: [], dropped: [], busy: [], held: [] };
const FIRST = "exchange_bodies_first";

let test: TestDatabase;
let owner: postgres.Sql;
let store: TestStore;
beforeEach(async () => {
  test = await createTestDatabase();
  owner = postgres(test.url, { max: 4, onnotice: () => {} });
  store = await insertTestStore(test);
});
afterEach(async () => {
  await owner.end();
  await test[Symbol.asyncDispose]();
});

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const signal = new AbortController().signal;
const keep = (days: number) => keepBodyPartitions(test.url, { now: inDays(days), signal, tries: 2 });
/** Without what it made, of which there are many when months are skipped. */
const letGo = async (days: number) => ({ ...(await keep(days)), made: [] });

async function addCall(fields: Parameters<typeof testExchange>[0] = {}): Promise<string> {
  const { connection, brand, location } = store;
  const place = { connectionId: connection.id, brandId: brand.id, locationId: location.id };
  const call = testExchange({ ...place, bodies: BODIES, ...fields });
  await insertExchanges(test.db, [call]);
  return call.id;
}

async function bodies(): Promise<string[]> {
  const rows = await owner<{ id: string }[]>`select exchange_id as id from exchange_bodies order by 1`;
  return rows.map(({ id }) => id);
}

async function where(id: string): Promise<string | undefined> {
  const [row] = await owner<{ name: string }[]>`
    select tableoid::regclass::text as name from exchange_bodies where exchange_id = ${id}`;
  return row?.name;
}

describe("partitions of bodies", () => {
  it("are two ahead", async () => {
    expect(await keep(0)).toEqual(NOTHING);
    expect((await keep(8))?.made).toHaveLength(1);
    expect(await keep(8)).toEqual(NOTHING);
    const id = `${boundOf(inDays(22))}7a`;
    await owner`insert into exchange_bodies (exchange_id) values (${id})`;
    expect(await where(id)).toMatch(/_\d{8}$/);
  });

  it("that were not made in time fail nothing, and what strayed keeps none of the later ones", async () => {
    const stray = `${boundOf(inDays(40))}7a`;
    await owner`insert into exchange_bodies (exchange_id) values (${stray})`;
    expect(await where(stray)).toBe("exchange_bodies_default");
    expect((await listPartitionStatus(test.db, { now: inDays(40) }))?.at(-1)).toMatchObject({
      hasStrays: true,
    });
    expect((await keep(40))?.made).toHaveLength(2);
    const next = `${boundOf(inDays(48))}7a`;
    await owner`insert into exchange_bodies (exchange_id) values (${next})`;
    expect(await where(next)).toMatch(/_\d{8}$/);
    expect(await where(stray)).toBe("exchange_bodies_default");
    expect(await keep(40)).toEqual(NOTHING);
  });

  it("are emptied when every row is past the longest limit, and dropped by the next run", async () => {
    await addCall();
    expect(await letGo(90)).toEqual(NOTHING);
    expect(await bodies()).toHaveLength(1);
    expect(await letGo(101)).toEqual({ ...NOTHING, emptied: [FIRST] });
    expect(await bodies()).toEqual([]);
    expect(await test.db.sql`select from exchanges`).toHaveLength(1);
    expect(await letGo(101)).toEqual({ ...NOTHING, dropped: [FIRST] });
    expect((await listPartitionStatus(test.db, { now: inDays(101) }))?.map(({ name }) => name)).not.toContain(
      FIRST,
    );
  });

  it("stay for a brand that keeps bodies longer", async () => {
    await addCall();
    const limits = { bodiesDays: 300, exchangesDays: 397, guestsDays: null };
    const by = { kind: "cli" } as const;
    await setRetentionPolicy(test.db, { id: store.brand.id, limits, expectedVersion: 0, by, now: inDays(0) });
    expect(await letGo(200)).toEqual(NOTHING);
    expect(await bodies()).toHaveLength(1);
    expect((await letGo(311)).emptied).toEqual([FIRST]);
  });

  it("stay while limits may still be set", async () => {
    await addCall();
    await owner`insert into retention_progress (id, kind, begins_at, mark_at, mark_id)
      values (${store.brand.id}, 'bodies', ${inDays(102).toISOString()}, 'epoch', '')`;
    expect(await letGo(101)).toEqual({ ...NOTHING, held: [FIRST] });
    expect((await letGo(103)).emptied).toEqual([FIRST]);
  });

  it.each(["open", "disputed", "case of the order", "case of the call", "noted"])(
    "stay with all that is in them while something is held: %s",
    async (why) => {
      const { order, ...rest } = testOrder(store);
      await insertOrder(test.db, { order, ...rest });
      const callId = await addCall({ orderId: order.id });
      if (why !== "open") await recordResult(test.db, testPlaced(order.id));
      if (why === "disputed")
        await owner`update orders set disputed_at = now(), dispute = 'pos_cancelled' where id = ${order.id}`;
      if (why === "noted")
        await owner`insert into retention_held (kind, subject_id, id, held_at)
          values ('bodies', ${callId}, ${store.brand.id}, now())`;
      if (why.startsWith("case"))
        await changeCase(test.db, {
          subject: why.endsWith("call") ? { kind: "call", id: callId } : { kind: "order", id: order.id },
          place: { brandId: store.brand.id, locationId: null, connectionId: null },
          ...{
            expectedVersion: null,
            act: { kind: "note", note: "asked" },
            by: { kind: "cli" },
            now: inDays(0),
          },
        });
      expect(await letGo(101)).toEqual({ ...NOTHING, held: [FIRST] });
      expect(await bodies()).toContain(callId);
      expect((await listPartitionStatus(test.db, { now: inDays(101) }))?.[0]).toMatchObject({
        name: FIRST,
        held: 1,
      });
      if (why === "open") await recordResult(test.db, testPlaced(order.id));
      await owner`update orders set disputed_at = null, dispute = null`;
      await owner`update cases set state = 'resolved', resolution = 'other', resolved_at = now()`;
      await owner`delete from retention_held`;
      expect((await letGo(101)).emptied).toEqual([FIRST]);
    },
  );

  it("are asked about once more when nobody else has them, so a limit that is being raised keeps them", async () => {
    await addCall();
    await owner.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('parley retention policy'))`;
      expect(await letGo(101)).toEqual({ ...NOTHING, busy: [FIRST] });
    });
    expect(await bodies()).toHaveLength(1);
  });

  it("are kept by one process at a time", async () => {
    const reader = await owner.reserve();
    await reader`select pg_advisory_lock(72707003)`;
    expect(await keep(101)).toBeNull();
    reader.release();
  });
});

/** A database's clients from here on: whoever waits for a lock for a millisecond fails. */
async function openImpatient(): Promise<Database> {
  const [row] = await owner<{ name: string }[]>`select current_database() as name`;
  await owner`alter database ${owner(row?.name ?? "")} set lock_timeout = 1`;
  return openDatabase({ url: test.url });
}

describe("whoever writes", () => {
  it("never waits behind a partition that somebody reads for long, and so cannot go", async () => {
    await addCall();
    await using impatient = await openImpatient();
    const insert = () => insertExchanges(impatient, [testExchange({ bodies: BODIES })]);
    const goesOn = async () => {
      let isGoing = true;
      const going = letGo(101).finally(() => {
        isGoing = false;
      });
      do await insert();
      while (isGoing);
      return await going;
    };
    await owner.begin(async (tx) => {
      await tx`select from exchange_bodies`;
      expect(await goesOn()).toMatchObject({ emptied: [], busy: expect.arrayContaining([FIRST]) });
    });
    await owner`truncate ${owner(FIRST)}`;
    await owner.begin(async (tx) => {
      await tx`select from exchange_bodies_default`;
      await tx`delete from exchange_bodies_default`;
      expect(await letGo(101)).toMatchObject({ dropped: [], busy: expect.arrayContaining([FIRST]) });
      await insert();
    });
    // What a clock that was behind wrote into one that was empty.
    expect((await letGo(101)).emptied).toEqual([FIRST]);
    expect((await letGo(101)).dropped).toEqual([FIRST]);
  });

  it("needs nothing of a partition that is being emptied: calls, submits and results go on", async () => {
    await keep(30);
    const old = (await listPartitionStatus(test.db, { now: inDays(30) }))?.[3]?.name ?? "";
    await using impatient = await openImpatient();
    const { order, ...rest } = testOrder(store);
    await owner.begin(async (tx) => {
      await tx`lock table only ${tx(old)} in access exclusive mode`;
      await tx`truncate only ${tx(old)}`;
      await insertExchanges(impatient, [testExchange({ bodies: BODIES })]);
      const exchange = testExchange({ orderId: order.id, bodies: BODIES });
      await insertOrder(impatient, { order, ...rest });
      await recordResult(impatient, testPlaced(order.id, {}, { exchanges: [exchange] }));
    });
    expect(await bodies()).toHaveLength(2);
  });
});
