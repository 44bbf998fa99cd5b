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
import { candidatesOf } from "./candidates.ts";
import { insertOrder } from "./insert.ts";
import { recordResult } from "./result.ts";
import { prepareSearch } from "./search.ts";
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

  const ID = ["order_keys_search", "orders_search_pos_order", "orders_search_online_order"];
  const ID_BEGINNING = [...ID, "orders_search_online_order"];
  it.each([
    ["Anne-Marie", [...ID_BEGINNING, "orders_recent", "orders_search_name", "orders_search_name"]],
    ["O'Brien", [...ID_BEGINNING, "orders_recent", "orders_search_name", "orders_search_name"]],
    ["Smith", [...ID_BEGINNING, "orders_recent", "orders_search_name"]],
    ["王", [...ID, "orders_search_name"]],
    ["WEB-1001", [...ID_BEGINNING, "orders_search_name", "orders_search_name"]],
    ["0142", [...ID_BEGINNING, "orders_search_till_number", "orders_search_phone"]],
    ["+1 (213) 555-0142", [...ID_BEGINNING, "orders_search_phone"]],
    ["ada@example.com", ["orders_email"]],
    ["29.10", [...ID_BEGINNING, "orders_search_amount"]],
    ["¥1200", [...ID_BEGINNING, "orders_search_amount", "orders_search_amount"]],
    ["1B67-1A64", [...ID_BEGINNING, "orders_search_reference", "orders_search_name", "orders_search_name"]],
    ["ab".repeat(32), [...ID_BEGINNING, "exchange_bodies_search_digest"]],
    ["2026-11-28T11:32:13Z", [...ID_BEGINNING, "orders_recent", "orders_search_name", "orders_search_name"]],
    ["ord_0197a3c48f5e7c1db2a90d3e4f5a6b7c", []],
  ])("reads each list of candidates for %j from one index", async (text, expected) => {
    const nodes = await test.db.orm.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      const readings = readSearchTerm(text);
      const words = await prepareSearch(tx, readings.find(({ kind }) => kind === "name")?.value ?? "");
      const every = { scope: everyBrand, guestScope: everyBrand, condition: undefined };
      const query = candidatesOf(tx, { readings, words, ...every, page: { limit: 26 } });
      const [row] = await tx.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(sql`explain (format json) ${query}`);
      return nodesOf(row?.["QUERY PLAN"][0].Plan);
    });
    expect(nodes.map((node) => node["Node Type"])).not.toContain("Seq Scan");
    const indexes = nodes.flatMap((node) => node["Index Name"] ?? []);
    // By these an order is read that a row of another table leads to.
    const own = indexes.filter(
      (index) => !["orders_pkey", "exchanges_pkey", "exchanges_order"].includes(index),
    );
    expect(own.sort(), JSON.stringify(nodes)).toEqual([...expected].sort());
  });
});

function nodesOf(plan: Plan | undefined): Plan[] {
  return plan === undefined ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
