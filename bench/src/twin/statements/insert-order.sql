with t as (select coalesce($1::timestamptz, now()) as now), k as (
  insert into order_keys ("connection_id", "par_organization_id", "par_location_id", "request_uid", "order_id", "request_datetime", "is_alias", "created_at") select "connection_id", "par_organization_id", "par_location_id", "request_uid", "order_id", "request_datetime", "is_alias", "created_at"
  from t, jsonb_populate_record(null::order_keys,
    $2::jsonb || jsonb_build_object('created_at', t.now))
  where not exists (
    select from orders dead where dead.online_order_id = $3
      and dead.connection_id = $4 and dead.par_location_id = $5
      and dead.state in ('rejected', 'errored')
      and dead.id <> all(array(select json_array_elements_text($6::json))))
  on conflict do nothing returning order_id
), o as (
  insert into orders ("id", "connection_id", "par_organization_id", "par_location_id", "request_uid", "online_order_id", "brand_id", "location_id", "state", "cause", "pos_order_id", "pos_account", "pos_link", "pos_reference", "attempt", "ambiguous", "absences", "fingerprint", "fingerprint_version", "fingerprint_v2", "fingerprint_v3", "currency", "subtotal_cents", "discount_cents", "tax_cents", "fee_cents", "tip_cents", "grand_total_cents", "order_type", "item_count", "guest_name", "guest_phone", "guest_email", "received_at", "due_at", "give_up_at", "lease_owner", "lease_until", "final_at", "disputed_at", "dispute", "updated_at") select "id", "connection_id", "par_organization_id", "par_location_id", "request_uid", "online_order_id", "brand_id", "location_id", "state", "cause", "pos_order_id", "pos_account", "pos_link", "pos_reference", "attempt", "ambiguous", "absences", "fingerprint", "fingerprint_version", "fingerprint_v2", "fingerprint_v3", "currency", "subtotal_cents", "discount_cents", "tax_cents", "fee_cents", "tip_cents", "grand_total_cents", "order_type", "item_count", "guest_name", "guest_phone", "guest_email", "received_at", "due_at", "give_up_at", "lease_owner", "lease_until", "final_at", "disputed_at", "dispute", "updated_at"
  from t, jsonb_populate_record(null::orders,
    $7::jsonb || jsonb_build_object(
      'received_at', t.now, 'updated_at', t.now,
      'due_at', t.now + $8::float8 * interval '1 millisecond',
      'give_up_at', t.now + $9::float8 * interval '1 millisecond',
      'lease_until', t.now + $10::float8 * interval '1 millisecond',
      'final_at', case when $11::boolean then t.now end))
  where exists (select from k) on conflict do nothing
  returning id, received_at, updated_at, due_at, give_up_at, lease_until, final_at
), p as (
  insert into order_payloads ("order_id", "pos_order", "priced", "answer", "used_versions", "answer_status") select "order_id", "pos_order", "priced", "answer", "used_versions", "answer_status"
  from json_populate_recordset(null::order_payloads, $12::json)
  where exists (select from o)
), a as (
  insert into attempts ("id", "order_id", "number", "reference", "started_at", "worker", "pos_link") select "id", "order_id", "number", "reference", "started_at", "worker", "pos_link"
  from t, jsonb_populate_record(null::attempts, $13::jsonb
    || jsonb_build_object('started_at', t.now))
  where $14::boolean and exists (select from o)
), x as (
  insert into exchanges ("id", "direction", "operation", "connection_id", "brand_id", "location_id", "order_id", "attempt", "method", "path", "status", "outcome", "code", "reason", "request_uid", "online_order_id", "par_organization_id", "par_location_id", "at", "duration_us", "stages", "seen", "drift", "signed", "replayed", "remote_address") select "id", "direction", "operation", "connection_id", "brand_id", "location_id", "order_id", "attempt", "method", "path", "status", "outcome", "code", "reason", "request_uid", "online_order_id", "par_organization_id", "par_location_id", "at", "duration_us", "stages", "seen", "drift", "signed", "replayed", "remote_address"
  from json_populate_recordset(null::exchanges, $15::json) where exists (select from o)
), b as (
  insert into exchange_bodies ("exchange_id", "request_headers", "request_body", "response_headers", "response_body", "string_signed", "note") select "exchange_id", "request_headers", "request_body", "response_headers", "response_body", "string_signed", "note"
  from json_populate_recordset(null::exchange_bodies, $16::json) where exists (select from o)
), e as (
  insert into order_events (order_id, at, kind, to_state, actor, detail)
  select id, received_at, $17::text, $18::text, $19::text, $20::jsonb
  from o
)
select received_at as "receivedAt", updated_at as "updatedAt", due_at as "dueAt", give_up_at as "giveUpAt",
  lease_until as "leaseUntil", final_at as "finalAt" from o
