import { changeCase } from "@parley/db/cases";
import { insertExchanges } from "@parley/db/exchanges";
import { claimJobs } from "@parley/db/jobs";
import { CLI, insertOrder, recordResult } from "@parley/db/orders";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
  testPlaced,
} from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEraseJob, eraseNamedGuest, guestKeyOf } from "./erase.ts";

/** A guest who asks for it is nowhere any more: a scan of every table finds nothing of them. */

const now = new Date("2026-11-30T12:00:00Z");
const BODIES = {
  ...{ requestHeaders: {}, requestBody: '{"first_name":"Zenobia","phone":"+1 213 555 0199"}' },
  ...{ responseHeaders: {}, responseBody: "{}", stringSigned: null, note: null },
};
const GUEST = {
  guestName: "Zenobia Quince",
  guestPhone: "+1 (213) 555-0199",
  guestEmail: "Zenobia@Example.com",
};
const MARK = "zenobia|5550199|555.0199";

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function addOrder(guest: Partial<typeof GUEST>, isPlaced: boolean): Promise<string> {
  const args = testOrder(store, { receivedAt: now, ...guest });
  const posOrder = { reference: "r", guest: { name: guest.guestName }, notes: "for Zenobia", lines: [] };
  await insertOrder(test.db, { ...args, payload: { posOrder, priced: {} } });
  if (isPlaced) await recordResult(test.db, testPlaced(args.order.id));
  const { connection, brand } = store;
  const about = { connectionId: connection.id, brandId: brand.id, at: now, bodies: BODIES };
  const { onlineOrderId } = args.order;
  await insertExchanges(test.db, [
    testExchange({ ...about, orderId: args.order.id }),
    testExchange({
      ...about,
      operation: "validate_order",
      onlineOrderId,
      parLocationId: args.order.parLocationId,
    }),
  ]);
  return args.order.id;
}

async function erase(guest: { phone?: string; email?: string }, isDryRun = false) {
  const outcome = await eraseNamedGuest(
    { db: test.db, now, ledgerNow: now, referenceOf: () => "gst_1" },
    { guest: { phone: null, email: null, ...guest }, isDryRun, by: CLI },
  );
  if (outcome.kind === "invalid") throw new Error(outcome.field);
  return outcome.erasure;
}

/** The tables in which anything of the guest is found. */
async function whereTheyAre(): Promise<string[]> {
  const tables = await test.db.sql<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const found = [];
  for (const { name } of tables) {
    const [row] = await test.db.sql`
      select from ${test.db.sql(name)} t where regexp_replace(t::text, '[()]', '', 'g') ~* ${MARK} limit 1`;
    if (row !== undefined) found.push(name);
  }
  return found;
}

describe("erasing one guest", () => {
  it("leaves nothing of them in any table, and of an open order within the hour after it is settled", async () => {
    const placed = await addOrder(GUEST, true);
    const byPhone = await addOrder({ guestName: "Zenobia", guestPhone: "2135550199" }, true);
    const open = await addOrder(GUEST, false);
    const other = await addOrder(
      { guestName: "Ada", guestPhone: "+1 213 555 0100", guestEmail: "a@b.co" },
      true,
    );
    const refused = testExchange({
      ...{ connectionId: store.connection.id, brandId: store.brand.id, at: now, bodies: BODIES },
      content: { totalHundredths: 1, currency: "USD", orderType: "pickup", itemCount: 1, ...GUEST },
    });
    await insertExchanges(test.db, [refused]);

    expect(await whereTheyAre()).toEqual(
      expect.arrayContaining(["order_payloads", "orders", "refused_submits"]),
    );
    const counted = await erase({ phone: "(213) 555-0199", email: "zenobia@example.com" }, true);
    expect(counted).toMatchObject({ orders: 3, heldIds: [open], bodies: 5, refusedCalls: 1, notes: 0 });
    expect(await erase({ phone: "+1 213 555 0199", email: "zenobia@example.com" })).toEqual(counted);
    const names = await test.db.sql`
      select id, guest_name, grand_total_cents::int as total from orders
      where id in (${placed}, ${byPhone}, ${other}) order by guest_name`;
    expect(names.map((row) => [row.guest_name, row.total])).toEqual([
      ["Ada", 2910],
      [null, 2910],
      [null, 2910],
    ]);

    const job = createEraseJob({ db: test.db });
    const signal = new AbortController().signal;
    expect(await job.run({ key: open, attempt: 1 }, signal)).toEqual({ againInMs: 3_600_000 });
    await recordResult(test.db, testPlaced(open));
    expect(await job.run({ key: open, attempt: 2 }, signal)).toBe("done");
    await test.db.sql`delete from exchange_bodies where exchange_id in (
      select id from exchanges where order_id = ${other} or online_order_id = (
        select online_order_id from orders where id = ${other}))`;
    await test.db.sql`update order_payloads set pos_order = '{}' where order_id = ${other}`;
    expect(await whereTheyAre()).toEqual([]);
    const due = new Date(now.getTime() + 3_600_001);
    const jobs = await claimJobs(test.db, {
      ...{ kinds: [job.kind], worker: "w", leaseMs: 1, limit: 9, now: due },
    });
    expect(jobs.map(({ key }) => key)).toEqual([open]);
  });

  it("says what remains: notes that nobody can change", async () => {
    const orderId = await addOrder(
      { guestName: "Bea", guestPhone: "+1 213 555 0177", guestEmail: "bea@b.co" },
      true,
    );
    const place = { brandId: store.brand.id, locationId: null, connectionId: null };
    await changeCase(test.db, {
      ...{ subject: { kind: "order", id: orderId }, place, expectedVersion: null, by: CLI, now },
      act: { kind: "note", note: "she called" },
    });
    expect(await erase({ email: "BEA@b.co" })).toMatchObject({ orders: 1, heldIds: [orderId], notes: 1 });
    const [entry] = await test.db.sql`
      select detail from audit_entries where action = 'guest_erased' order by id desc limit 1`;
    expect(entry?.detail).toEqual({ orders: 1, held: 1, bodies: 0, refusedCalls: 0, notes: 1, views: 0 });
  });
});

describe("erasing a guest whose online order id another order has, too", () => {
  const bodiesOf = async (ids: readonly string[]) => {
    const rows = await test.db.sql`
      select exchange_id as id from exchange_bodies where exchange_id in ${test.db.sql([...ids])} order by 1`;
    return rows.map(({ id }) => id);
  };
  /** An order with the call that brought it and a validate before it; the ids of both. */
  async function addCalls(
    onlineOrderId: string,
    of: { parLocationId: string; guest: object; isPlaced: boolean },
  ) {
    const { parLocationId, guest, isPlaced } = of;
    const args = testOrder(store, { receivedAt: now, onlineOrderId, parLocationId, ...guest });
    await insertOrder(test.db, args);
    if (isPlaced) await recordResult(test.db, testPlaced(args.order.id, { posOrderId: args.order.id }));
    const { connection, brand } = store;
    const about = {
      ...{ connectionId: connection.id, brandId: brand.id, at: now, bodies: BODIES },
      ...{ onlineOrderId, parLocationId },
    };
    const calls = [
      testExchange({ ...about, orderId: args.order.id }),
      testExchange({ ...about, operation: "validate_order" }),
    ];
    await insertExchanges(test.db, calls);
    return calls.map(({ id }) => id);
  }

  it("leaves the calls of an open order at another location", async () => {
    const phone = "+1 213 555 0155";
    const guest = { guestName: "Zoe", guestPhone: phone };
    const mine = await addCalls("WEB-77", { parLocationId: "LOC-A", guest, isPlaced: true });
    const other = { guestName: "Ada", guestPhone: "+1 213 555 0100" };
    const theirs = await addCalls("WEB-77", { parLocationId: "LOC-B", guest: other, isPlaced: false });
    expect(await erase({ phone })).toMatchObject({ orders: 1, bodies: 2, heldIds: [] });
    expect(await bodiesOf([...mine, ...theirs])).toEqual(theirs.toSorted());
  });

  it("leaves a refused call that a case is about, until that is resolved", async () => {
    const phone = "+1 213 555 0166";
    const refused = testExchange({
      ...{ connectionId: store.connection.id, brandId: store.brand.id, at: now, bodies: BODIES },
      content: {
        ...{ totalHundredths: 1, currency: "USD", orderType: "pickup", itemCount: 1 },
        ...{ guestName: "Zoe", guestPhone: phone, guestEmail: null },
      },
    });
    await insertExchanges(test.db, [refused]);
    const subject = { kind: "call" as const, id: refused.id };
    const place = { brandId: store.brand.id, locationId: null, connectionId: null };
    const asked = { subject, place, by: CLI, now };
    await changeCase(test.db, { ...asked, expectedVersion: null, act: { kind: "note", note: "she called" } });
    expect(await erase({ phone }, true)).toMatchObject({ bodies: 0, refusedCalls: 0 });
    expect(await erase({ phone })).toMatchObject({ bodies: 0, refusedCalls: 0 });
    expect(await bodiesOf([refused.id])).toEqual([refused.id]);
    await test.db
      .sql`update cases set state = 'resolved', resolution = 'mended', resolved_at = now() where subject_id = ${refused.id}`;
    expect(await erase({ phone })).toMatchObject({ bodies: 1, refusedCalls: 1 });
    expect(await bodiesOf([refused.id])).toEqual([]);
  });
});

describe("the name of a guest", () => {
  it("is a number of ten digits or more, or an address", () => {
    expect(guestKeyOf({ phone: "+1 213 555 0199", email: null })).toEqual({
      phone: "12135550199",
      email: null,
    });
    expect(guestKeyOf({ phone: null, email: " A@B.co " })).toEqual({ phone: null, email: "a@b.co" });
    expect(guestKeyOf({ phone: "555 0199", email: null })).toBe("phone");
    expect(guestKeyOf({ phone: "call me", email: null })).toBe("phone");
    expect(guestKeyOf({ phone: null, email: null })).toBe("email");
    expect(guestKeyOf({ phone: null, email: "nobody" })).toBe("email");
  });
});
