import { auditActions } from "@parley/db/audit";
import type postgres from "postgres";
import { hash, orderId } from "../seed-rows.ts";

// What people leave in a year: ten operators, an audit, issues, and cases about orders, refused calls and issues.

const ENTRIES = 10_000;
const ISSUES = 5_000;
/** Of the issues, those that last: their causes are over only when no call has met them for an hour. */
export const LASTING = 20;
const CAUSES = "pos_refused price_mismatch menu_mismatch payment store_closed order_not_understood";
const CASES = 3_000;

/** Each row the same at every run; what is there already is kept. */
export async function fillPeople(sql: postgres.Sql, orders: number): Promise<void> {
  await sql`
    insert into operators (id, name, email, email_verified, created_at, updated_at)
    select 'opr_seed' || n, 'Person ' || n, 'person' || n || '@seed.example', true, now(), now()
    from generate_series(0, 9) n on conflict do nothing`;
  await sql`
    insert into audit_entries (id, at, actor, address, action, subject_id, brand_id, location_id, detail)
    select 'aud_5eed' || lpad(to_hex(n), 28, '0'), timestamptz '2025-12-01T00:00:00Z' + n * interval '3130 seconds',
      'opr_seed' || h1 % 10, '203.0.113.' || h2 % 250, action,
      case when action ~ '^(order|case|guest|dispute|share)_' then ${orderId(sql, sql`1 + h4 % ${orders}::int`)}
        else 'loc_seed' || h4 % 20 end,
      'brd_seed', 'loc_seed' || h4 % 20,
      jsonb_build_object('state', jsonb_build_object('from', 'open', 'to', 'resolved'), 'note', true)
    from (
      select *, actions[1 + h3 % cardinality(actions)] as action
      from (
        select n, ${hash(sql, 1)} as h1, ${hash(sql, 2)} as h2, ${hash(sql, 3)} as h3, ${hash(sql, 4)} as h4
        from generate_series(1, ${ENTRIES}::int) n
      ) hashed, (select string_to_array(${auditActions.join(" ")}, ' ') as actions) words
    ) made on conflict do nothing`;
  await sql`
    insert into issues (id, cause, last_cause, subject_kind, subject_id, brand_id, location_id, first_seen_at, since_at,
      last_seen_at, over_at, spells, effects, orders, money, last_order_id, version)
    select ${issueId(sql)}, cause, cause, 'store', 'loc_seed' || h1 % 20, 'brd_seed', 'loc_seed' || h1 % 20,
      at, at, at + interval '1 hour', at + interval '1 hour', 1 + h2 % 5, 1 + h3 % 500, 1 + h3 % 50,
      jsonb_build_object('USD', h4 % 100000), ${orderId(sql, sql`1 + h4 % ${orders}::int`)}, 1
    from (
      select *, causes[1 + h2 % cardinality(causes)] as cause,
        timestamptz '2025-12-01T00:00:00Z' + n * interval '6260 seconds' as at
      from (
        select n, ${hash(sql, 1)} as h1, ${hash(sql, 2)} as h2, ${hash(sql, 3)} as h3, ${hash(sql, 4)} as h4
        from generate_series(1, ${ISSUES}::int) n
      ) hashed, (select string_to_array(${CAUSES}, ' ') as causes) words
    ) made on conflict do nothing`;
  await fillCases(
    sql,
    "issue",
    sql`
    select id, brand_id, location_id, over_at as at from issues where cause = 'pos_refused' and id like 'iss_%'
    order by id limit ${ISSUES / 5}`,
  );
  await fillCases(
    sql,
    "order",
    sql`
    select id, brand_id, location_id, received_at as at from orders where state in ('rejected', 'errored')
    order by received_at, id limit ${CASES}`,
  );
  await fillCases(
    sql,
    "call",
    sql`
    select id, brand_id, location_id, at from exchanges
    where operation = 'submit_order' and order_id is null and connection_id is not null order by at, id limit ${CASES / 3}`,
  );
}

/** The ids of the issues that are to last. */
export function lastingIssues(sql: postgres.Sql) {
  return sql`select ${issueId(sql)} from generate_series(${ISSUES - LASTING + 1}::int, ${ISSUES}::int) n`;
}

function issueId(sql: postgres.Sql) {
  return sql`'iss_' || md5('issue' || n)`;
}

/** Three in five are resolved, the others are somebody's or rest; each has two or three events. */
async function fillCases(
  sql: postgres.Sql,
  kind: "issue" | "order" | "call",
  subjects: postgres.PendingQuery<postgres.Row[]>,
): Promise<void> {
  await sql`
    with made as (
      insert into cases (id, subject_kind, subject_id, brand_id, location_id, state, assignee_id, snoozed_until,
        resolution, resolved_at, version, opened_at, updated_at)
      select 'cas_' || md5(id), ${kind}, id, brand_id, location_id, state, 'opr_seed' || n % 10,
        case state when 'snoozed' then timestamptz '2030-01-01T00:00:00Z' end,
        case state when 'resolved' then 'mended' end,
        case state when 'resolved' then coalesce(at, now()) + interval '2 hours' end, 2, coalesce(at, now()), coalesce(at, now())
      from (
        select *, case when n % 5 < 3 then 'resolved' when n % 5 = 3 then 'open' else 'snoozed' end as state
        from (select *, row_number() over (order by id)::int as n from (${subjects}) subjects) numbered
      ) stated
      on conflict do nothing returning id, opened_at, assignee_id, resolution
    )
    insert into case_events (case_id, at, kind, actor, note, assignee_id, resolution)
    select id, opened_at + step * interval '10 minutes', kind, assignee_id,
      case kind when 'noted' then 'The store was called and knows of it.' end,
      case kind when 'assigned' then assignee_id end, case kind when 'resolved' then resolution end
    from made, (values (1, 'assigned'), (2, 'noted'), (3, 'resolved')) steps (step, kind)
    where kind <> 'resolved' or resolution is not null order by opened_at, id, step`;
}
