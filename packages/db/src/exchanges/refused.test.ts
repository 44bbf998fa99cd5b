import { afterAll, beforeAll, expect, it } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
} from "../testing/database.ts";
import { insertExchanges, type NewExchange } from "./exchanges.ts";
import { listRefusedSubmits, type RefusedSubmitArgs } from "./refused.ts";

// B: every submit is found, refused ones included.

const DIGEST = "fedcba9876543210".repeat(4);
const UID = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

let test: TestDatabase;
let store: TestStore;
let rows: Record<string, NewExchange>;

beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  const known = { connectionId: store.connection.id, brandId: store.brand.id };
  const bodies = {
    requestBody: null,
    responseHeaders: null,
    responseBody: null,
    stringSigned: null,
    note: null,
  };
  rows = {
    malformed: testExchange({
      ...known,
      status: 400,
      code: "invalid_field",
      requestUid: UID,
      onlineOrderId: "R-7",
      bodies: { ...bodies, requestHeaders: { "x-pch-digest": DIGEST } },
    }),
    unmapped: testExchange({
      ...known,
      brandId: null,
      status: 422,
      code: "unmapped_location",
      requestUid: crypto.randomUUID(),
      onlineOrderId: "7",
      parLocationId: "PAR\u2011LOC-NEW",
    }),
    unauthenticated: testExchange({
      status: 401,
      code: "unauthorized",
      requestUid: UID,
      bodies: { ...bodies, requestHeaders: { "x-pch-digest": DIGEST } },
    }),
    placed: testExchange({ ...known, orderId: "ord_1", requestUid: UID }),
    validated: testExchange({ ...known, operation: "validate_order", requestUid: UID }),
  };
  await insertExchanges(test.db, Object.values(rows));
});
afterAll(() => test[Symbol.asyncDispose]());

async function find(text: string, args: Partial<RefusedSubmitArgs> = {}): Promise<string[]> {
  const found = await listRefusedSubmits(test.db, { text, scope: everyBrand, limit: 10, ...args });
  return found.map(({ id }) => Object.keys(rows).find((name) => rows[name]?.id === id) ?? id).sort();
}

it.each([
  [UID, ["malformed"]],
  [UID.toUpperCase(), ["malformed"]],
  [UID.replaceAll("-", ""), ["malformed"]],
  ["r-7", ["malformed"]],
  ["R7", ["malformed"]],
  ["7", ["unmapped"]],
  ["PAR-LOC-NEW", ["unmapped"]],
  ["par loc", ["unmapped"]],
  [DIGEST.toUpperCase(), ["malformed"]],
  ["nothing like it", []],
  ["", []],
  ["\0", []],
])("finds by %j exactly %j", async (text, found) => {
  expect(await find(text)).toEqual(found);
});

it("finds a call by its own id, whatever it was", async () => {
  expect(await find(rows.validated?.id ?? "")).toEqual(["validated"]);
  expect(await find(rows.placed?.id ?? "")).toEqual([]);
});

it("leaves out callers without a valid token unless it is asked for them", async () => {
  expect(await find(UID, { includeUnauthenticated: true })).toEqual(["malformed", "unauthenticated"]);
  expect(await find(DIGEST, { includeUnauthenticated: true })).toEqual(["malformed", "unauthenticated"]);
});

it("shows a brand its own only", async () => {
  const other = await insertTestStore(test);
  expect(await find(UID, { scope: { all: false, brandIds: [other.brand.id] } })).toEqual([]);
  expect(await find(UID, { scope: { all: false, brandIds: [store.brand.id] } })).toEqual(["malformed"]);
});
