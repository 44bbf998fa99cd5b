import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { callRollups, type Grain, type OrderStep, orderRollups } from "../schema/rollup.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { isCounted } from "../sql/test-stores.ts";
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
  const isAskedFor = sql`direction = 'in' and operation is not null and operation <> 'pos_event'
    and ${inScope(scope, callRollups) ?? sql`true`} and ${narrowed(args, callRollups)}`;
  return sql`
    select counted.* from ${spansFrom(from, grain)} span cross join lateral (
      select start, operation, status, code, calls, histogram
      from call_rollups where grain = ${grain} and start = span.at and ${isAskedFor} offset 0
    ) counted
    union all
    select date_trunc(${grain}, at, 'UTC'), operation, status, code, 1, jsonb_build_object(bucket, 1)
    from (${rest}) call_rollups where ${isAskedFor}`;
}

/** More than are kept of minutes and of hours; a clock that is years ahead may make more. */
const SPANS_MAX = 5_000;

/**
 * The starts of all spans there are, to be read one by one: `offset 0` keeps PostgreSQL to that. Of a range of them it
 * takes the few days of a month for as many as its minutes, of which there are hundreds of times more, and reads all.
 */
function spansFrom(from: SQL, grain: Grain): SQL {
  const newest = sql`(select max(start) from call_rollups where grain = ${grain})`;
  return sql`(
    select generate_series(${from}, ${newest}, ${`1 ${grain}`}::interval) as at limit ${SPANS_MAX}
  )`;
}

/** A store is counted where it alone is asked for, whatever it is; among others only if it is no test store. */
function narrowed(
  { scope, brandId, locationId }: Pick<StatsArgs, "scope" | "brandId" | "locationId">,
  table: typeof callRollups | typeof orderRollups,
): SQL {
  return sql`${brandId ? sql`${table.brandId} = ${brandId}` : sql`true`}
    and ${locationId ? sql`${table.locationId} = ${locationId}` : isCounted(scope, table.locationId)}`;
}

/** What is known of PAR's calls over a span of time. */
export interface CallStats {
  /** Span by span; spans without any call are left out. */
  series: CallPoint[];
  /** The whole of it, per operation. */
  operations: OperationStats[];
  /** Operation by operation and span by span; spans without any call are left out. */
  latency: LatencyPoint[];
}

/** Calls of one operation in one span that were answered alike. */
interface Counted {
  start: Date;
  operation: string;
  status: number | null;
  isRefused: boolean;
  calls: number;
  /** By number of the bucket, of each store and connection. */
  histograms: Record<string, number>[];
}

/**
 * The calls of each span, operation and answer. One statement for all that is told of them, and the histograms as they
 * are stored: PostgreSQL takes five times as long to take them apart and sum them up as we do.
 */
export function callsStatement(args: StatsArgs): SQL {
  return sql`
    select start, operation, status, is_refused as "isRefused", sum(calls)::int as calls,
      json_agg(histogram) as histograms
    from (
      select *, coalesce(status >= 400, false) or code is not null as is_refused
      from (${countedCalls(args)}) counted
    ) counted group by start, operation, status, is_refused order by operation, start`;
}

/** PAR's calls since `since`. */
export async function callStats(db: Pick<Database, "orm">, args: StatsArgs): Promise<CallStats> {
  const rows = await db.orm.execute<Counted & Record<string, unknown>>(callsStatement(args));
  const series = groupBy(rows, ({ start }) => start.getTime()).map(seriesPoint);
  return {
    series: series.sort((a, b) => a.start.getTime() - b.start.getTime()),
    operations: groupBy(rows, ({ operation }) => operation).map(statsOfOperation),
    latency: groupBy(rows, ({ operation, start }) => `${operation} ${start.getTime()}`).map(latencyPoint),
  };
}

/** What PAR's calls since `since` looked like, per operation. */
export async function operationStats(
  db: Pick<Database, "orm">,
  args: Omit<StatsArgs, "grain">,
): Promise<OperationStats[]> {
  return (await callStats(db, { grain: "minute", ...args })).operations;
}

/** At least one row in each group, and the groups in the order of their first rows. */
type Group = readonly [Counted, ...Counted[]];

function groupBy(rows: readonly Counted[], keyOf: (row: Counted) => unknown): Group[] {
  const groups = new Map<unknown, [Counted, ...Counted[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function callsOf(rows: Group, fits: (row: Counted) => boolean = () => true): number {
  return rows.reduce((sum, row) => sum + (fits(row) ? row.calls : 0), 0);
}

function seriesPoint(rows: Group): CallPoint {
  const isSubmit = ({ operation }: Counted) => operation === "submit_order";
  return {
    start: rows[0].start,
    calls: callsOf(rows),
    well: callsOf(rows, ({ status, isRefused }) => status !== null && !isRefused),
    submits: callsOf(rows, isSubmit),
    pending: callsOf(rows, (row) => isSubmit(row) && row.status === 202),
  };
}

function statsOfOperation(rows: Group): OperationStats {
  return {
    operation: rows[0].operation,
    count: callsOf(rows),
    refusedCount: callsOf(rows, ({ isRefused }) => isRefused),
    failedCount: callsOf(rows, ({ status }) => status !== null && status >= 500),
    pendingCount: callsOf(rows, ({ status }) => status === 202),
    ...timesOf(rows),
  };
}

function latencyPoint(rows: Group): LatencyPoint {
  const [{ start, operation }] = rows;
  return { start, operation, calls: callsOf(rows), ...timesOf(rows) };
}

function timesOf(rows: Group) {
  const histogram = new Map<number, number>();
  for (const buckets of rows.flatMap(({ histograms }) => histograms)) {
    for (const key in buckets) {
      const bucket = Number(key);
      histogram.set(bucket, (histogram.get(bucket) ?? 0) + (buckets[key] ?? 0));
    }
  }
  const [p50 = null, p95 = null, p99 = null] = percentilesOf(histogram, [0.5, 0.95, 0.99]);
  return { p50Ms: p50 ?? 0, p95Ms: p95 ?? 0, p99Ms: p99 ?? 0 };
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
