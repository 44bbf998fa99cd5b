import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { APP_ROLE, type Database } from "../client/client.ts";

interface Node {
  "Node Type": string;
  "Index Name"?: string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  Plans?: Node[];
}

interface Explained {
  "QUERY PLAN": [{ Plan: Node }];
}

/** What running a statement read of a table: by which indexes, whether whole, and how many rows. */
export interface PlanRun {
  indexes: string[];
  isWhole: boolean;
  rows: number;
}

/** Runs a statement, and tells what it read of one table. */
export async function runPlan(db: Pick<Database, "orm">, query: SQL, table: string): Promise<PlanRun> {
  const rows = await db.orm.execute<Explained & Record<string, unknown>>(
    sql`explain (analyze, format json) ${query}`,
  );
  return runOf(rows, [table]);
}

/** So little that no table of a test fits in, as no large one does in what a statement gets. */
const LITTLE_MEMORY = "64kB";

/** Runs a read, and then each of its statements once more: what they read of these tables, all together. */
export async function runPlans(
  test: { url: string; db: Database },
  read: (db: Database) => Promise<unknown>,
  ...tables: readonly string[]
): Promise<PlanRun> {
  const connection = { role: APP_ROLE, work_mem: LITTLE_MEMORY };
  const client = postgres(test.url, { max: 1, fetch_types: false, connection });
  try {
    const statements: [string, unknown[]][] = [];
    const logger = { logQuery: (text: string, values: unknown[]) => void statements.push([text, values]) };
    await read({ ...test.db, orm: drizzle(client, { logger }) });
    const explained: Explained[] = [];
    for (const [text, values] of statements) {
      const parameters = values.map((value) => (value === null ? null : String(value)));
      explained.push(
        ...(await client.unsafe<Explained[]>(`explain (analyze, format json) ${text}`, parameters)),
      );
    }
    return runOf(explained, tables);
  } finally {
    await client.end();
  }
}

function runOf(explained: readonly Explained[], tables: readonly string[]): PlanRun {
  const nodes = explained.flatMap((row) => nodesOf(row["QUERY PLAN"][0].Plan));
  const scans = nodes.filter((node) => tables.includes(node["Relation Name"] ?? ""));
  // What reads an index for a bitmap names no table.
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
