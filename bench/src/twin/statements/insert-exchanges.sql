with head as (
  insert into exchanges ("id", "direction", "operation", "connection_id", "brand_id", "location_id", "order_id", "attempt", "method", "path", "status", "outcome", "code", "reason", "request_uid", "online_order_id", "par_organization_id", "par_location_id", "at", "duration_us", "stages", "seen", "drift", "signed", "replayed", "remote_address") select "id", "direction", "operation", "connection_id", "brand_id", "location_id", "order_id", "attempt", "method", "path", "status", "outcome", "code", "reason", "request_uid", "online_order_id", "par_organization_id", "par_location_id", "at", "duration_us", "stages", "seen", "drift", "signed", "replayed", "remote_address" from (
    select placed.* from json_populate_recordset(null::exchanges, $1::json) given
    cross join lateral json_populate_record(given, json_build_object('brand_id', coalesce(
      given.brand_id,
      (
        select brand_id from organization_mappings m where m.connection_id = given.connection_id
        and m.par_organization_id = given.par_organization_id and m.replaced_at is null
      ),
      (
        select case when count(distinct brand_id) = 1 then min(brand_id) end from organization_mappings m
        where m.connection_id = given.connection_id and m.replaced_at is null
      )
    ))) placed
  ) placed on conflict do nothing
), content as (
  insert into refused_submits ("exchange_id", "at", "total_hundredths", "currency", "order_type", "item_count", "guest_name", "guest_phone", "guest_email") select "exchange_id", "at", "total_hundredths", "currency", "order_type", "item_count", "guest_name", "guest_phone", "guest_email"
  from json_populate_recordset(null::refused_submits, $2::json) on conflict do nothing
)
insert into exchange_bodies ("exchange_id", "request_headers", "request_body", "response_headers", "response_body", "string_signed", "note") select "exchange_id", "request_headers", "request_body", "response_headers", "response_body", "string_signed", "note"
from json_populate_recordset(null::exchange_bodies, $3::json) on conflict do nothing
