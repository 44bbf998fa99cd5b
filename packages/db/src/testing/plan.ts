import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";

interface Node {
  "Node Type": string;
  "Index Name"?: string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
}

/** What running a statement read of a table: by which indexes, whether whole, and how many rows. */
export interface PlanRun {
  indexes: string[];
  isWhole: boolean;
  rows: number;
}

/** Runs a statement, and tells what it read of one table. */
export async function runPlan(db: Pick<Database, "orm">, query: SQL, table: string): Promise<PlanRun> {
  const [row] = await db.orm.execute<{ "QUERY PLAN": [{ Plan: Node }] }>(
    sql`explain (analyze, format json) ${query}`,
  );
  const nodes = nodesOf(row?.["QUERY PLAN"][0].Plan);
  const scans = nodes.filter((node) => node["Relation Name"] === table);
  // What reads an index for a bitmap does not name the table.
  const byIndex = [...scans, ...nodes.filter((node) => node["Node Type"] === "Bitmap Index Scan")];
  return {
    indexes: [...new Set(byIndex.flatMap((node) => node["Index Name"] ?? []))].sort(),
    isWhole: scans.some((node) => node["Node Type"] === "Seq Scan"),
    rows: scans.reduce(
      (sum, node) =>
        sum + node["Actual Loops"] * (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)),
      0,
    ),
  };
}

function nodesOf(plan: Node | undefined): Node[] {
  return plan === undefined ? [] : [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
