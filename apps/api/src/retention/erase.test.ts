import { createHash } from "node:crypto";
import { openDatabase } from "@parley/db";
import { changeCase } from "@parley/db/cases";
import { insertExchanges } from "@parley/db/exchanges";
import { CLI, findOrderByKey, insertOrder, recordResult } from "@parley/db/orders";
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

const referenceOf = (text: string) => `gst_${createHash("sha256").update(text).digest("hex")}`;

async function ask(guest: { phone?: string; email?: string }, isDryRun: boolean, forms: string[] | null) {
  const asked = { guest: { phone: null, email: null, ...guest }, forms, isDryRun, by: CLI };
  return await eraseNamedGuest({ db: test.db, now, referenceOf }, asked);
}

async function formsOf(guest: { phone?: string; email?: string }) {
  const seen = await ask(guest, true, null);
  return seen.kind === "invalid" ? [] : seen.forms;
}

/** With every form of the number that there is. */
async function erase(guest: { phone?: string; email?: string }, isDryRun = false) {
  const forms = await formsOf(guest);
  const ids = forms.map(({ id }) => id);
  const outcome = await ask(guest, isDryRun, ids);
  if (outcome.kind === "invalid") throw new Error(outcome.field);
  return outcome.erasure;
}

/** What the background does every hour. */
const lookAgain = async () =>
  await createEraseJob({ db: test.db, now: () => now }).run(
    { key: "", attempt: 1 },
    new AbortController().signal,
  );

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
    expect(counted).toMatchObject({
      orders: 3,
      heldIds: [open],
      bodies: 5,
      refusedCalls: 1,
      heldCalls: 1,
      notes: 0,
    });
    expect(await erase({ phone: "+1 213 555 0199", email: "zenobia@example.com" })).toEqual(counted);
    const names = await test.db.sql`
      select id, guest_name, grand_total_cents::int as total from orders
      where id in (${placed}, ${byPhone}, ${other}) order by guest_name`;
    expect(names.map((row) => [row.guest_name, row.total])).toEqual([
      ["Ada", 2910],
      [null, 2910],
      [null, 2910],
    ]);

    expect(await lookAgain()).toEqual({ againInMs: 3_600_000 });
    expect(await whereTheyAre()).toContain("orders");
    await recordResult(test.db, testPlaced(open));
    await lookAgain();
    await test.db.sql`delete from exchange_bodies where exchange_id in (
      select id from exchanges where order_id = ${other} or online_order_id = (
        select online_order_id from orders where id = ${other}))`;
    await test.db.sql`update order_payloads set pos_order = '{}' where order_id = ${other}`;
    expect(await whereTheyAre()).toEqual([]);
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
    expect(entry?.detail).toEqual({
      ...{ orders: 1, held: 1, bodies: 0, refusedCalls: 0, heldCalls: 1, answers: 0, notes: 1, views: 0 },
    });
  });
});

describe("a number that ends like another", () => {
  it("erases nobody whose number was not chosen", async () => {
    const foreign = { guestName: "Jo", guestPhone: "+44 7911 123 456", guestEmail: null };
    const short = { guestName: "Bo", guestPhone: "(791) 112-3456", guestEmail: null };
    const [theirs, others] = [await addGuest(foreign), await addGuest(short)];
    const phone = "+44 7911 123456";
    const forms = await formsOf({ phone });
    expect(forms).toEqual([
      expect.objectContaining({ masked: "••• ••• 3456", digits: 10, orders: 1, isChosen: false }),
      expect.objectContaining({ masked: "+44 ••• ••• 3456", digits: 12, orders: 1, isChosen: true }),
    ]);
    const refused = { kind: "invalid", field: "forms" };
    expect(await ask({ phone }, false, null)).toEqual(refused);
    expect(await ask({ phone }, false, [])).toEqual(refused);
    expect(await ask({ phone }, false, ["another"])).toEqual(refused);
    const chosen = forms.filter(({ isChosen }) => isChosen).map(({ id }) => id);
    expect(await ask({ phone }, false, chosen)).toMatchObject({ kind: "erased", erasure: { orders: 1 } });
    const left = await test.db.sql`
      select id, guest_name from orders where id in (${theirs}, ${others}) and guest_phone is not null`;
    expect(left).toEqual([{ id: others, guest_name: "Bo" }]);
  });

  async function addGuest(guest: { guestName: string; guestPhone: string; guestEmail: null }) {
    const args = testOrder(store, { receivedAt: now, ...guest });
    await insertOrder(test.db, args);
    await recordResult(test.db, testPlaced(args.order.id));
    return args.order.id;
  }
});

it("finds a number however it is dialled, and no other that ends alike", async () => {
  const phones = [
    "+49 (0)30 7654321",
    "0049 30 7654321",
    "030 7654321",
    "30/7654321",
    "+44 30 7654321",
    "031 7654321",
  ];
  for (const guestPhone of phones) await addOrder({ guestName: "Eve", guestPhone }, true);
  for (const phone of ["+49 30 7654321", "+49 (0)30 7654321 ext. 7", "0049307654321"]) {
    const forms = await formsOf({ phone });
    expect(forms.map(({ masked, digits }) => [masked, digits])).toEqual([
      ["••• ••• 4321", 9],
      ["0 ••• ••• 4321", 10],
      ["+490 ••• ••• 4321", 12],
      ["0049 ••• ••• 4321", 13],
    ]);
  }
  // Without its country's code it may be another country's.
  expect((await formsOf({ phone: "030 7654321" })).map(({ digits }) => digits)).toEqual([9, 10, 11, 12, 13]);
});

describe("what an erasing leaves", () => {
  it("says which answers to PAR repeat what was written beside a line, and keeps them as they were sent", async () => {
    const orderId = await addOrder({ guestName: "Cy", guestEmail: "cy@b.co" }, true);
    const answer = '{"items":[{"comment":"for Cy"}]}';
    await test.db.sql`update order_payloads set answer = ${answer} where order_id = ${orderId}`;
    expect(await erase({ email: "cy@b.co" }, true)).toMatchObject({ orders: 1, answers: 1 });
    expect(await erase({ email: "cy@b.co" })).toMatchObject({ orders: 1, answers: 1 });
    const [row] = await test.db.sql`select answer from order_payloads where order_id = ${orderId}`;
    expect(row?.answer).toBe(answer);
  });

  it("says so as well of answers that are packed, and of none to an order without such a word", async () => {
    await using packing = openDatabase({ url: test.url, packOrders: true });
    const answer = { status: 200, body: '{"items":[{"comment":"for Cyd"}]}' };
    const keys = [];
    for (const comment of ["for Cyd", null]) {
      const args = testOrder(store, { receivedAt: now, guestName: "Cyd", guestEmail: "cyd@b.co" });
      const posOrder = {
        reference: "r",
        guest: { name: "Cyd" },
        notes: null,
        lines: [{ itemId: "tea", comment }],
      };
      await insertOrder(packing, { ...args, payload: { posOrder, priced: {} } });
      await recordResult(packing, testPlaced(args.order.id, {}, { answer }));
      keys.push(args.order);
    }
    expect(await erase({ email: "cyd@b.co" }, true)).toMatchObject({ orders: 2, answers: 1 });
    expect(await erase({ email: "cyd@b.co" })).toMatchObject({ orders: 2, answers: 1 });
    for (const key of keys) expect(await findOrderByKey(test.db, key)).toMatchObject({ answer });
  });

  it("is the whole guest where it cannot be recorded that they were erased", async () => {
    await addOrder({ guestName: "Di", guestEmail: "di@b.co" }, true);
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`revoke insert on audit_entries from parley_app`;
    try {
      await expect(erase({ email: "di@b.co" })).rejects.toThrow("permission denied");
    } finally {
      await owner.sql`grant insert on audit_entries to parley_app`;
    }
    expect(await erase({ email: "di@b.co" }, true)).toMatchObject({ orders: 1 });
  });
});

describe("the name of a guest", () => {
  it("is a number of seven digits or more, or an address", () => {
    expect(guestKeyOf({ phone: "+1 213 555 0199", email: null })).toEqual({
      phone: "12135550199",
      email: null,
    });
    expect(guestKeyOf({ phone: null, email: " A@B.co " })).toEqual({ phone: null, email: "a@b.co" });
    expect(guestKeyOf({ phone: "+49 (0)30 1234567 ext. 12", email: null })).toEqual({
      phone: "49301234567",
      email: null,
    });
    expect(guestKeyOf({ phone: "00000555 019", email: null })).toBe("phone");
    expect(guestKeyOf({ phone: "1".repeat(16), email: null })).toBe("phone");
    expect(guestKeyOf({ phone: "call me", email: null })).toBe("phone");
    expect(guestKeyOf({ phone: null, email: null })).toBe("email");
    expect(guestKeyOf({ phone: null, email: "nobody" })).toBe("email");
  });
});
