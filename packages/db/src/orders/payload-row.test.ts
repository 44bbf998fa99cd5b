import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "../client/client.ts";
import { DICTIONARIES } from "../packing/dictionaries.ts";
import { unpack } from "../packing/pack.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testOrder,
} from "../testing/database.ts";
import { insertOrder } from "./insert.ts";
import { findOrderPayload } from "./lookup.ts";

let test: TestDatabase;
let store: TestStore;
let packing: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  packing = openDatabase({ url: test.url, packOrders: true });
});
afterAll(async () => {
  await packing.close();
  await test[Symbol.asyncDispose]();
});

const payload = {
  posOrder: {
    reference: "r",
    guest: { name: "Ada Lovelace", phone: null },
    delivery: null,
    notes: "the side door",
    lines: [
      { itemId: "tea", name: 'NUL \0, half a pair \ud800, "quotes", 🌮', rate: 8.75, comment: "for Ada" },
      { itemId: "cake", comment: null },
    ],
  },
  priced: {
    grandCents: 2910,
    lines: [
      { totalCents: 1, comment: "for Ada" },
      { totalCents: 2, comment: null },
    ],
  },
  usedVersions: { menuVersion: "m" },
};

it("reads of an order that is packed what was written, in whichever process", async () => {
  const args = testOrder(store, {}, { payload });
  await insertOrder(packing, args);
  const orderId = args.order.id;
  const [row] = await test.db.sql`
    select pos_order, priced, used_versions, get_byte(packed, 0) as dictionary from order_payloads where order_id = ${orderId}`;
  expect({ ...row }).toEqual({
    pos_order: {
      guest: { name: "Ada Lovelace", phone: null },
      notes: "the side door",
      lines: [{ comment: "for Ada" }, {}],
    },
    priced: { lines: [{ comment: "for Ada" }, {}] },
    used_versions: null,
    dictionary: 3,
  });
  for (const db of [packing, test.db]) expect(await findOrderPayload(db, orderId)).toMatchObject(payload);
});

it("packs nothing that is a guest's, so that the database can take it out", async () => {
  const args = testOrder(store, {}, { payload });
  await insertOrder(packing, args);
  const orderId = args.order.id;
  const [row] = await test.db.sql<
    { packed: Buffer }[]
  >`select packed from order_payloads where order_id = ${orderId}`;
  const packed = JSON.stringify(row && unpack(row.packed, DICTIONARIES));
  expect(packed).toContain("tea");
  expect(packed).not.toMatch(/Ada|side door/);
});

it("writes what the release before reads, unless it is told that none is left", async () => {
  const args = testOrder(store, {}, { payload: { ...payload, posOrder: { reference: "r" } } });
  await insertOrder(test.db, args);
  const [row] = await test.db.sql`
    select pos_order, priced, packed from order_payloads where order_id = ${args.order.id}`;
  expect({ ...row }).toEqual({ pos_order: { reference: "r" }, priced: payload.priced, packed: null });
});

it("reads nothing of one whose bytes are damaged", async () => {
  const args = testOrder(store, {}, { payload });
  await insertOrder(packing, args);
  const orderId = args.order.id;
  for (const damage of ["set_byte(packed, 0, 250)", "substr(packed, 1, length(packed) / 2)"]) {
    await test.db.sql.unsafe(`update order_payloads set packed = ${damage} where order_id = $1`, [orderId]);
    expect(await findOrderPayload(test.db, orderId)).toMatchObject({ orderId, posOrder: null, priced: null });
  }
});
