import { afterAll, beforeAll, expect, it } from "vitest";
import { insertOrder } from "../orders/insert.ts";
import { everyBrand, nothing } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
} from "../testing/database.ts";
import { insertExchanges, type NewExchange } from "./exchanges.ts";
import { listAbandonedValidates } from "./validates.ts";

const START = Date.parse("2026-11-23T12:00:00.000Z");

let test: TestDatabase;
let store: TestStore;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

function call(operation: string, second: number, ids: Partial<NewExchange>): NewExchange {
  return testExchange({
    operation,
    connectionId: store.connection.id,
    brandId: store.brand.id,
    at: new Date(START + second * 1000),
    requestUid: crypto.randomUUID(),
    ...ids,
  });
}

it("lists the last validate of what never was submitted, and nothing else", async () => {
  const order = testOrder(store, { onlineOrderId: "PLACED" });
  await insertOrder(test.db, order);
  const uid = crypto.randomUUID();
  const abandoned = call("validate_order", 9, { onlineOrderId: "LEFT" });
  const nameless = call("validate_order", 8, { onlineOrderId: null });
  await insertExchanges(test.db, [
    call("validate_order", 1, { onlineOrderId: "PLACED" }),
    call("validate_order", 2, { onlineOrderId: "REFUSED" }),
    call("submit_order", 3, { onlineOrderId: "REFUSED", status: 400 }),
    call("validate_order", 4, { onlineOrderId: null, requestUid: uid }),
    call("submit_order", 5, { onlineOrderId: null, requestUid: uid, status: 400 }),
    call("validate_order", 6, { onlineOrderId: "LEFT" }),
    call("validate_order", 7, { onlineOrderId: "LEFT" }),
    call("validate_order", 7, { connectionId: null, onlineOrderId: "UNAUTHENTICATED" }),
    nameless,
    abandoned,
  ]);
  const { validates, lookedUntil } = await listAbandonedValidates(test.db, {
    scope: everyBrand,
    page: { limit: 10 },
  });
  expect(validates.map(({ id }) => id)).toEqual([abandoned.id, nameless.id]);
  expect(lookedUntil).toBeNull();

  const first = await listAbandonedValidates(test.db, { scope: everyBrand, page: { limit: 1 } });
  expect(first.validates.map(({ id }) => id)).toEqual([abandoned.id]);
  const after = first.lookedUntil?.cursor;
  const second = await listAbandonedValidates(test.db, { scope: everyBrand, page: { limit: 10, after } });
  expect(second.validates.map(({ id }) => id)).toEqual([nameless.id]);
  expect(await listAbandonedValidates(test.db, { scope: nothing, page: { limit: 1 } })).toEqual({
    validates: [],
    lookedUntil: null,
  });
});

it("looks through so many at once, and says how far it came", async () => {
  const many = Array.from({ length: 2100 }, (_, n) =>
    call("validate_order", 100 + n, { onlineOrderId: `M-${n}` }),
  );
  const submits = many.map(({ onlineOrderId }) => call("submit_order", 5000, { onlineOrderId, status: 400 }));
  await insertExchanges(test.db, [...many, ...submits]);
  const page = { limit: 10 };
  const first = await listAbandonedValidates(test.db, { scope: everyBrand, page });
  expect(first.validates).toEqual([]);
  expect(first.lookedUntil?.at).toEqual(new Date(START + 200 * 1000));
  // By a cause each row says for itself whether it is of it, so many more are looked at.
  const filter = { matches: [{ kind: "par" as const, codes: [null], status: [200, 299] as const }] };
  const ofCause = await listAbandonedValidates(test.db, { scope: everyBrand, filter, page });
  expect(ofCause.validates).toHaveLength(2);
  expect(ofCause.lookedUntil).toBeNull();
  const refused = { matches: [{ kind: "par" as const, codes: ["item_unavailable"] }] };
  expect(await listAbandonedValidates(test.db, { scope: everyBrand, filter: refused, page })).toEqual({
    validates: [],
    lookedUntil: null,
  });
  const after = first.lookedUntil?.cursor;
  const rest = await listAbandonedValidates(test.db, { scope: everyBrand, page: { ...page, after } });
  expect(rest.validates).toHaveLength(2);
  expect(rest.lookedUntil).toBeNull();
});
