import { type SQL, sql } from "drizzle-orm";
import { exchanges } from "../schema/exchange.ts";
import { orders } from "../schema/order.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { Place } from "./cursor.ts";

/** The first transaction that is still open: everything before it is committed or gone for ever. */
const HORIZON = sql`pg_snapshot_xmin(pg_current_snapshot())`;

const HEAD = sql`${HORIZON}::text as horizon,
  (select system_identifier from pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) as origin,
  exists (select from feed_origin where system_identifier = (select system_identifier::text from pg_control_system()))
    and (select count(*) = 2 from pg_index
      where indexrelid in (to_regclass('order_events_feed'), to_regclass('exchanges_feed')) and indisvalid)
    as "isReady"`;

/** Of both tables, the oldest row that is committed but stands beyond the horizon. */
const HELD = sql`least(
  (select at from order_events where tx >= ${HORIZON} order by tx limit 1),
  (select at from exchanges where tx >= ${HORIZON} order by tx limit 1))`;

/** Where the feed stands, without a row of it. */
export function headOf(): SQL {
  return sql`select ${HEAD}`;
}

/** The same beside the rows after a place. */
export function partOf({ tx, last }: Place, scope: Scope, limit: number): SQL {
  const from = sql`${tx}::text::xid8`;
  const untilHorizon = (table: SQL) => sql`${table}.tx >= ${from} and ${table}.tx < ${HORIZON}`;
  const event = sql`(order_events.tx > ${from} or order_events.id > ${eventsAfter(last)}::bigint)`;
  const exchange = sql`(exchanges.tx > ${from} or exchanges.id > ${exchangesAfter(last)}::text)`;
  return sql`
    with entries as (
      (select order_events.tx, 0 as source, order_events.id as "eventId", null::text as "exchangeId",
        order_events.at, order_id as "orderId", brand_id as "brandId", location_id as "locationId",
        connection_id as "connectionId", kind, from_state as "fromState", to_state as "toState",
        null::text as direction, null::text as operation, null::int as status, null::text as code
      from order_events join orders on orders.id = order_id
      where ${untilHorizon(sql`order_events`)} and ${event} and ${inScope(scope, orders) ?? sql`true`}
      order by order_events.tx, order_events.id limit ${limit})
      union all
      (select tx, 1, null, id, at, order_id, brand_id, location_id, connection_id, null, null, null,
        direction, operation, status, code
      from exchanges
      where ${untilHorizon(sql`exchanges`)} and ${exchange} and ${inScope(scope, exchanges) ?? sql`true`}
      order by tx, id limit ${limit})
      order by tx, source, "eventId", "exchangeId" limit ${limit}
    )
    select ${HEAD}, ${HELD} as "heldSince", tx::text, source, "eventId"::text, "exchangeId", at, "orderId",
      "brandId", "locationId", "connectionId", kind, "fromState", "toState", direction, operation, status, code
    from (select) one left join entries on true
    order by entries.tx, source, entries."eventId", entries."exchangeId"`;
}

/** The last event of the cursor's transaction that was told, or the number before the first. */
function eventsAfter(last: Place["last"]): string {
  if (last === null) return "0";
  return last.source === "event" ? last.id : AFTER_ALL_EVENTS;
}

/** The same for its exchanges, which come after its events. */
function exchangesAfter(last: Place["last"]): string {
  return last?.source === "exchange" ? last.id : "";
}

const AFTER_ALL_EVENTS = String(2n ** 63n - 1n);
