import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { insertExchanges } from "../exchanges/exchanges.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertOrdersLike,
  insertTestStore,
  type TestDatabase,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { candidatesOf } from "./candidates.ts";
import { insertOrder } from "./insert.ts";
import { recordResult } from "./result.ts";
import { prepareSearch, spansOfPage } from "./search.ts";
import { readSearchTerm } from "./search-term.ts";

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  "Rows Removed by Filter"?: number;
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
    // So many that no other index is read whole in place of the right one.
    const refused = testOrder(store, { state: "rejected" });
    await insertOrder(test.db, refused);
    await insertOrdersLike(test, refused.order.id, 2_000);
    // Few rows are read whole whatever indexes there are: what counts is that one can serve.
    await using owner = openDatabase({ url: test.url, role: null });
    await owner.sql`analyze orders, order_keys, exchanges, exchange_bodies`;
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const ID = ["order_keys_search", "orders_search_pos_order", "orders_settled_online_order", "orders_open"];
  it.each([
    ["Anne-Marie", [...ID, "orders_recent", "orders_settled_parts"]],
    ["O'Brien", [...ID, "orders_recent", "orders_settled_parts"]],
    ["Smith", [...ID, "orders_recent", "orders_settled_parts"]],
    ["王", [...ID, "orders_settled_parts"]],
    ["WEB-1001", [...ID, "orders_settled_parts"]],
    ["0142", [...ID, "orders_settled_parts", "orders_search_till_number", "orders_settled_last_four"]],
    [
      "50142",
      [
        ...ID,
        "orders_settled_parts",
        "orders_search_till_number",
        "orders_settled_phone",
        "orders_settled_total",
      ],
    ],
    ["+1 (213) 555-0142", [...ID, "orders_settled_phone"]],
    ["ada@example.com", ["orders_settled_email", "orders_open"]],
    ["29.10", [...ID, "orders_settled_total"]],
    ["¥1200", [...ID, "orders_settled_total"]],
    ["1B67-1A64", [...ID, "orders_settled_reference", "orders_settled_parts"]],
    ["ab".repeat(32), [...ID, "exchange_bodies_search_digest"]],
    ["2026-11-28T11:32:13Z", [...ID, "orders_recent", "orders_settled_parts"]],
    ["ord_0197a3c48f5e7c1db2a90d3e4f5a6b7c", []],
  ])("reads each list of candidates for %j from one index", async (text, expected) => {
    const nodes = await planOf(test, text, { how: sql`format json`, seqScan: false });
    expect(nodes.map((node) => node["Node Type"])).not.toContain("Seq Scan");
    const indexes = nodes
      .flatMap((node) => node["Index Name"] ?? [])
      // Each partition has its own, and those that are empty are read by any.
      .filter((index) => !/^exchange_bodies_(\d+|default)_pkey$/.test(index))
      .map((index) =>
        index.replace(/^exchange_bodies_\w+_(digest|lower_idx)$/, "exchange_bodies_search_digest"),
      );
    // By these an order is read that a row of another table leads to.
    const own = indexes.filter(
      (index) => !["orders_pkey", "exchanges_pkey", "exchanges_order"].includes(index),
    );
    expect([...new Set(own)].sort(), JSON.stringify(nodes)).toEqual([...new Set(expected)].sort());
  });
});

describe("a search where nothing was ever analysed", () => {
  it("does not fold the name of every order once more", async () => {
    await using test = await createTestDatabase();
    const store = await insertTestStore(test);
    const settled = testOrder(store, { state: "rejected", guestName: "Ada Lovelace" });
    await insertOrder(test.db, settled);
    await insertOrdersLike(test, settled.order.id, 1_500);
    const nodes = await planOf(test, "steady-submit-1-680", {
      how: sql`analyze, format json`,
      seqScan: true,
    });
    const removed = nodes.map((node) => node["Rows Removed by Filter"] ?? 0);
    expect(Math.max(...removed), JSON.stringify(nodes)).toBeLessThan(100);
  });
});

async function planOf(
  test: TestDatabase,
  text: string,
  { how, seqScan }: { how: SQL; seqScan: boolean },
): Promise<Plan[]> {
  return await test.db.orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('enable_seqscan', ${seqScan ? "on" : "off"}, true)`);
    const readings = readSearchTerm(text);
    const name = readings.find(({ kind }) => kind === "name")?.value ?? "";
    const prepared = await prepareSearch(tx, [name]);
    const page = { limit: 26 };
    const query = candidatesOf(tx, {
      readings,
      words: prepared.words[0] ?? [],
      scope: everyBrand,
      guestScope: everyBrand,
      condition: undefined,
      page,
      spans: spansOfPage(page, {}, prepared),
    });
    const [row] = await tx.execute<{ "QUERY PLAN": [{ Plan: Plan }] }>(sql`explain (${how}) ${query}`);
    return nodesOf(row?.["QUERY PLAN"][0].Plan);
  });
}

function nodesOf(plan: Plan | undefined): Plan[] {
  return plan === undefined ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
