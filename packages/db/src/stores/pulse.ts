import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";

/** The last signs of life of a store; null where there never was one. */
export interface StorePulse {
  lastOrderAt: Date | null;
  /** When its POS last answered about one of its newest orders. */
  posAnsweredAt: Date | null;
  /** Orders that wait to be sent to its POS. */
  waiting: number;
  /** Its newest orders that were looked at, `LOOK_BACK` at most, and those of them whose bill at the POS differs. */
  recentOrders: number;
  otherBills: number;
}

/** Of a store that nothing is known of. */
export const NO_PULSE: StorePulse = {
  lastOrderAt: null,
  posAnsweredAt: null,
  waiting: 0,
  recentOrders: 0,
  otherBills: 0,
};

/** Orders whose results are looked at, the newest first: of a POS that was away longer, its menu tells more. */
export const LOOK_BACK = 50;

/** Reads the last signs of life of stores, each from its newest orders alone. */
export async function readStorePulses(
  db: Pick<Database, "orm">,
  locationIds: readonly LocationId[],
): Promise<Map<LocationId, StorePulse>> {
  if (locationIds.length === 0) return new Map();
  const rows = await db.orm.execute<{
    locationId: LocationId;
    lastOrderAt: Date | string | null;
    posAnsweredAt: Date | string | null;
    waiting: number;
    recentOrders: number;
    otherBills: number;
  }>(sql`
    select l.id as "locationId", max(recent.received_at) as "lastOrderAt",
      max(r.at) filter (where r.outcome in ('placed', 'refused') or jsonb_typeof(r.evidence -> 'status') = 'number')
        as "posAnsweredAt",
      (select count(*)::int from orders o where o.location_id = l.id and o.state = 'received') as "waiting",
      count(distinct recent.id)::int as "recentOrders", count(distinct d.order_id)::int as "otherBills"
    from locations l
    cross join lateral (
      select id, received_at from orders where location_id = l.id
      order by received_at desc, orders.id desc limit ${LOOK_BACK}
    ) recent
    left join attempt_results r on r.order_id = recent.id
    left join bill_drifts d on d.order_id = recent.id
    where l.id in ${locationIds}
    group by l.id`);
  const date = (at: Date | string | null) => (at === null ? null : new Date(at));
  return new Map(
    rows.map(({ locationId, lastOrderAt, posAnsweredAt, ...counts }) => [
      locationId,
      { lastOrderAt: date(lastOrderAt), posAnsweredAt: date(posAnsweredAt), ...counts },
    ]),
  );
}
