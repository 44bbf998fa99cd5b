import { afterAll, beforeAll, expect, it } from "vitest";
import { insertOrder } from "../orders/insert.ts";
import { everyBrand, nothing, ofBrands } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
} from "../testing/database.ts";
import { insertExchanges, type NewExchange } from "./exchanges.ts";
import { readRefusedFates } from "./fate.ts";
import { type RefusedSearchArgs, searchRefusedSubmits } from "./refused-search.ts";

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
      content: {
        totalHundredths: 2910,
        currency: null,
        orderType: "pickup",
        itemCount: 3,
        guestName: "Ada Lovelace",
        guestPhone: "+1 (213) 555-0142",
        guestEmail: "Ada@Example.com",
      },
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

async function find(text: string, args: Partial<RefusedSearchArgs> = {}): Promise<string[]> {
  const asked = { text, scope: everyBrand, guestScope: everyBrand, page: { limit: 10 }, ...args };
  const { refused } = await searchRefusedSubmits(test.db, asked);
  return refused.map(({ id }) => Object.keys(rows).find((name) => rows[name]?.id === id) ?? id).sort();
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
  ["29.10", ["malformed"]],
  ["$29.10", ["malformed"]],
  ["29.10 EUR", ["malformed"]],
  ["29.11", []],
  ["0142", ["malformed"]],
  ["(213) 555 0142", ["malformed"]],
  ["ada@example.com", ["malformed"]],
  ["Lovelace", ["malformed"]],
  ["ada lovel", ["malformed"]],
  ["Lovelace, paid $29.10 ten minutes ago", ["malformed"]],
  ["Smith, paid $29.10 ten minutes ago", ["malformed"]],
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
  expect(await find(UID, { filter: { includeUnauthenticated: true } })).toEqual([
    "malformed",
    "unauthenticated",
  ]);
  expect(await find(DIGEST, { filter: { includeUnauthenticated: true } })).toEqual([
    "malformed",
    "unauthenticated",
  ]);
});

it("shows a brand its own only", async () => {
  const other = await insertTestStore(test);
  expect(await find(UID, { scope: ofBrands(other.brand.id) })).toEqual([]);
  expect(await find(UID, { scope: ofBrands(store.brand.id) })).toEqual(["malformed"]);
});

it("searches no guest of a brand whose guests the caller may not see", async () => {
  const guestScope = nothing;
  expect(await find("Lovelace", { guestScope })).toEqual([]);
  expect(await find("0142", { guestScope })).toEqual([]);
  expect(await find("29.10", { guestScope })).toEqual(["malformed"]);
});

it("tells what else came of a refused submit", async () => {
  const { connection, parLocationId } = store;
  const now = Date.now();
  const refused = [0, 1, 2].map((n) =>
    testExchange({
      connectionId: connection.id,
      brandId: store.brand.id,
      status: 401,
      code: "signature_mismatch",
      requestUid: "3f0c2d5e-8b86-d011-b42d-00cf4fc96400",
      onlineOrderId: "Q-1",
      parLocationId,
      at: new Date(now - 60_000 + n),
    }),
  );
  await insertExchanges(test.db, refused);
  const fates = async () => {
    const found = await readRefusedFates(test.db, refused);
    return refused.map(({ id }) => found.find(({ exchangeId }) => exchangeId === id));
  };
  expect(await fates()).toMatchObject([0, 1, 2].map((earlier) => ({ earlier, orderId: null })));

  const later = testOrder(store, { onlineOrderId: "Q-1" });
  await insertOrder(test.db, later);
  expect((await fates()).map((fate) => fate?.orderId)).toEqual(Array(3).fill(later.order.id));
});
