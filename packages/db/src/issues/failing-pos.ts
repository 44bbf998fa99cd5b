import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { orders } from "../schema/order.ts";
import type { Outcome } from "../schema/vocabulary.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";

/** A store whose POS, as far as its last word goes, neither takes nor refuses orders. */
export interface FailingPos {
  brandId: string;
  locationId: LocationId;
  /** When the first call failed since it last decided anything, within the window. */
  sinceAt: Date;
  lastAt: Date;
  /** How the newest one ended. */
  outcome: Outcome;
  /** Whether any answer came with it. */
  isAnswer: boolean;
  failedCount: number;
}

/** So many of a store's newest orders are looked through for a good answer; it need not be sought among all of a day. */
const LOOKED_AT = 1_000;

/**
 * The stores whose POS fails right now: the newest word decides, and one good answer ends it. An order that failed
 * twice or more while others passed says nothing about its store. It begins with what failed, which is little, and asks
 * for good answers of those stores alone: it is read every two seconds, whatever number of orders passes meanwhile.
 */
export async function listFailingPos(
  db: Pick<Database, "orm">,
  args: { scope: Scope; now: LedgerNow; windowMs: number },
): Promise<FailingPos[]> {
  const from = momentOf(args.now, -args.windowMs);
  const rows = await db.orm.execute<FailingPos & Record<string, unknown>>(sql`
    with failed as materialized (
      select brand_id, location_id, r.at, r.outcome, received_at,
        coalesce(jsonb_typeof(r.evidence -> 'status') = 'number', false) as is_answer,
        count(*) over (partition by r.order_id) as failures
      from attempt_results r join orders on orders.id = r.order_id
      where r.at >= ${from} and r.outcome not in ('placed', 'refused')
        and ${inScope(args.scope, orders) ?? sql`true`}
    ), passes as (
      select location_id, (
        select max(passed.at) from (
          select id from orders where location_id = stores.location_id and received_at >= ${from} - interval '1 day'
          order by received_at desc, id desc limit ${LOOKED_AT}
        ) newest cross join lateral (
          select max(r.at) as at from attempt_results r
          where r.order_id = newest.id and r.outcome in ('placed', 'refused') and r.at >= ${from}
        ) passed
      ) as last_at
      from (select distinct location_id from failed) stores
    )
    select brand_id as "brandId", location_id as "locationId", min(at) as "sinceAt", max(at) as "lastAt",
      (array_agg(outcome order by at desc))[1] as outcome, (array_agg(is_answer order by at desc))[1] as "isAnswer",
      count(*)::int as "failedCount"
    from failed left join passes using (location_id)
    where at > coalesce(last_at, '-infinity')
      and not (failures >= 2 and coalesce(last_at >= received_at, false))
    group by 1, 2`);
  return rows.map((row) => ({ ...row, sinceAt: new Date(row.sinceAt), lastAt: new Date(row.lastAt) }));
}
