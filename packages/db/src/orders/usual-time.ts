import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";

/** How long a store's orders take from PAR's submit until its POS has placed them. */
export interface UsualTime {
  medianMs: number;
  /** How many orders it is the median of. */
  orders: number;
}

// By `orders_location_recent`: at most this many rows are read, however many orders the store has.
const RECENT_MAX = 200;
/** Of fewer orders nothing usual can be told. */
const ORDERS_MIN = 5;

/** The median over the store's last placed orders, or null where it has too few of them. */
export async function readUsualTime(
  db: Database,
  args: { locationId: LocationId; exceptOrderId: string },
): Promise<UsualTime | null> {
  const [row] = await db.sql<{ medianMs: number | null; orders: number }[]>`
    select count(*)::int as orders,
      percentile_cont(0.5) within group (order by extract(epoch from final_at - received_at) * 1000) as "medianMs"
    from (
      select id, state, received_at, final_at from orders where location_id = ${args.locationId}
      order by received_at desc, id desc limit ${RECENT_MAX}
    ) recent
    where state = 'placed' and id <> ${args.exceptOrderId}`;
  if (row === undefined || row.medianMs === null || row.orders < ORDERS_MIN) return null;
  return { medianMs: Number(row.medianMs), orders: row.orders };
}
