import { everyBrand, openDatabase } from "@parley/db";
import { changeCase, listCases } from "@parley/db/cases";
import { insertExchanges } from "@parley/db/exchanges";
import { consumeFeed, type FeedConsumer } from "@parley/db/feed";
import type { Issue } from "@parley/db/issues";
import { insertOrder, raiseDispute, recordResult } from "@parley/db/orders";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "@parley/db/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { OTHER_ADDRESSES } from "./grouping.ts";
import { ADDRESSES_MAX, createIssueKeeper, QUIET_MS } from "./keeper.ts";
import { readLive } from "./live.ts";

let test: TestDatabase;
let store: TestStore;
let now: Date;
let keeper: FeedConsumer;

beforeEach(async () => {
  test = await createTestDatabase();
  now = new Date();
  store = await insertTestStore(test, now);
  keeper = newKeeper();
  await follow();
});
afterEach(() => test[Symbol.asyncDispose]());

/** As a process that has just started: it remembers nothing. */
const newKeeper = () => createIssueKeeper({ now: () => now, ledgerNow: () => now });
const after = (ms: number) => new Date(now.getTime() + ms);

/** Follows the feed until all that was committed is taken; other databases of the server may hold it up a while. */
async function follow(consumer = newKeeper(), limit = 1000): Promise<void> {
  await untilAllCanBeTold();
  while ((await consumeFeed(test.db, consumer, { now, limit })) !== "idle");
}

async function untilAllCanBeTold(): Promise<void> {
  const [marker] = await test.db.sql<{ tx: string }[]>`select pg_current_xact_id()::text as tx`;
  for (let isPast = false; !isPast; ) {
    const [head] = await test.db.sql<{ isPast: boolean }[]>`
      select pg_snapshot_xmin(pg_current_snapshot()) > ${marker?.tx ?? "0"}::text::xid8 as "isPast"`;
    isPast = head?.isPast ?? false;
  }
}

const rows = async (): Promise<Issue[]> =>
  await test.db.sql<Issue[]>`select id, cause, last_cause as "lastCause", subject_kind as "subjectKind",
    subject_id as "subjectId", since_at as "sinceAt", last_seen_at as "lastSeenAt", over_at as "overAt", spells,
    effects::int, orders::int, money, version from issues order by cause, subject_id`;

const live = async () => (await readLive(test.db, { scope: everyBrand, now })).issues;

const badSignature = (at = now) =>
  testExchange({
    at,
    status: 401,
    code: "signature_mismatch",
    connectionId: store.connection.id,
    brandId: store.brand.id,
  });

const callFrom = (address: string, at = now) =>
  testExchange({ at, status: 401, code: "unauthorized", remoteAddress: address });

/** A try of an order at its POS that failed, and the call that it was. */
async function failTry(orderId: string, attempt = 1, at = now): Promise<void> {
  const call = testExchange({
    direction: "out",
    operation: "place_order",
    status: null,
    reason: "deadline",
    connectionId: store.connection.id,
    brandId: store.brand.id,
    locationId: store.location.id,
    orderId,
    attempt,
    at,
  });
  await recordResult(
    test.db,
    testPlaced(
      orderId,
      { state: "unknown", cause: "deadline", posOrderId: null, ambiguous: true, dueInMs: 0 },
      {
        attempt,
        event: { kind: "unknown", actor: { kind: "worker", name: "worker-1" } },
        result: { outcome: "unknown", evidence: null },
        answer: null,
        exchanges: [call],
        now: at,
      },
    ),
  );
}

async function order(at = now, fields: Parameters<typeof testOrder>[1] = {}): Promise<string> {
  const args = testOrder(store, { receivedAt: at, ...fields });
  await insertOrder(test.db, args);
  return args.order.id;
}

describe("the keeper of issues", () => {
  it("makes one issue of ten thousand failures of one cause, with a handful of writes", async () => {
    for (let n = 0; n < 10; n += 1)
      await insertExchanges(
        test.db,
        Array.from({ length: 1000 }, () => ({ ...badSignature(), bodies: null })),
      );
    await follow();
    const found = await rows();
    expect(found).toMatchObject([
      { cause: "bad_signature", subjectKind: "connection", subjectId: store.connection.id, effects: 10_000 },
    ]);
    expect(found[0]?.version).toBeLessThanOrEqual(15);
  });

  it("has one issue for a POS that does not answer, with its orders, their money and each failed call", async () => {
    const ids = [await order(), await order(after(1)), await order(after(2), { grandTotalCents: 90 })];
    for (const id of ids) await failTry(id);
    // Held back, because the POS answers nobody.
    await order(after(3), { state: "received", cause: "pos_unavailable" });
    now = after(10_000);
    await follow();
    expect(await rows()).toMatchObject([
      {
        cause: "store_in_doubt",
        lastCause: "pos_silent",
        effects: 3,
        orders: 3,
        money: { USD: 5910 },
        overAt: null,
      },
    ]);
    expect(await live()).toMatchObject([
      { key: { cause: "store_in_doubt" }, orders: [{ currency: "USD", count: 4, totalCents: 8820 }] },
    ]);
  });

  it("ends by itself where the cause is over, and begins a new spell with the next failure", async () => {
    const first = await order();
    await failTry(first);
    await follow();
    now = after(60_000);
    await test.db
      .sql`update orders set state = 'placed', final_at = ${now}, pos_order_id = 'P1', pos_account = 'a'`;
    await test.db.sql`insert into attempt_results (id, order_id, number, outcome, fenced, at)
      values ('res_x', ${first}, 1, 'placed', false, ${now})`;
    await follow();
    expect(await rows()).toMatchObject([{ overAt: now, spells: 1, effects: 1 }]);
    now = after(60_000);
    await failTry(await order());
    await follow();
    expect(await rows()).toMatchObject([{ overAt: null, spells: 2, effects: 1, orders: 1, sinceAt: now }]);
  });

  it("takes a cause that only calls show for over once no call met it for an hour", async () => {
    const at = now;
    await insertExchanges(test.db, [badSignature()]);
    await follow();
    expect(await rows()).toMatchObject([{ overAt: null }]);
    now = after(QUIET_MS + 1);
    await follow();
    expect(await rows()).toMatchObject([{ overAt: at }]);
  });

  it("opens again what was resolved, by a failure after it and by none before", async () => {
    await insertExchanges(test.db, [badSignature()]);
    await follow();
    const [issue] = await rows();
    const subject = { kind: "issue", id: issue?.id ?? "" } as const;
    const place = { brandId: store.brand.id, locationId: null, connectionId: store.connection.id };
    const act = { kind: "resolve", resolution: "mended", note: null } as const;
    now = after(1_000);
    const by = { kind: "operator", id: "opr_x" } as const;
    await changeCase(test.db, { subject, place, expectedVersion: 0, act, by, now });
    const state = async () => (await listCases(test.db, { kind: "issue", ids: [subject.id] }))[0]?.state;
    now = after(11_000);
    await follow();
    expect(await state()).toBe("resolved");
    await insertExchanges(test.db, [badSignature()]);
    await follow();
    expect(await state()).toBe("open");
  });

  it("opens an order again that somebody resolved before its POS contradicted it, and none that knew of it", async () => {
    const ids = [await order(), await order()];
    await test.db
      .sql`update orders set state = 'placed', final_at = ${now}, pos_order_id = id, pos_account = 'a'`;
    const place = {
      brandId: store.brand.id,
      locationId: store.location.id,
      connectionId: store.connection.id,
    };
    const act = { kind: "resolve", resolution: "mended", note: null } as const;
    const resolve = async (id: string) => {
      const by = { kind: "operator", id: "opr_x" } as const;
      await changeCase(test.db, {
        subject: { kind: "order", id },
        place,
        expectedVersion: null,
        act,
        by,
        now,
      });
    };
    const [early = "", late = ""] = ids;
    await resolve(early);
    now = after(1_000);
    for (const orderId of ids)
      await raiseDispute(test.db, {
        ...{ orderId, dispute: "pos_cancelled", detail: null, now },
        actor: { kind: "worker", name: "worker-1" },
      });
    now = after(1_000);
    await resolve(late);
    await follow();
    const cases = await listCases(test.db, { kind: "order", ids });
    expect(Object.fromEntries(cases.map(({ subjectId, state }) => [subjectId, state]))).toEqual({
      [early]: "open",
      [late]: "resolved",
    });
  });

  it("counts submits that were refused though their check was let through, whatever they were refused for", async () => {
    const place = {
      connectionId: store.connection.id,
      brandId: store.brand.id,
      locationId: store.location.id,
    };
    const call = (operation: string, onlineOrderId: string, minutesAgo: number, fields: object) =>
      testExchange({ ...place, operation, onlineOrderId, at: after(-60_000 * minutesAgo), ...fields });
    const check = (id: string, minutesAgo: number, outcome = "accepted") =>
      call("validate_order", id, minutesAgo, { outcome, status: 200 });
    const submit = (id: string, fields: object = {}) =>
      call("submit_order", id, 1, { outcome: "refused", status: 422, code: "item_unavailable", ...fields });
    await insertExchanges(test.db, [
      ...[check("paid", 3), submit("paid")],
      ...[check("sold out since", 5), check("sold out since", 2, "refused"), submit("sold out since")],
      ...[check("long ago", 90), submit("long ago")],
      ...[check("comes again", 3), submit("comes again", { status: 503, code: "overloaded" })],
      ...[check("told again", 3), submit("told again", { replayed: true })],
      ...[check("placed", 3), submit("placed", { outcome: "accepted", status: 200, code: null })],
      submit("never checked"),
    ]);
    await follow();
    const found = (await rows()).filter(({ cause }) => cause === "refused_after_check");
    expect(found).toMatchObject([{ subjectKind: "store", subjectId: store.location.id, effects: 1 }]);
  });

  it("does not blame a store for one order that fails while others pass", async () => {
    const poisoned = await order();
    await failTry(poisoned);
    const good = await order(after(1_000));
    await recordResult(test.db, testPlaced(good, {}, { now: after(2_000) }));
    await test.db.sql`update orders set attempt = 2 where id = ${poisoned}`;
    await test.db.sql`insert into attempt_results (id, order_id, number, outcome, fenced, at)
      values ('res_2', ${poisoned}, 2, 'unknown', false, ${after(5_000)})`;
    now = after(20_000);
    expect((await live()).map(({ key }) => key.cause)).toEqual(["order_fails_alone"]);
  });

  it("gives unauthenticated callers a few dozen issues, however many addresses they have", async () => {
    const calls = Array.from({ length: 3000 }, (_, n) =>
      callFrom(`${1 + (n % 200)}.${Math.floor(n / 200)}.7.9`),
    );
    await insertExchanges(
      test.db,
      calls.map((call) => ({ ...call, bodies: null })),
    );
    await follow(newKeeper(), 100);
    const found = await rows();
    expect(found.length).toBeLessThanOrEqual(ADDRESSES_MAX + 1);
    expect(found.reduce((sum, { effects }) => sum + effects, 0)).toBe(3000);
    expect(found.some(({ subjectId }) => subjectId === OTHER_ADDRESSES)).toBe(true);
    // Those that are over and quiet make room.
    now = after(QUIET_MS + 1);
    await follow();
    await insertExchanges(test.db, [callFrom("203.0.113.9")]);
    now = after(11_000);
    await follow();
    expect((await rows()).map(({ subjectId }) => subjectId)).toContain("203.0.113.0/24");
  });

  it("neither loses nor doubles where a process dies between or within batches, or two are at it", async () => {
    await insertExchanges(
      test.db,
      Array.from({ length: 1500 }, () => ({ ...badSignature(), bodies: null })),
    );
    const dying: FeedConsumer = {
      name: "issues",
      async apply(tx, entries) {
        await keeper.apply(tx, entries);
        throw new Error("killed");
      },
    };
    await using other = openDatabase({ url: test.url });
    await untilAllCanBeTold();
    for (let n = 0; n < 5; n += 1) {
      await consumeFeed(test.db, keeper, { now, limit: 70 });
      await expect(consumeFeed(test.db, dying, { now, limit: 70 })).rejects.toThrow("killed");
      await Promise.all([
        consumeFeed(test.db, keeper, { now, limit: 30 }),
        consumeFeed(other, newKeeper(), { now, limit: 30 }),
      ]);
    }
    await follow();
    expect(await rows()).toMatchObject([{ effects: 1500 }]);
  });
});
