import { everyBrand } from "@parley/db";
import { insertExchanges } from "@parley/db/exchanges";
import { FeedCursor } from "@parley/db/feed";
import { recordResult } from "@parley/db/orders";
import { insertOrdersLike, testExchange, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";
import { type Followed, follow } from "../testing/follow.ts";
import type { LivePart } from "./follower.ts";
import { createLiveFeed } from "./live-feed.ts";

const QUERY = `subscription($after: String, $locationId: ID) {
  submitsChanged(after: $after, locationId: $locationId) {
    cursor isAnew heldSince changes { orderId exchangeId isNew at brandId locationId }
  }
}`;

interface Said {
  cursor: string;
  isAnew: boolean;
  changes: { orderId: string | null; exchangeId: string | null; isNew: boolean; locationId: string | null }[];
}

describe("submitsChanged", () => {
  let door: TestDoor;
  let headers: Record<string, string>;

  beforeAll(async () => {
    door = await openTestDoor();
    headers = await door.headersOf("viewer", "own");
  });
  // The feed is in commit order: while any transaction of the server is open, what came after it began is still to be
  // told, and a new follower would hear of what earlier tests did.
  beforeEach(async () => {
    const { sql } = door.test.db;
    const [own] = await sql<{ tx: string }[]>`select pg_current_xact_id()::text as tx`;
    const isPast = async () => {
      const [row] = await sql<{ is: boolean }[]>`
        select pg_snapshot_xmin(pg_current_snapshot()) > ${own?.tx ?? ""}::xid8 as is`;
      return row?.is;
    };
    await expect.poll(isPast).toBe(true);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  const open = (own: Record<string, string> = {}, variables: Record<string, unknown> = {}, query = QUERY) =>
    follow(`${door.url}/stream`, { ...headers, ...own }, query, variables);

  async function said(stream: Followed): Promise<Said & { id: string | null }> {
    const event = await stream.next();
    if (event?.event !== "next") throw new Error(`The stream said ${JSON.stringify(event)}`);
    return { ...JSON.parse(event.data).data.submitsChanged, id: event.id };
  }

  async function eventAbout(stream: Followed, id: string): Promise<Said> {
    let event = await said(stream);
    while (!event.changes.some(({ orderId }) => orderId === id)) event = await said(stream);
    return event;
  }

  /** What is said until a change of this order or call has come. */
  async function until(stream: Followed, id: string): Promise<Said["changes"]> {
    const changes: Said["changes"] = [];
    while (!changes.some(({ orderId, exchangeId }) => orderId === id || exchangeId === id)) {
      changes.push(...(await said(stream)).changes);
    }
    return changes;
  }

  it("says at once where it stands, and tells of an order that comes and of what becomes of it", async () => {
    await using stream = await open();
    expect(stream.response.headers.get("content-type")).toContain("text/event-stream");
    expect(stream.response.headers.get("cache-control")).toBe("no-store, no-transform");
    const first = await said(stream);
    expect(first).toMatchObject({ isAnew: false, changes: [] });
    expect(first.id).toBe(first.cursor);
    const { orderId } = await door.addOrder(door.own);
    expect(await until(stream, orderId)).toMatchObject([
      { orderId, exchangeId: null, isNew: true, locationId: door.own.location.id },
    ]);
    await recordResult(door.test.db, testPlaced(orderId));
    expect(await until(stream, orderId)).toMatchObject([{ orderId, isNew: false }]);
  });

  it("tells of a refused submit, and not of an unauthenticated call or of a validate", async () => {
    await using stream = await open();
    await said(stream);
    const { connection, brand } = door.own;
    const about = { connectionId: connection.id, brandId: brand.id, status: 422, code: "unmapped_location" };
    const refused = testExchange(about);
    await insertExchanges(door.test.db, [
      testExchange({ ...about, connectionId: null }),
      testExchange({ ...about, operation: "validate_order" }),
      refused,
    ]);
    expect(await until(stream, refused.id)).toMatchObject([
      { orderId: null, exchangeId: refused.id, isNew: true },
    ]);
  });

  it("goes on after a cut by argument or Last-Event-ID, each change once", async () => {
    let cursor: string;
    {
      await using stream = await open();
      cursor = (await said(stream)).cursor;
    }
    const { orderId } = await door.addOrder(door.own);
    await using byArgument = await open({}, { after: cursor });
    expect(await until(byArgument, orderId)).toMatchObject([{ orderId, isNew: true }]);
    await using byHeader = await open({ "last-event-id": cursor });
    expect(await until(byHeader, orderId)).toMatchObject([{ orderId, isNew: true }]);
    const next = await door.addOrder(door.own);
    for (const stream of [byArgument, byHeader]) {
      expect(await until(stream, next.orderId)).toMatchObject([{ orderId: next.orderId, isNew: true }]);
    }
  });

  it("tells nothing of another brand, at once or after a cut", async () => {
    await using stream = await open();
    const { cursor } = await said(stream);
    await door.addOrder(door.foreign);
    const { orderId } = await door.addOrder(door.own);
    expect(await until(stream, orderId)).toMatchObject([{ orderId }]);
    await using again = await open({}, { after: cursor });
    expect(await until(again, orderId)).toMatchObject([{ orderId }]);
  });

  it("tells of one store where one is asked for", async () => {
    await using stream = await open({}, { locationId: "loc_none" });
    await said(stream);
    await door.addOrder(door.own);
    expect(await said(stream)).toMatchObject({ changes: [] });
  });

  it("asks to start anew where more happened than is worth telling", async () => {
    await using stream = await open();
    const { cursor } = await said(stream);
    const { orderId } = await door.addOrder(door.own);
    await insertOrdersLike(door.test, orderId, 1);
    await door.test.db.sql`
      insert into order_events (order_id, at, kind, actor)
      select ${orderId}, now(), 'looked_up', 'pos' from generate_series(1, 10500)`;
    await using again = await open({}, { after: cursor });
    let last = await said(again);
    while (!last.isAnew) last = await said(again);
    expect(last.changes).toEqual([]);
    const next = await door.addOrder(door.own);
    expect(await until(again, next.orderId)).toMatchObject([{ orderId: next.orderId, isNew: true }]);
  });

  it("reads once for all who follow", async () => {
    const { db } = door.test;
    let reads = 0;
    const orm: Pick<typeof db, "orm"> = {
      orm: new Proxy(db.orm, {
        get(target, name, receiver) {
          if (name === "execute") reads += 1;
          return Reflect.get(target, name, receiver);
        },
      }),
    };
    await using live = createLiveFeed({ db: orm, log: { warn: () => {} } });
    const left = new AbortController();
    const { signal } = left;
    const followers = Array.from({ length: 100 }, () =>
      live.follow({ after: null, scope: () => everyBrand, sees: () => true, signal }),
    );
    await Promise.all(followers.map((follower) => follower.next()));
    reads = 0;
    const { orderId } = await door.addOrder(door.own);
    const told = await Promise.all(followers.map((follower) => toldOf(follower, orderId)));
    expect(new Set(told)).toEqual(new Set([true]));
    expect(reads).toBeLessThan(followers.length);
    left.abort();
    await Promise.all(followers.map((follower) => follower.return(undefined)));
  });

  /** Reads on until it tells of an order: parts that say that nothing happened may come before. */
  async function toldOf(follower: AsyncGenerator<LivePart>, orderId: string): Promise<boolean> {
    for (;;) {
      const { value, done } = await follower.next();
      if (done === true) return false;
      if (value.entries.some((entry) => entry.orderId === orderId)) return true;
    }
  }

  it("ends when the operator is disabled, and says why", async () => {
    const leaving = await door.headersOf("support", "all");
    await using stream = await open(leaving);
    await said(stream);
    await door.test.db.sql`
      update operators set disabled_at = now() where id = (
        select operator_id from operator_grants where role = 'support' and brand_id is null)`;
    let event = await stream.next();
    while (event?.event === "next" && !event.data.includes("errors")) event = await stream.next();
    expect(event?.data).toContain("UNAUTHENTICATED");
    expect(await stream.next()).toMatchObject({ event: "complete" });
    expect(await stream.next()).toBeNull();
  });

  it("sees no more of a brand that was taken from the operator", async () => {
    const limited = await door.headersOf("admin", "own");
    await using stream = await open(limited);
    await said(stream);
    await door.test.db.sql`delete from operator_grants where role = 'admin'`;
    await using all = await open();
    await said(all);
    /** Whether the operator is told of an order that another is told of. */
    const isTold = async () => {
      const { orderId } = await door.addOrder(door.own);
      const other = await eventAbout(all, orderId);
      let isTheirs = false;
      let own: Said;
      do {
        own = await said(stream);
        isTheirs ||= own.changes.some((change) => change.orderId === orderId);
      } while (FeedCursor.isAfter(other.cursor, own.cursor));
      return isTheirs;
    };
    while (await isTold());
    expect(await isTold()).toBe(false);
  });

  it("gives an operator ten streams, and a place again when one is left", async () => {
    const busy = await door.headersOf("viewer", "own");
    const opened = await Promise.all(Array.from({ length: 10 }, () => open(busy)));
    expect(opened.map(({ response }) => response.status)).toEqual(Array(10).fill(200));
    const eleventh = await open(busy);
    expect(eleventh.response.status).toBe(429);
    expect(await eleventh.response.text()).toContain("TOO_MANY_STREAMS");
    await opened[0]?.[Symbol.asyncDispose]();
    let status = 429;
    while (status === 429) {
      await using again = await open(busy);
      status = again.response.status;
    }
    expect(status).toBe(200);
    await Promise.all(opened.map((stream) => stream[Symbol.asyncDispose]()));
  });

  it.each([
    ["nobody", { authorization: "Bearer parley_key_none_0000000000000000" }, QUERY, 401, "UNAUTHENTICATED"],
    ["a query", {}, "{ __typename }", 400, "BAD_REQUEST"],
    ["what cannot be parsed", {}, "subscription {", 400, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", {}, "subscription { other }", 400, "GRAPHQL_VALIDATION_FAILED"],
    ["no events", { accept: "application/json" }, QUERY, 406, "NOT_ACCEPTABLE"],
    [
      "the description of the schema",
      {},
      "subscription { __schema { types { name } } }",
      400,
      "GRAPHQL_VALIDATION_FAILED",
    ],
    [
      "too much at once",
      {},
      `subscription { submitsChanged { ${Array.from({ length: 16 }, (_, n) => `a${n}: cursor`).join(" ")} } }`,
      400,
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["another site's page", { origin: "https://evil.example" }, QUERY, 403, "FORBIDDEN_ORIGIN"],
    ["a cursor that is none", { "last-event-id": "x" }, QUERY, 400, "BAD_USER_INPUT"],
  ])("refuses %s", async (_what, own, query, status, code) => {
    await using stream = await open(own, {}, query);
    expect(stream.response.status).toBe(status);
    expect(await stream.response.text()).toContain(code);
  });

  it("ends all streams when the process stops", async () => {
    await using ending = await openTestDoor();
    const own = await ending.headersOf("viewer", "own");
    await using stream = await follow(`${ending.url}/stream`, own, QUERY);
    await said(stream);
    await ending.deps.live[Symbol.asyncDispose]();
    expect(await stream.next()).toMatchObject({ event: "complete" });
  });
});
