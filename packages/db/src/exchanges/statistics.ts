import { and, asc, count, eq, gte, isNotNull, ne, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchanges } from "../schema/exchange.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";

/** One operation of PAR over a span of time. Durations in milliseconds, by our clock. */
export interface OperationStats {
  operation: string;
  count: number;
  /** Answered with HTTP 400 or above. */
  refusedCount: number;
  /** Answered with HTTP 500 or above. */
  failedCount: number;
  /** Answered 202. */
  pendingCount: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/** What PAR's calls since `since` looked like, per operation. */
export async function operationStats(
  db: Database,
  args: { scope: BrandScope; since: Date },
): Promise<OperationStats[]> {
  const percentile = (share: number) =>
    sql<number>`percentile_cont(${share}::float8) within group (order by ${exchanges.durationUs}) / 1000`.mapWith(
      Number,
    );
  const counted = (condition: ReturnType<typeof sql>) =>
    sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
  const rows = await db.orm
    .select({
      operation: exchanges.operation,
      count: count(),
      refusedCount: counted(sql`${exchanges.status} >= 400`),
      failedCount: counted(sql`${exchanges.status} >= 500`),
      pendingCount: counted(sql`${exchanges.status} = 202`),
      p50Ms: percentile(0.5),
      p95Ms: percentile(0.95),
      p99Ms: percentile(0.99),
    })
    .from(exchanges)
    .where(
      and(
        eq(exchanges.direction, "in"),
        gte(exchanges.at, args.since),
        isNotNull(exchanges.operation),
        ne(exchanges.operation, "pos_event"),
        inScope(args.scope, exchanges.brandId),
      ),
    )
    .groupBy(exchanges.operation)
    .orderBy(asc(exchanges.operation));
  return rows.flatMap(({ operation, ...stats }) => (operation === null ? [] : [{ operation, ...stats }]));
}
