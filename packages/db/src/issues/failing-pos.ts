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

/**
 * The stores whose POS fails right now: the newest word decides, and one good answer ends it. An order that failed
 * twice or more while others passed says nothing about its store.
 */
export async function listFailingPos(
  db: Pick<Database, "orm">,
  args: { scope: Scope; now: LedgerNow; windowMs: number },
): Promise<FailingPos[]> {
  const rows = await db.orm.execute<FailingPos & Record<string, unknown>>(sql`
    with ends as (
      select brand_id, location_id, r.at, r.outcome, received_at,
        r.outcome in ('placed', 'refused') as has_passed,
        coalesce(jsonb_typeof(r.evidence -> 'status') = 'number', false) as is_answer,
        count(*) filter (where r.outcome not in ('placed', 'refused')) over (partition by r.order_id) as failures
      from attempt_results r join orders on orders.id = r.order_id
      where r.at >= ${momentOf(args.now, -args.windowMs)} and ${inScope(args.scope, orders) ?? sql`true`}
    ), passes as (
      select location_id, max(at) as last_at from ends where has_passed group by location_id
    )
    select brand_id as "brandId", location_id as "locationId", min(at) as "sinceAt", max(at) as "lastAt",
      (array_agg(outcome order by at desc))[1] as outcome, (array_agg(is_answer order by at desc))[1] as "isAnswer",
      count(*)::int as "failedCount"
    from ends left join passes using (location_id)
    where not has_passed and at > coalesce(last_at, '-infinity')
      and not (failures >= 2 and coalesce(last_at >= received_at, false))
    group by 1, 2`);
  return rows.map((row) => ({ ...row, sinceAt: new Date(row.sinceAt), lastAt: new Date(row.lastAt) }));
}
