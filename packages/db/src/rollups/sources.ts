import { type SQL, sql } from "drizzle-orm";
import { bucketOf } from "./histogram.ts";

// What is counted, once for those who write it down and once for those who read what is not written yet.

/** Calls as they are counted, one row each, of the exchanges that a condition names. */
export function callsWhere(condition: SQL): SQL {
  return sql`
    select at, brand_id, location_id, connection_id, direction, operation, status, left(code, 60) as code,
      ${bucketOf(sql`duration_us`)} as bucket
    from exchanges where ${condition}`;
}

/** Steps of orders as they are counted, one row each, of the events that a condition names. */
export function stepsWhere(condition: SQL): SQL {
  return sql`
    select e.at, o.brand_id, o.location_id, o.currency, s.step, o.grand_total_cents as cents
    from order_events e join orders o on o.id = e.order_id
    cross join lateral (values
      ('received', e.from_state is null and e.to_state is not null),
      ('placed', e.to_state = 'placed' and e.from_state is distinct from 'placed'),
      ('not_placed', e.to_state in ('rejected', 'errored') and e.from_state is distinct from e.to_state)
    ) s(step, happened)
    where s.happened and ${condition}`;
}
