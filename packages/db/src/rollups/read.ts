import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { callRollups, type Grain, type OrderStep, orderRollups } from "../schema/rollup.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { percentilesOf } from "./histogram.ts";
import { callsWhere, stepsWhere } from "./sources.ts";

export interface StatsArgs {
  scope: Scope;
  grain: Grain;
  since: Date;
  brandId?: string | null | undefined;
  locationId?: string | null | undefined;
}

/** One operation of PAR over a span of time. Durations in milliseconds, by our clock, within 5 %. */
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

/** How long the calls of one operation took in one span of time. */
export interface LatencyPoint {
  start: Date;
  operation: string;
  calls: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
}

/** PAR's calls of one span of time. */
export interface CallPoint {
  start: Date;
  calls: number;
  /** Answered below HTTP 500 and not with an error of ours. */
  well: number;
  pending: number;
  submits: number;
}

/** Orders of one span of time, in one currency. */
export interface OrderPoint {
  start: Date;
  currency: string;
  received: number;
  placed: number;
  notPlaced: number;
  placedCents: number;
  notPlacedCents: number;
}

/** What is counted, and what is not yet: the few rows beyond, so that nothing is missing at the end. */
function countedCalls(args: StatsArgs): SQL {
  const { scope, grain, since } = args;
  const from = sql`date_trunc(${grain}, ${since.toISOString()}::timestamptz, 'UTC')`;
  const rest = callsWhere(sql`tx >= (select tx::xid8 from rollup_progress) and at >= ${since.toISOString()}`);
  return sql`
    select start, operation, status, code, calls, histogram
    from (
      select start, brand_id, location_id, direction, operation, status, code, calls, histogram
      from call_rollups where grain = ${grain} and start >= ${from}
      union all
      select date_trunc(${grain}, at, 'UTC'), brand_id, location_id, direction, operation, status, code,
        1, jsonb_build_object(bucket, 1)
      from (${rest}) rest
    ) call_rollups
    where direction = 'in' and operation is not null and operation <> 'pos_event'
      and ${inScope(scope, callRollups) ?? sql`true`} and ${narrowed(args, callRollups)}`;
}

/** The same by how long they took. */
function timedCalls(args: StatsArgs): SQL {
  return sql`
    select start, operation, status, code, b.key::int as bucket, b.value::int as calls
    from (${countedCalls(args)}) counted, jsonb_each_text(histogram) b`;
}

function narrowed({ brandId, locationId }: StatsArgs, table: typeof callRollups | typeof orderRollups): SQL {
  return sql`${brandId ? sql`${table.brandId} = ${brandId}` : sql`true`}
    and ${locationId ? sql`${table.locationId} = ${locationId}` : sql`true`}`;
}

/** What PAR's calls since `since` looked like, per operation. */
export async function operationStats(
  db: Pick<Database, "orm">,
  args: Omit<StatsArgs, "grain"> & { grain?: Grain },
): Promise<OperationStats[]> {
  const rows = await db.orm.execute<{
    operation: string;
    status: number | null;
    isRefused: boolean;
    bucket: number;
    calls: number;
  }>(sql`
    select operation, status, coalesce(status >= 400, false) or code is not null as "isRefused", bucket,
      sum(calls)::int as calls
    from (${timedCalls({ grain: "minute", ...args })}) c group by operation, status, 3, bucket order by operation`);
  return [...new Set(rows.map(({ operation }) => operation))].map((operation) => {
    const own = rows.filter((row) => row.operation === operation);
    const counted = (fits: (row: (typeof own)[number]) => boolean) =>
      own.reduce((sum, row) => sum + (fits(row) ? row.calls : 0), 0);
    return {
      operation,
      count: own.reduce((sum, { calls }) => sum + calls, 0),
      refusedCount: counted(({ isRefused }) => isRefused),
      failedCount: counted(({ status }) => status !== null && status >= 500),
      pendingCount: counted(({ status }) => status === 202),
      ...timesOf(own),
    };
  });
}

function timesOf(rows: readonly { bucket: number; calls: number }[]) {
  const histogram = new Map<number, number>();
  for (const { bucket, calls } of rows) histogram.set(bucket, (histogram.get(bucket) ?? 0) + calls);
  const [p50 = null, p95 = null, p99 = null] = percentilesOf(histogram, [0.5, 0.95, 0.99]);
  return { p50Ms: p50 ?? 0, p95Ms: p95 ?? 0, p99Ms: p99 ?? 0 };
}

/** How long PAR's calls since `since` took, span by span and operation by operation; spans without any are left out. */
export async function latencySeries(db: Pick<Database, "orm">, args: StatsArgs): Promise<LatencyPoint[]> {
  const rows = await db.orm.execute<{
    start: Date;
    operation: string;
    buckets: { bucket: number; calls: number }[];
  }>(sql`
    select start, operation, jsonb_agg(jsonb_build_object('bucket', bucket, 'calls', calls)) as buckets
    from (
      select start, operation, bucket, sum(calls)::int as calls
      from (${timedCalls(args)}) c group by start, operation, bucket
    ) counted group by start, operation order by operation, start`);
  return rows.map(({ start, operation, buckets }) => ({
    start,
    operation,
    calls: buckets.reduce((sum, { calls }) => sum + calls, 0),
    ...timesOf(buckets),
  }));
}

/** PAR's calls since `since`, span by span; spans without any are left out. */
export async function callSeries(db: Pick<Database, "orm">, args: StatsArgs): Promise<CallPoint[]> {
  const counted = (condition: SQL) => sql`coalesce(sum(calls) filter (where ${condition}), 0)::int`;
  return await db.orm.execute<CallPoint & Record<string, unknown>>(sql`
    select start, sum(calls)::int as calls, ${counted(sql`status < 400 and code is null`)} as well,
      ${counted(sql`operation = 'submit_order'`)} as submits,
      ${counted(sql`operation = 'submit_order' and status = 202`)} as pending
    from (${countedCalls(args)}) c group by start order by start`);
}

/** Orders since `since`, span by span and currency by currency; spans without any are left out. */
export async function orderSeries(db: Pick<Database, "orm">, args: StatsArgs): Promise<OrderPoint[]> {
  const { scope, grain, since } = args;
  const from = sql`date_trunc(${grain}, ${since.toISOString()}::timestamptz, 'UTC')`;
  const rest = stepsWhere(
    sql`e.tx >= (select tx::xid8 from rollup_progress) and e.at >= ${since.toISOString()}`,
  );
  const of = (column: SQL, step: OrderStep) =>
    sql`coalesce(sum(${column}) filter (where step = ${step}), 0)::float8`;
  const [count, cents] = [sql`orders`, sql`cents`];
  return await db.orm.execute<OrderPoint & Record<string, unknown>>(sql`
    select start, currency, ${of(count, "received")} as received, ${of(count, "placed")} as placed,
      ${of(count, "not_placed")} as "notPlaced", ${of(cents, "placed")} as "placedCents",
      ${of(cents, "not_placed")} as "notPlacedCents"
    from (
      select start, brand_id, location_id, currency, step, orders, cents
      from order_rollups where grain = ${grain} and start >= ${from}
      union all
      select date_trunc(${grain}, at, 'UTC'), brand_id, location_id, currency, step, 1, cents from (${rest}) rest
    ) order_rollups
    where ${inScope(scope, orderRollups) ?? sql`true`} and ${narrowed(args, orderRollups)}
    group by start, currency order by start, currency`);
}
