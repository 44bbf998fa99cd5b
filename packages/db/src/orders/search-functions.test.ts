import { WITHOUT_DECIMALS } from "@parley/limits";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, insertTestStore, type TestDatabase, testOrder } from "../testing/database.ts";
import { insertOrder } from "./insert.ts";
import { searchOrders } from "./search.ts";
import { spansOf } from "./spans.ts";

// What the database's functions and this code must say alike.

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

// G: one table of currencies.
it.each([...WITHOUT_DECIMALS, "USD", "EUR", "HUF", "IDR", "UYI", "KWD"])(
  "takes the decimals of %s from the one table",
  async (currency) => {
    const [row] = await test.db.sql`select search_hundredths(2910, ${currency})::int as hundredths`;
    expect(row?.hundredths).toBe(WITHOUT_DECIMALS.has(currency) ? 291_000 : 2910);
  },
);

it("counts no amount beyond what it has room for", async () => {
  const [row] = await test.db.sql`select search_hundredths(2147483647, 'JPY')::text as hundredths`;
  expect(row?.hundredths).toBe("214748364700");
});

it.each([
  "0001-01-01T00:00:00Z",
  "1969-12-31T23:59:59Z",
  "1970-01-01T00:00:00Z",
  "2026-11-29T03:00:00Z",
  "9999-12-31T23:59:59Z",
])("has %s in one of the spans that search names, and in one only", async (text) => {
  const at = new Date(text);
  const [row] = await test.db.sql<{ spans: number[] }[]>`
      select to_json(search_spans(${text}::timestamptz)) as spans`;
  const week = 7 * 86_400_000;
  for (const ahead of [0, week / 50, week / 5, week, 10 * week, 25 * week]) {
    for (const direction of ["older", "newer"] as const) {
      const [from, until] =
        direction === "older"
          ? [at.getTime() - ahead, at.getTime() + ahead]
          : [at.getTime() - ahead, at.getTime() + 60 * week];
      const { steps } = spansOf({ from: new Date(from), until: new Date(until) }, direction);
      expect(steps.flat().filter((span) => row?.spans.includes(span))).toHaveLength(1);
    }
  }
});

// E: no name is too long for an index, which would refuse the order.
it.each(["\ufb03", "\u33af", "\u00df", "W", "\ufdfa", "\u738b", "\u{1f1fa}"])(
  "stores and finds a guest whose name is as long as PAR may send it, of %j",
  async (letter) => {
    const store = await insertTestStore(test);
    const part = letter.repeat(200 / letter.length);
    const order = await insertOrder(test.db, testOrder(store, { guestName: `${part} ${part}` }));
    expect(order).not.toBeNull();
    const { orders } = await searchOrders(test.db, {
      text: order?.id ?? "",
      scope: everyBrand,
      guestScope: everyBrand,
      page: { limit: 2 },
    });
    expect(orders.map(({ id }) => id)).toEqual([order?.id]);
  },
);
