import { changeCase } from "@parley/db/cases";
import { insertExchanges } from "@parley/db/exchanges";
import { CLI, insertOrder, recordResult } from "@parley/db/orders";
import { listErasedAt } from "@parley/db/retention";
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
import { createEraseJob, eraseNamedGuest } from "./erase.ts";

/** A call goes with its guest, and stays while it may be another's or somebody needs it. */

const now = new Date("2026-11-30T12:00:00Z");
const BODIES = {
  ...{ requestHeaders: {}, requestBody: '{"first_name":"Zoe"}' },
  ...{ responseHeaders: {}, responseBody: "{}", stringSigned: null, note: null },
};

let test: TestDatabase;
let store: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

async function erase({ phone }: { phone: string }, isDryRun = false) {
  const deps = { db: test.db, now, referenceOf: (text: string) => `gst_000${text.replaceAll(/\D/g, "")}` };
  const asked = { guest: { phone, email: null }, by: CLI };
  const seen = await eraseNamedGuest(deps, { ...asked, forms: null, isDryRun: true });
  const forms = seen.kind === "invalid" ? [] : seen.forms.map(({ id }) => id);
  const outcome = await eraseNamedGuest(deps, { ...asked, forms, isDryRun });
  if (outcome.kind === "invalid") throw new Error(outcome.field);
  return outcome.erasure;
}

/** What the background does every hour. */
const lookAgain = async () =>
  await createEraseJob({ db: test.db, now: () => now }).run(
    { key: "", attempt: 1 },
    new AbortController().signal,
  );

describe("erasing a guest whose online order id another order has, too", () => {
  const bodiesOf = async (ids: readonly string[]) => {
    const rows = await test.db.sql`
      select exchange_id as id from exchange_bodies where exchange_id in ${test.db.sql([...ids])} order by 1`;
    return rows.map(({ id }) => id);
  };
  /** An order with the call that brought it and a validate before it; the ids of both. */
  async function addCalls(
    onlineOrderId: string,
    of: { parLocationId: string; guest: object; isPlaced: boolean; retries?: string[] },
  ) {
    const { parLocationId, guest, isPlaced, retries = [] } = of;
    const args = testOrder(store, { receivedAt: now, onlineOrderId, parLocationId, ...guest });
    await insertOrder(test.db, { ...args, retries });
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

  /** Lets the one order of this id have been refused, so that there may be another; its id. */
  async function refuse(onlineOrderId: string): Promise<string> {
    const [row] = await test.db.sql<{ id: string }[]>`
      update orders set state = 'rejected', pos_order_id = null, cause = 'item_unavailable'
      where online_order_id = ${onlineOrderId} returning id`;
    return String(row?.id);
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

  it("comes back for what PAR sends once more about an order whose guest is erased", async () => {
    const phone = "+1 213 555 0177";
    const guest = { guestName: "Zoe", guestPhone: phone };
    const [call = ""] = await addCalls("WEB-85", { parLocationId: "LOC-A", guest, isPlaced: true });
    expect(await erase({ phone })).toMatchObject({ orders: 1, bodies: 2 });
    const [order] = await test.db.sql<
      { id: string }[]
    >`select order_id as id from exchanges where id = ${call}`;
    const { connection, brand } = store;
    const about = { connectionId: connection.id, brandId: brand.id, at: now, bodies: BODIES };
    const repeat = testExchange({ ...about, orderId: order?.id ?? null });
    await insertExchanges(test.db, [repeat]);
    expect(await bodiesOf([repeat.id])).toEqual([repeat.id]);
    await lookAgain();
    expect(await bodiesOf([repeat.id])).toEqual([]);
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
    expect(await erase({ phone }, true)).toMatchObject({ bodies: 0, refusedCalls: 0, heldCalls: 1 });
    expect(await erase({ phone })).toMatchObject({ bodies: 0, refusedCalls: 0, heldCalls: 1 });
    await lookAgain();
    expect(await bodiesOf([refused.id])).toEqual([refused.id]);
    await test.db
      .sql`update cases set state = 'resolved', resolution = 'mended', resolved_at = now() where subject_id = ${refused.id}`;
    await lookAgain();
    expect(await bodiesOf([refused.id])).toEqual([]);
    expect(await erase({ phone }, true)).toMatchObject({ bodies: 0, refusedCalls: 0, heldCalls: 0 });
    expect([...(await listErasedAt(test.db, [refused.id]))]).toEqual([[refused.id, now]]);
  });

  it("takes the validates of two orders with one id once the second is settled", async () => {
    const phone = "+1 213 555 0133";
    const guest = { guestName: "Zoe", guestPhone: phone };
    const place = { parLocationId: "LOC-C", guest };
    const first = await addCalls("WEB-78", { ...place, isPlaced: true });
    const retries = [await refuse("WEB-78")];
    const second = await addCalls("WEB-78", { ...place, isPlaced: false, retries });
    expect(await erase({ phone })).toMatchObject({ orders: 2, bodies: 1, heldCalls: 3 });
    const validates = [first[1], second[1]].map(String).toSorted();
    expect(await bodiesOf([...first, ...second])).toEqual([...validates, String(second[0])].toSorted());
    await lookAgain();
    expect(await bodiesOf([...first, ...second])).toHaveLength(3);
    const [open] = await test.db.sql<{ id: string }[]>`
      select order_id as id from exchanges where id = ${second[0] ?? ""}`;
    await recordResult(test.db, testPlaced(open?.id ?? "", { posOrderId: "second" }));
    await lookAgain();
    expect(await bodiesOf([...first, ...second])).toEqual([]);
    expect([...(await listErasedAt(test.db, [...first, ...second])).keys()]).toHaveLength(4);
  });

  it("leaves a validate that may be another guest's", async () => {
    const phone = "+1 213 555 0134";
    const place = { parLocationId: "LOC-D", isPlaced: true };
    const mine = await addCalls("WEB-79", { ...place, guest: { guestName: "Zoe", guestPhone: phone } });
    const retries = [await refuse("WEB-79")];
    const other = { guestName: "Ada", guestPhone: "+1 213 555 0100" };
    const theirs = await addCalls("WEB-79", { ...place, guest: other, retries });
    expect(await erase({ phone })).toMatchObject({ bodies: 1, heldCalls: 2 });
    await lookAgain();
    expect(await bodiesOf([...mine, ...theirs])).toEqual([String(mine[1]), ...theirs].toSorted());
  });
});
