import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { pageOf, readQueries } from "./admin/documents.ts";
import { askGraphql } from "./admin/graphql.ts";
import { makeKey } from "./admin/known.ts";
import { percentile } from "./load.ts";
import { treeMs } from "./processor.ts";
import type { Product } from "./stage.ts";

/** What a page of the admin takes. */
export interface PageCost {
  name: string;
  p50Ms: number;
  p95Ms: number;
  /** Processor time of API and database for each. */
  processorMs: number;
}

const ROUNDS = 50;
/** What the product may use of a second, in milliseconds, that counts as having nothing else to do. */
const IDLE_MS = 60;
const IDLE_WITHIN_S = 60;
const WARM_UPS = 3;

/** The list of orders, the search by a request uid and an order's page, one after the other, as the admin asks them. */
export async function askAdmin(product: Product, say: (text: string) => void): Promise<PageCost[]> {
  const queries = await readQueries();
  const key = await makeKey(product);
  const list = await pageOf("orders/(list)/order-search.ts", {
    ...{ address: "orderAddress", variables: "submitVariables" },
  });
  const sql = postgres(product.ownerUrl, { max: 1 });
  const newest = await sql<{ id: string; uid: string }[]>`
    select id, request_uid as uid from orders where state = 'placed' order by received_at desc limit ${ROUNDS}`;
  await sql.end();
  await untilIdle(product);
  const orderOf = (round: number) => newest[round % newest.length] ?? { id: "", uid: "" };
  const asked = {
    "list of orders": { query: "Submits", variables: () => list.variables({}) },
    "search by a request uid": {
      query: "Submits",
      variables: (round: number) => list.variables({ q: orderOf(round).uid }),
    },
    "an order's trace": { query: "Trace", variables: (round: number) => ({ id: orderOf(round).id }) },
  };
  const costs: PageCost[] = [];
  for (const [name, { query, variables }] of Object.entries(asked)) {
    const text = queries.get(query);
    if (text === undefined) throw new Error(`The admin asks no ${query}`);
    const send = (round: number) =>
      askGraphql({ apiPort: product.apiPort, key, query: text, variables: variables(round) });
    for (let round = 0; round < WARM_UPS; round += 1) await send(round);
    const used = () => treeMs(product.apiPid) + treeMs(product.serverPid);
    const before = used();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAt = performance.now();
      await send(round);
      times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    const cost = {
      ...{ name, p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95) },
      processorMs: (used() - before) / ROUNDS,
    };
    costs.push(cost);
    say(
      `  ${name.padEnd(24)} p50 ${cost.p50Ms.toFixed(1)} ms   ${cost.processorMs.toFixed(1)} ms of processor`,
    );
  }
  return costs;
}

/** What was loaded is still counted and looked through for a while, which is no page's cost. */
async function untilIdle({ apiPid, serverPid }: Product): Promise<void> {
  const used = () => treeMs(apiPid) + treeMs(serverPid);
  for (let second = 0; second < IDLE_WITHIN_S; second += 1) {
    const before = used();
    await delay(1_000);
    if (used() - before < IDLE_MS) return;
  }
}
