import type { Database } from "../client/client.ts";
import type { OrderState } from "../schema/order.ts";
import { toJsonText } from "../sql/json.ts";
import { givenTime, type LedgerNow } from "../sql/time.ts";
import { actorText } from "./actor.ts";
import type { NewEvent } from "./types.ts";

/** An event's detail as a JSON parameter. */
export function detailOf(event: NewEvent): string | null {
  return event.detail === undefined || event.detail === null ? null : toJsonText(event.detail);
}

/** Tells of an order's state after its commit, unless the database did so with it: see migration 0002. */
export function announce(db: Database, orderId: string, state: OrderState): void {
  if (state !== "received" && state !== "unknown") db.announceOrder(orderId);
}

/**
 * Writes an event about an order that changes nothing, e.g. a conflicting repeat of it.
 * @param args.atMost of this kind for one order: more of them say nothing more
 */
export async function insertOrderEvent(
  db: Database,
  args: { orderId: string; event: NewEvent; now: LedgerNow; atMost?: number },
): Promise<void> {
  const { orderId, event, now, atMost = null } = args;
  await db.sql`
    insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
    select id, coalesce(${givenTime(now)}::timestamptz, now()), ${event.kind}, state, state, ${actorText(event.actor)}, ${toJsonText(event.detail ?? null)}::jsonb
    from orders where id = ${orderId} and (${atMost}::int is null
      or (select count(*) from order_events where order_id = ${orderId} and kind = ${event.kind}) < ${atMost}::int)`;
}
