import { and, asc, inArray, isNull, lte, or } from "drizzle-orm";
import type { Database } from "../client.ts";
import { toJsonText } from "../json.ts";
import { orders } from "../schema/order.ts";
import { announce } from "./events.ts";
import type { Order, OrderChange } from "./types.ts";

/**
 * Takes due orders (`received` and `unknown`) for one worker by leasing them; rows that another worker is
 * taking at this moment are skipped, not waited for. State and attempt stay as they are: `startAttempt` or
 * `transitionOrder` decide, and end or replace the lease. A lease that runs out makes the order due again.
 */
export async function claimDueOrders(
  db: Database,
  args: { now: Date; owner: string; leaseUntil: Date; limit: number },
): Promise<Order[]> {
  const { now, owner, leaseUntil, limit } = args;
  return await db.orm.transaction(async (tx) => {
    const due = await tx
      .select({ id: orders.id })
      .from(orders)
      .where(
        and(
          inArray(orders.state, ["received", "unknown"]),
          lte(orders.dueAt, now),
          or(isNull(orders.leaseUntil), lte(orders.leaseUntil, now)),
        ),
      )
      .orderBy(asc(orders.dueAt), asc(orders.id))
      .limit(limit)
      .for("update", { skipLocked: true });
    if (due.length === 0) return [];
    const ids = due.map((order) => order.id);
    return await tx
      .update(orders)
      .set({ leaseOwner: owner, leaseUntil, updatedAt: now })
      .where(inArray(orders.id, ids))
      .returning();
  });
}

/** When the next order falls due, or null when none waits: how long a dispatcher may sleep. */
export async function nextDueAt(db: Database): Promise<Date | null> {
  const [row] = await db.orm
    .select({ dueAt: orders.dueAt })
    .from(orders)
    .where(inArray(orders.state, ["received", "unknown"]))
    .orderBy(asc(orders.dueAt))
    .limit(1);
  return row?.dueAt ?? null;
}

/**
 * Moves orders whose attempt outlived its lease to where `to` says: their worker is dead or stopped, so what
 * the POS did is unknown. Returns them as they are afterwards.
 */
export async function expireLeases(
  db: Database,
  args: { now: Date; actor: string; to: OrderChange; limit: number },
): Promise<Order[]> {
  const { now, actor, to, limit } = args;
  const rows = await db.sql<{ id: string }[]>`
    with late as (
      select id, attempt, lease_owner from orders
      where state = 'dispatching' and lease_until <= ${now}
      order by lease_until limit ${limit} for update skip locked
    ), o as (
      update orders set state = ${to.state}, cause = ${to.cause}, ambiguous = ${to.ambiguous}, absences = ${to.absences},
        due_at = ${to.dueAt}, final_at = ${to.finalAt}, lease_owner = null, lease_until = null, updated_at = ${now}
      from late where orders.id = late.id
      returning orders.id, orders.attempt, late.lease_owner
    ), e as (
      insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      select id, ${now}::timestamptz, 'lease_expired', 'dispatching', ${to.state}::text, ${actor}::text,
        jsonb_build_object('attempt', attempt, 'worker', lease_owner) from o
    )
    select id from o`;
  if (rows.length === 0) return [];
  for (const row of rows) announce(db, row.id, to.state);
  return await db.orm
    .select()
    .from(orders)
    .where(
      inArray(
        orders.id,
        rows.map((row) => row.id),
      ),
    );
}

/** Writes an event about an order that changes nothing, e.g. a conflicting repeat of it. */
export async function insertOrderEvent(
  db: Database,
  args: { orderId: string; event: { kind: string; actor: string; detail?: unknown }; now: Date },
): Promise<void> {
  const { orderId, event, now } = args;
  await db.sql`
    insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
    select id, ${now}, ${event.kind}, state, state, ${event.actor}, ${toJsonText(event.detail ?? null)}::jsonb
    from orders where id = ${orderId}`;
}
