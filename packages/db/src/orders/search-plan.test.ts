import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { insertExchanges } from "../exchanges/exchanges.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { insertOrder } from "./insert.ts";
import { recordResult } from "./result.ts";
import { candidatesOf, foldWords } from "./search.ts";
import { readSearchTerm } from "./search-term.ts";

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  Plans?: Plan[];
}

describe("the plan of a search", () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
    const store = await insertTestStore(test);
    for (let n = 0; n < 60; n += 1) {
      const args = testOrder(store, { guestName: `Ada ${"abcdefghij"[n % 10]}${n}` });
      const { order } = args;
      await insertOrder(test.db, args);
      await recordResult(test.db, testPlaced(order.id, { posOrderId: `T-${n}` }));
      const exchange = testExchange({ orderId: order.id });
      const requestHeaders = { "x-pch-digest": order.id };
      const none = {
        requestBody: null,
        responseHeaders: null,
        responseBody: null,
        stringSigned: null,
        note: null,
      };
      await insertExchanges(test.db, [{ ...exchange, bodies: { ...none, requestHeaders } }]);
    }
    // Few rows are read whole whatever indexes there are: what counts is that one can serve.
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`analyze orders, order_keys, exchanges, exchange_bodies`;
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it.each([
    [
      "Anne-Marie",
      [
        "order_keys_search",
        "orders_search_pos_order",
        "orders_search_online_order",
        "orders_search_name",
        "orders_recent",
      ],
    ],
    [
      "O'Brien",
      [
        "order_keys_search",
        "orders_search_pos_order",
        "orders_search_online_order",
        "orders_search_name",
        "orders_recent",
      ],
    ],
    [
      "王",
      ["order_keys_search", "orders_search_pos_order", "orders_search_online_order", "orders_search_name"],
    ],
    ["WEB-1001", ["order_keys_search", "orders_search_pos_order", "orders_search_online_order"]],
    ["0142", ["orders_search_till_number", "orders_search_phone"]],
    ["+1 (213) 555-0142", ["orders_search_phone"]],
    ["ada@example.com", ["orders_email"]],
    ["29.10", ["orders_search_amount"]],
    ["¥1200", ["orders_search_amount"]],
    ["1B67-1A64", ["orders_search_reference"]],
    ["ab".repeat(32), ["exchange_bodies_search_digest"]],
    ["2026-11-28T11:32:13Z", ["orders_recent"]],
    ["ord_0197a3c48f5e7c1db2a90d3e4f5a6b7c", ["orders_pkey"]],
  ])("reads each list of candidates for %j from one index", async (text, expected) => {
    const used = new Set<string>();
    await test.db.orm.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      const readings = readSearchTerm(text);
      const name = readings.find(({ kind }) => kind === "name")?.value;
      const words = name === undefined ? [] : await foldWords(tx, name);
      const args = { readings, words, scope: everyBrand, guestScope: everyBrand, condition: undefined };
      for (const candidate of candidatesOf(tx, args)) {
        const [row] = await tx.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(
          sql`explain (format json) ${candidate}`,
        );
        const nodes = nodesOf(row?.["QUERY PLAN"][0].Plan);
        expect(nodes.map((node) => node["Node Type"])).not.toContain("Seq Scan");
        const indexes = nodes
          .flatMap((node) => node["Index Name"] ?? [])
          .filter((index) => index !== "exchanges_pkey");
        expect(indexes, JSON.stringify(nodes)).toHaveLength(1);
        for (const index of indexes) used.add(index);
      }
    });
    expect([...used]).toEqual(expect.arrayContaining(expected));
  });
});

function nodesOf(plan: Plan | undefined): Plan[] {
  return plan === undefined ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
