import type { Database } from "@parley/db";
import { everyBrand, openDatabase } from "@parley/db";
import { searchRefusedSubmits } from "@parley/db/exchanges";
import { searchOrders } from "@parley/db/orders";

interface Node {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: Node[];
}

/** What PostgreSQL did for one search, over all its statements. */
export interface SearchWork {
  buffers: number;
  /** Rows that scans looked at, those that they turned down included. */
  rows: number;
  indexes: ReadonlySet<string>;
  /** Tables that were read from one end to the other. */
  scanned: ReadonlySet<string>;
}

/** Runs a search as the admin asks for one: orders, and refused submits beside them. */
export async function search(db: Database, text: string): Promise<number> {
  const [{ orders }] = await Promise.all([
    searchOrders(db, { text, scope: everyBrand, guestScope: everyBrand, page: { limit: 26 } }),
    searchRefusedSubmits(db, {
      text,
      scope: everyBrand,
      guestScope: everyBrand,
      filter: {},
      page: { limit: 10 },
    }),
  ]);
  return orders.length;
}

/** A pool of one connection on which the server tells the plan of each statement with what it did. */
export async function openExplained(url: string) {
  const plans: Node[] = [];
  const db = openDatabase({
    url,
    role: null,
    max: 1,
    onNotice: ({ message = "" }) => {
      const json = message.indexOf("{");
      if (message.includes("plan:\n")) plans.push(JSON.parse(message.slice(json)).Plan);
    },
  });
  await db.sql.unsafe(`
    load 'auto_explain';
    set auto_explain.log_min_duration = 0;
    set auto_explain.log_analyze = on;
    set auto_explain.log_timing = off;
    set auto_explain.log_buffers = on;
    set auto_explain.log_format = json;
    set client_min_messages = log`);
  return {
    async work(text: string): Promise<SearchWork> {
      plans.length = 0;
      await search(db, text);
      return workOf(plans);
    },
    [Symbol.asyncDispose]: () => db.close(),
  };
}

function workOf(plans: readonly Node[]): SearchWork {
  const nodes = plans.flatMap(nodesOf);
  const scans = nodes.filter((node) => node["Node Type"].endsWith("Scan") && node["Relation Name"]);
  const sum = (list: readonly Node[], amountOf: (node: Node) => number) =>
    list.reduce((total, node) => total + amountOf(node), 0);
  return {
    buffers: sum(plans, (node) => (node["Shared Hit Blocks"] ?? 0) + (node["Shared Read Blocks"] ?? 0)),
    rows: sum(
      scans,
      (node) =>
        ((node["Actual Rows"] ?? 0) +
          (node["Rows Removed by Filter"] ?? 0) +
          (node["Rows Removed by Index Recheck"] ?? 0)) *
        (node["Actual Loops"] ?? 1),
    ),
    indexes: new Set(nodes.flatMap((node) => node["Index Name"] ?? [])),
    scanned: new Set(
      nodes.flatMap((node) => (node["Node Type"] === "Seq Scan" ? (node["Relation Name"] ?? []) : [])),
    ),
  };
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
