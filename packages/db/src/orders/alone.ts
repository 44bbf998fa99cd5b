import { type SQL, sql } from "drizzle-orm";
import { orders } from "../schema/order.ts";

/** How many of a store's newest decided orders are looked at for its POS's last word. */
const DECIDED_MAX = 50;

/**
 * Open orders that a condition names, and of each whether it is alone: it failed again and again while its store's POS
 * took or refused others, so that the order is at fault and not the store. A query for a `from`.
 */
export function openOrders(condition: SQL): SQL {
  return sql`(
    with waiting as (
      select id, location_id, brand_id, state, cause, ambiguous, currency, grand_total_cents, received_at,
        attempt - (state = 'dispatching')::int as failures
      from orders
      where state in ('received', 'dispatching', 'unknown', 'attention') and ${condition}
    ), failing as (
      select location_id, min(received_at) as oldest from waiting where failures >= 2 group by location_id
    ), decided as (
      select location_id, (select max(final_at) from (${decidedOf(sql`failing`)}) newest) as last_at from failing
    )
    select waiting.*, failures >= 2 and coalesce(last_at >= received_at, false) as is_alone
    from waiting left join decided using (location_id)
  )`;
}

function decidedOf(failing: SQL): SQL {
  return sql`
    select final_at from orders
    where orders.location_id = ${failing}.location_id and received_at >= ${failing}.oldest - interval '1 hour'
      and state in ('placed', 'rejected') and attempt > 0
    order by received_at desc, id desc limit ${DECIDED_MAX}`;
}

/** The condition that an order is open and alone. */
export function failsAlone(): SQL {
  return sql`${orders.id} in (select alone.id from ${openOrders(sql`true`)} alone where alone.is_alone)`;
}
