import { sql } from "drizzle-orm";
import fc from "fast-check";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { insertExchanges } from "../exchanges/exchanges.ts";
import { migrate } from "../migrate.ts";
import { insertOrder } from "../orders/insert.ts";
import { CursorError } from "../sql/page.ts";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
} from "../testing/database.ts";
import { FeedCursor } from "./cursor.ts";
import { type FeedEntry, type FeedPart, readFeed } from "./feed.ts";
import { partOf } from "./statement.ts";

const WRITERS = 4;

/** One step of a schedule: a writer begins by writing, goes on, and ends; the reader reads a part meanwhile. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constantFrom("event", "exchange"), writer: fc.nat(WRITERS - 1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constantFrom("commit", "abort"), writer: fc.nat(WRITERS - 1) }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("read"), writer: fc.integer({ min: 1, max: 3 }) }) },
);

describe("the feed", () => {
  let test: TestDatabase;
  let store: TestStore;
  let orderId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    store = await insertTestStore(test);
    const args = testOrder(store);
    orderId = args.order.id;
    await insertOrder(test.db, args);
    // Whatever transaction of another test holds the feed up: the present lies behind this order from here on.
    await readAll(await present());
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const read = async (cursor: string | null, limit = 100) => {
    const part = await readFeed(test.db, { scope: everyBrand, cursor, limit });
    if (part.kind !== "part") throw new Error(`The feed is ${part.kind}`);
    return part;
  };
  const present = async () => (await read(null)).cursor;

  /** Reads until all that was committed before this call is told; other tests' transactions may hold it up. */
  async function readAll(from: string, limit = 100): Promise<{ entries: FeedEntry[]; cursor: string }> {
    const [marker] = await test.db.sql<{ tx: string }[]>`select pg_current_xact_id()::text as tx`;
    const entries: FeedEntry[] = [];
    let part: Extract<FeedPart, { kind: "part" }>;
    let cursor = from;
    do {
      part = await read(cursor, limit);
      entries.push(...part.entries);
      cursor = part.cursor;
    } while (part.hasMore || BigInt(FeedCursor.parse(cursor).tx) <= BigInt(marker?.tx ?? 0));
    return { entries, cursor };
  }

  const markOf = (entry: FeedEntry) => (entry.source === "event" ? entry.at.getTime() : entry.exchangeId);

  it("tells each committed row once, however transactions overlap, end and abort", async () => {
    const url = new URL(test.url);
    const writers = await Promise.all(
      Array.from({ length: WRITERS }, () =>
        postgres(url.href, { max: 1, fetch_types: false, onnotice: () => {} }),
      ),
    );
    let mark = Date.UTC(2030, 0, 1);
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
          const open: ((string | number)[] | null)[] = writers.map(() => null);
          const committed: (string | number)[] = [];
          const told: (string | number)[] = [];
          let cursor = await present();
          const end = async (writer: number, how: "commit" | "rollback") => {
            const wrote = open[writer];
            if (!wrote) return;
            await writers[writer]?.unsafe(how);
            if (how === "commit") committed.push(...wrote);
            open[writer] = null;
          };
          for (const { act, writer } of steps) {
            const client = writers[writer];
            if (act === "read") {
              const part = await read(cursor, writer);
              told.push(...part.entries.map(markOf));
              cursor = part.cursor;
            } else if (act === "commit" || act === "abort") {
              await end(writer, act === "commit" ? "commit" : "rollback");
            } else if (client !== undefined) {
              const wrote = open[writer] ?? [];
              if (open[writer] === null) await client.unsafe("begin");
              open[writer] = wrote;
              mark += 1;
              if (act === "event") {
                await client`insert into order_events (order_id, at, kind, actor)
                  values (${orderId}, ${new Date(mark)}, 'looked_up', 'pos')`;
                wrote.push(mark);
              } else {
                const id = `exc_${mark.toString(16)}`;
                await client`insert into exchanges (id, direction, method, path, at, duration_us, stages, signed, replayed)
                  values (${id}, 'in', 'POST', '/', now(), 1, '[]', true, false)`;
                wrote.push(id);
              }
            }
          }
          for (const writer of writers.keys()) await end(writer, writer % 2 === 0 ? "commit" : "rollback");
          told.push(...(await readAll(cursor, 3)).entries.map(markOf));
          expect(told).toHaveLength(committed.length);
          expect(new Set(told)).toEqual(new Set(committed));
        }),
        { numRuns: 40 },
      );
    } finally {
      await Promise.all(writers.map((writer) => writer.end()));
    }
  }, 120_000);

  it("waits for a transaction that stays open, says since when, and loses nothing by it", async () => {
    const cursor = await present();
    await using other = openDatabase({ url: test.url });
    const held = await other.sql.begin(async (open) => {
      await open`insert into order_events (order_id, at, kind, actor) values (${orderId}, now(), 'looked_up', 'pos')`;
      const exchange = testExchange({ at: new Date(Date.UTC(2031, 0, 1)) });
      await insertExchanges(test.db, [exchange]);
      const part = await read(cursor);
      expect(part.entries.map(markOf)).not.toContain(exchange.id);
      expect(part.heldSince).toEqual(exchange.at);
      return { exchange, cursor: part.cursor, told: part.entries.length };
    });
    const { entries } = await readAll(held.cursor);
    expect(entries.map(markOf)).toContain(held.exchange.id);
    expect(entries.filter(({ source }) => source === "event")).toHaveLength(1);
  });

  it("tells of what the statements of orders and exchanges write, with store and brand", async () => {
    const cursor = await present();
    const args = testOrder(store, {}, { exchanges: [testExchange({ brandId: store.brand.id })] });
    await insertOrder(test.db, args);
    const refused = testExchange({ status: 401, code: "unauthorized" });
    await insertExchanges(test.db, [refused]);
    const { entries } = await readAll(cursor);
    expect(entries).toMatchObject([
      {
        source: "event",
        orderId: args.order.id,
        kind: "received",
        toState: "dispatching",
        brandId: store.brand.id,
        locationId: store.location.id,
        connectionId: store.connection.id,
      },
      { source: "exchange", exchangeId: args.exchanges?.[0]?.id },
      { source: "exchange", exchangeId: refused.id, status: 401, code: "unauthorized", brandId: null },
    ]);
  });

  it("tells of rows that a release writes which does not know of the feed", async () => {
    const cursor = await present();
    await test.db
      .sql`insert into exchanges (id, direction, method, path, at, duration_us, stages, signed, replayed)
      values ('exc_older', 'in', 'POST', '/', now(), 1, '[]', true, false)`;
    expect((await readAll(cursor)).entries.map(markOf)).toEqual(["exc_older"]);
  });

  it("tells an operator of their brands alone", async () => {
    const cursor = await present();
    const theirs = await insertTestStore(test);
    const [mine, other] = [testOrder(store), testOrder(theirs)];
    await insertOrder(test.db, mine);
    await insertOrder(test.db, other);
    await insertExchanges(test.db, [testExchange({ brandId: theirs.brand.id }), testExchange()]);
    await readAll(cursor);
    const scope = ofBrands(store.brand.id);
    const part = await readFeed(test.db, { scope, cursor, limit: 100 });
    expect(part).toMatchObject({ kind: "part", entries: [{ orderId: mine.order.id }] });
  });

  it("asks to start anew for a cursor of another PostgreSQL or of a time that this one has not reached", async () => {
    const place = FeedCursor.parse(await present());
    for (const foreign of [
      { ...place, origin: "7000000000000000001/00000001" },
      { ...place, origin: place.origin.replace(/\/\w+$/, "/0000000F") },
      { ...place, tx: String(BigInt(place.tx) + 1_000_000_000n) },
    ]) {
      const part = await readFeed(test.db, { scope: everyBrand, cursor: FeedCursor.of(foreign), limit: 1 });
      expect(part.kind).toBe("anew");
    }
  });

  it.each(["", "x", "1 7/00000001 5 event x", "1 7/00000001 99999999999999999999"])(
    "refuses a cursor that it did not make: %s",
    async (text) => {
      const cursor = Buffer.from(text).toString("base64url");
      await expect(read(cursor)).rejects.toThrow(CursorError);
    },
  );

  it("reads by its indexes, whatever is behind the cursor", async () => {
    await test.db.sql`
      insert into exchanges (id, direction, method, path, at, duration_us, stages, signed, replayed)
      select 'exc_many' || n, 'in', 'POST', '/', now(), 1, '[]', true, false from generate_series(1, 20000) n`;
    await test.db.sql`
      insert into order_events (order_id, at, kind, actor)
      select ${orderId}, now(), 'looked_up', 'pos' from generate_series(1, 20000)`;
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`analyze exchanges, order_events, orders`;
    const cursor = await present();
    const place = FeedCursor.parse(cursor);
    const plan = await owner.orm.execute(sql`explain ${partOf(place, everyBrand, 100)}`);
    const text = plan.map((line) => line["QUERY PLAN"]).join("\n");
    expect(text).not.toMatch(/Seq Scan on (exchanges|order_events)/);
    expect(text.match(/Index Scan using (exchanges|order_events)_feed/g)).toHaveLength(4);
  });

  it("starts anew in a database that was restored into another PostgreSQL", async () => {
    await using moved = await createTestDatabase();
    const theirs = await insertTestStore(moved);
    await insertOrder(moved.db, testOrder(theirs));
    await using owner = openDatabase({ url: moved.url, role: null });
    await owner.sql`update feed_origin set system_identifier = '7000000000000000001'`;
    const ask = (cursor: string | null) => readFeed(moved.db, { scope: everyBrand, cursor, limit: 9 });
    expect(await ask(null)).toEqual({ kind: "not_ready" });
    await migrate(moved.url);
    const head = await ask(null);
    expect(head.kind).toBe("part");
    const [row] = await owner.sql`select count(*)::int as count, count(tx)::int as told from order_events`;
    expect(row).toEqual({ count: 1, told: 0 });
    expect(await owner.sql`select tx, is_back_filled from rollup_progress`).toEqual([
      { tx: "0", is_back_filled: false },
    ]);
    const args = testOrder(theirs);
    await insertOrder(moved.db, args);
    const [fresh] = await owner.sql`select count(tx)::int as told from order_events`;
    expect(fresh).toEqual({ told: 1 });
  });
});
