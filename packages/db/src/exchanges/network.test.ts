import { afterAll, beforeAll, expect, it } from "vitest";

import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { testExchange } from "../testing/rows.ts";
import { insertExchanges, listExchanges } from "./exchanges.ts";

/** The calls that came from a network, whichever way a socket writes its addresses. */

const ADDRESSES = [
  "203.0.113.7",
  "::ffff:203.0.113.8",
  "203.0.11.9",
  "1203.0.113.1",
  "2001:db8:7::1",
  "2001:db8:7:1:2:3:4:5",
  "2001:db8:71::1",
  "2001:db8::5",
  "::1",
] as const;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await insertExchanges(
    test.db,
    ADDRESSES.map((remoteAddress) => testExchange({ status: 401, code: "unauthorized", remoteAddress })),
  );
});
afterAll(() => test[Symbol.asyncDispose]());

it.each([
  ["203.0.113.0/24", ["203.0.113.7", "::ffff:203.0.113.8"]],
  ["2001:db8:7::/48", ["2001:db8:7::1", "2001:db8:7:1:2:3:4:5"]],
  ["2001:db8:0::/48", ["2001:db8::5"]],
  ["0:0:0::/48", ["::1"]],
  ["198.51.100.0/24", []],
  [null, ADDRESSES],
])("of the network %s are those from it", async (network, expected) => {
  const filter = network === null ? {} : { network };
  const calls = await listExchanges(test.db, { scope: everyBrand, filter, page: { limit: 100 } });
  expect(calls.map(({ remoteAddress }) => remoteAddress).sort()).toEqual([...expected].sort());
});

it("is left out of a list together with others", async () => {
  const notNetworks = ["203.0.113.0/24", "2001:db8:7::/48", "0:0:0::/48"];
  const calls = await listExchanges(test.db, {
    scope: everyBrand,
    filter: { notNetworks },
    page: { limit: 100 },
  });
  expect(calls.map(({ remoteAddress }) => remoteAddress).sort()).toEqual(
    ["1203.0.113.1", "2001:db8:71::1", "2001:db8::5", "203.0.11.9"].sort(),
  );
});
