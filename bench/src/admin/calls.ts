import type postgres from "postgres";
import { hash, idOf, orderId } from "../seed-rows.ts";

// Recorded calls beside those that each twentieth order has: most are no order's, a few were refused.

const CALLS = 100_000;
/** One in so many orders has a bill of its POS that differs. */
const DRIFT_EACH = 600;
const DRIFTS = "item modifier missing subtotal tax grand";

/** The ids of these calls, from one number to another. */
export const callId = (n: number) => `exc_5eed2${n.toString(16).padStart(27, "0")}`;
export const LAST_CALL = CALLS;

/**
 * 100,000 calls over a year, what the bodies of refused submits say, and bills that differ. Each row the same at every
 * run; what is there already is kept. None of it is news to those who follow the feed.
 */
export async function fillCalls(sql: postgres.Sql, orders: number): Promise<void> {
  // Of ten: four validates that a submit followed, one that none did, one refused; a menu, a status; one that is not authenticated; a POS.
  await sql`
    insert into exchanges (id, direction, operation, connection_id, brand_id, location_id, method, path, status, code,
      reason, request_uid, online_order_id, par_location_id, at, duration_us, stages, signed, replayed, remote_address, tx)
    select 'exc_5eed2' || lpad(to_hex(n), 27, '0'), case kind when 9 then 'out' else 'in' end,
      case when kind < 6 then 'validate_order' when kind = 6 then 'get_menu' when kind = 7 then 'get_order'
        when kind = 8 then 'submit_order' else 'place_order' end,
      case when kind <> 8 then 'con_seed' end, case when kind <> 8 then 'brd_seed' end,
      case when kind <> 8 then 'loc_seed' || store end,
      case when kind = 7 then 'GET' else 'POST' end, '/posnext/' || case when kind = 6 then 'menus' else 'orders' end,
      case when kind = 8 then 401 when kind = 9 and h2 % 20 = 0 then null when kind = 9 and h2 % 20 = 1 then 500 else 200 end,
      case when kind = 5 then refusals[1 + h2 % cardinality(refusals)] when kind = 8 then 'unauthorized' end,
      case when kind = 9 and h2 % 20 = 0 then reasons[1 + h3 % cardinality(reasons)] end,
      case when kind not in (6, 9) then md5('call' || n)::uuid::text end,
      case when kind < 4 then 'S' || h4 when kind in (4, 5) then 'V' || n end,
      case when kind <> 9 then 'SEED-LOC-' || store end,
      timestamptz '2025-12-01T00:00:00Z' + n * interval '313 seconds', 2000 + h3 % 60000, '[]', kind < 9, false,
      case when kind <> 9 then '203.0.' || h3 % 8 || '.' || h2 % 250 end, null
    from (
      select n, h1 % 10 as kind, h1 / 10 % 20 as store, h2, h3, 1 + h4 % ${orders}::int as h4,
        array['item_unavailable', 'price_mismatch', 'item_not_found', 'signature_mismatch', 'unmapped_location',
          'invalid_json', 'internal'] as refusals,
        array['connection_refused', 'deadline', 'answer_not_understood', 'crossed_ack'] as reasons
      from (
        select n, ${hash(sql, 1)} as h1, ${hash(sql, 2)} as h2, ${hash(sql, 3)} as h3, ${hash(sql, 4)} as h4
        from generate_series(1, ${CALLS}::int) n
      ) hashed
    ) made on conflict do nothing`;
  await sql`
    insert into refused_submits (exchange_id, at, total_hundredths, currency, order_type, item_count, guest_name,
      guest_phone, guest_email)
    select exc.id, exc.at, grand_total_cents, currency, order_type, item_count, guest_name, guest_phone, guest_email
    from orders join exchanges exc on exc.online_order_id = 'R' || orders.online_order_id
    where orders.id between ${idOf(1)} and ${idOf(orders)}
    on conflict do nothing`;
  await sql`
    insert into bill_drifts (order_id, brand_id, location_id, at, kind, item_id, name, ours_cents, pos_cents)
    select id, brand_id, location_id, received_at, kind, case when kind in ('item', 'modifier', 'missing') then 'item-' || n % 40 end,
      case when kind in ('item', 'modifier', 'missing') then 'Item ' || n % 40 end, grand_total_cents, grand_total_cents + n % 90
    from (
      select n, kinds[1 + n / ${DRIFT_EACH} % cardinality(kinds)] as kind
      from generate_series(${DRIFT_EACH + 1}::int, ${orders}::int, ${DRIFT_EACH + 1}::int) n,
        (select string_to_array(${DRIFTS}, ' ') as kinds) words
    ) made join orders on orders.id = ${orderId(sql, sql`n`)} and state = 'placed'
    on conflict do nothing`;
}
