import { afterAll, beforeAll, expect, it } from "vitest";
import { everyBrand, ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
} from "../testing/database.ts";
import { listCounterparts } from "./counterparts.ts";
import { insertExchanges } from "./exchanges.ts";

let test: TestDatabase;
let store: TestStore;
let other: TestStore;
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  other = await insertTestStore(test);
});
afterAll(() => test[Symbol.asyncDispose]());

function call(minute: number, fields: Parameters<typeof testExchange>[0] = {}, of = store) {
  const { connection, brand, location } = of;
  const place = { connectionId: connection.id, brandId: brand.id, locationId: location.id };
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
  return testExchange({ ...place, operation: "submit_order", status: 200, code: null, at, ...fields });
}

it("finds the validate before a submit and the last submit that worked, of its connection and store", async () => {
  const about = { onlineOrderId: "WEB-1" };
  const early = call(1, { ...about, operation: "validate_order" });
  const validate = call(2, { ...about, operation: "validate_order" });
  const worked = call(3);
  const refused = call(4, { status: 422, code: "unmapped_location" });
  const elsewhere = call(5, about, other);
  const submit = call(6, { ...about, status: 422, code: "item_unavailable" });
  const later = call(7);
  await insertExchanges(test.db, [early, validate, worked, refused, elsewhere, submit, later]);
  const found = await listCounterparts(test.db, { scope: everyBrand, exchange: submit });
  expect(found).toEqual([
    { kind: "validate_before", exchangeId: validate.id, at: validate.at },
    { kind: "last_that_worked", exchangeId: worked.id, at: worked.at },
  ]);
  expect(await listCounterparts(test.db, { scope: ofBrands(other.brand.id), exchange: submit })).toEqual([]);
  expect(await listCounterparts(test.db, { scope: everyBrand, exchange: early })).toEqual([]);
});

it("finds none for a call to a POS, or of nobody who is known", async () => {
  const out = call(8, { direction: "out", operation: "place_order" });
  const unknown = call(9, { connectionId: null });
  for (const exchange of [out, unknown])
    expect(await listCounterparts(test.db, { scope: everyBrand, exchange })).toEqual([]);
});
