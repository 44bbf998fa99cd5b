import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import type { Order } from "./types.ts";

/** How a store's POS treated its other orders: what an order waits for, or whether it fails alone. */
export interface StoreActivity {
  /** Other orders that the POS placed or refused since this one was received. */
  passedMeanwhile: number;
  /** Other orders that failed since the POS last placed or refused one. */
  failing: number;
  /** One of these; where there is one only, that one. Null where there is none. */
  failingOrderId: string | null;
  /** When the first of these failed; null where there is none. */
  failingSince: Date | null;
  /** Whether the POS answered any call about another order since this one was received. */
  hasAnswered: boolean;
}

/** Results older than this, before the order was received, say nothing about why it waits. */
const LOOK_BACK = "15 minutes";
/** Of orders that came so long before only a person still decides, so a store's results are those of its newest orders. */
const OLDEST = "1 day";

/** Reads it from the ledger, so that every process and every page says the same. */
export async function readStoreActivity(
  db: Database,
  order: Pick<Order, "id" | "locationId" | "receivedAt">,
): Promise<StoreActivity> {
  const { id, locationId, receivedAt } = order;
  const [row] = await db.sql<StoreActivity[]>`
    with ends as (
      select r.order_id, r.at, r.outcome in ('placed', 'refused') as has_passed,
        coalesce(jsonb_typeof(r.evidence -> 'status') = 'number', false) as is_answer
      from attempt_results r join orders o on o.id = r.order_id
      where o.location_id = ${locationId} and o.id <> ${id}
        and o.received_at >= ${receivedAt}::timestamptz - ${OLDEST}::interval
        and r.at >= ${receivedAt}::timestamptz - ${LOOK_BACK}::interval
    ), failed as (
      select order_id, at from ends
      where not has_passed and at > coalesce((select max(at) from ends where has_passed), '-infinity')
    )
    select
      (select count(distinct order_id)::int from ends where has_passed and at >= ${receivedAt}) as "passedMeanwhile",
      (select count(distinct order_id)::int from failed) as failing,
      (select min(order_id) from failed) as "failingOrderId",
      (select min(at) from failed) as "failingSince",
      exists(select from ends where is_answer and at >= ${receivedAt}) as "hasAnswered"`;
  return (
    row ?? { passedMeanwhile: 0, failing: 0, failingOrderId: null, failingSince: null, hasAnswered: false }
  );
}

/** Whether a store's POS answered an attempt at an order, or a look-up of one, since then. */
export async function hasPosAnswered(
  db: Database,
  args: { locationId: LocationId; since: Date },
): Promise<boolean> {
  const { locationId, since } = args;
  const [row] = await db.sql<{ answered: boolean }[]>`
    select exists(
      select from attempt_results r join orders o on o.id = r.order_id
      where o.location_id = ${locationId} and o.received_at >= ${since}::timestamptz - ${OLDEST}::interval
        and r.at >= ${since} and jsonb_typeof(r.evidence -> 'status') = 'number'
    ) or exists(
      select from orders o join order_events e on e.order_id = o.id
      where o.location_id = ${locationId} and o.received_at >= ${since}::timestamptz - ${OLDEST}::interval
        and e.kind = 'looked_up_absent' and e.at >= ${since}
    ) as answered`;
  return row?.answered ?? false;
}
