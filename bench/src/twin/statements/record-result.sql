with t as (select coalesce($1::timestamptz, now()) as now), o as (
  update orders set state = $2, cause = $3, pos_order_id = $4,
    ambiguous = $5, absences = $6,
    due_at = case when $7::boolean then greatest(t.now,
      least(t.now + $8::float8 * interval '1 millisecond', give_up_at)) end,
    final_at = case when $9::boolean then t.now end,
    lease_owner = null, lease_until = null, updated_at = t.now
  from t where id = $10 and attempt = $11 and state = 'dispatching'
  returning id, t.now
), r as (
  insert into attempt_results (id, order_id, number, outcome, evidence, fenced, at)
  select $12::text, id, $13::int, $14::text, $15::jsonb, false, now from o
), e as (
  insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
  select id, now, $16::text, 'dispatching', $17::text, $18::text, $19::jsonb from o
), p as (
  update order_payloads set answer = $20, answer_status = $21
  where order_id in (select id from o) and $22::boolean
), x as (
  insert into exchanges ("id", "direction", "operation", "connection_id", "brand_id", "location_id", "order_id", "attempt", "method", "path", "status", "outcome", "code", "reason", "request_uid", "online_order_id", "par_organization_id", "par_location_id", "at", "duration_us", "stages", "seen", "drift", "signed", "replayed", "remote_address") select "id", "direction", "operation", "connection_id", "brand_id", "location_id", "order_id", "attempt", "method", "path", "status", "outcome", "code", "reason", "request_uid", "online_order_id", "par_organization_id", "par_location_id", "at", "duration_us", "stages", "seen", "drift", "signed", "replayed", "remote_address"
  from json_populate_recordset(null::exchanges, $23::json) where exists (select from o)
), b as (
  insert into exchange_bodies ("exchange_id", "request_headers", "request_body", "response_headers", "response_body", "string_signed", "note") select "exchange_id", "request_headers", "request_body", "response_headers", "response_body", "string_signed", "note"
  from json_populate_recordset(null::exchange_bodies, $24::json) where exists (select from o)
)
select id from o
