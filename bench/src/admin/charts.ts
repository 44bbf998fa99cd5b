import type postgres from "postgres";

// What the charts read: calls and steps of orders of twenty stores, counted by minute, hour and day up to now.

const SPANS = [
  // Of a minute most stores have no call.
  { grain: "minute", back: "3 days", oneIn: 3, buckets: 1 },
  { grain: "hour", back: "90 days", oneIn: 1, buckets: 8 },
  { grain: "day", back: "365 days", oneIn: 1, buckets: 30 },
] as const;

/**
 * Adds the spans that are not there yet, the last whole ones included; those of one time are the same at every run.
 * What was seeded counts as counted, so that the API does not count it again.
 */
export async function fillCharts(sql: postgres.Sql): Promise<void> {
  for (const { grain, back, oneIn, buckets } of SPANS) {
    const times = (table: "call_rollups" | "order_rollups") => sql`
      select at, store, abs(hashtext(at::text || store)) as h
      from generate_series(
        coalesce(
          (select max(start) + ${`1 ${grain}`}::interval from ${sql(table)} where grain = ${grain} and brand_id = 'brd_seed'),
          date_trunc(${grain}, now() - ${back}::interval, 'UTC')),
        date_trunc(${grain}, now(), 'UTC'), ${`1 ${grain}`}::interval) at, generate_series(0, 19) store
      where abs(hashtext(at::text || store)) % ${oneIn} = 0`;
    await sql`
      insert into call_rollups (grain, start, brand_id, location_id, connection_id, direction, operation, status, code,
        calls, histogram)
      select ${grain}, at, 'brd_seed', 'loc_seed' || store, 'con_seed', 'in', operation, status, code, sum(calls), jsonb_object_agg(bucket, calls)
      from (${times("call_rollups")}) spans,
        (values ('validate_order', 200, null, 80), ('submit_order', 200, null, 105), ('submit_order', 200, 'item_unavailable', 90),
          ('submit_order', 202, null, 160), ('get_menu', 200, null, 95), ('get_order', 200, null, 75))
          kinds (operation, status, code, fastest),
        lateral (select fastest + b as bucket, 1 + (h / (b + 1)) % 9 as calls from generate_series(0, ${buckets - 1}) b) times
      group by at, store, operation, status, code on conflict do nothing`;
    await sql`
      insert into order_rollups (grain, start, brand_id, location_id, currency, step, orders, cents)
      select ${grain}, at, 'brd_seed', 'loc_seed' || store, 'USD', step, 1 + h % (9 * ${buckets}), 2500 * (1 + h % (9 * ${buckets}))
      from (${times("order_rollups")}) spans, (values ('received'), ('placed'), ('not_placed')) steps (step)
      on conflict do nothing`;
  }
  await sql`
    update rollup_progress set tx = pg_snapshot_xmin(pg_current_snapshot())::text, is_back_filled = true`;
}
