import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { actRecord } from "../audit/act.ts";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { orders } from "../schema/order.ts";
import { type Cause, unreachedCauses } from "../schema/vocabulary.ts";
import { toJsonText } from "../sql/json.ts";
import { givenTime, type LedgerNow, momentOf } from "../sql/time.ts";
import { type Actor, actorText } from "./actor.ts";
import { announce } from "./events.ts";
import type { Order, OrderChange } from "./types.ts";

/** How much of the queue a worker can serve now. */
export interface Capacity {
  /** Orders in all. */
  limit: number;
  /** Places that are left at stores whose calls are under way; 0 leaves a store's orders where they are. */
  freePlaces: ReadonlyMap<string, number>;
  /** Places at every other store. */
  placesPerStore: number;
  /** Connections that have their share of this worker already. */
  fullConnections: readonly string[];
}

/**
 * Takes due orders (`received` and `unknown`) for one worker by leasing them; rows that another worker is
 * taking at this moment are skipped, not waited for. Connections take turns, and so do the stores of each,
 * whatever their backlog; of one store those come first that have waited longest: since they were received, where they
 * were never tried or no connection was made, which no order can be the reason for; else since their next try was due,
 * so that orders which fail again and again hold up no other. State and attempt stay as they are:
 * `startAttempt` or `transitionOrder` decide, and end or replace the lease. A lease that runs out makes the
 * order due again.
 */
export async function claimDueOrders(
  db: Database,
  args: { now: LedgerNow; owner: string; leaseMs: number } & Capacity,
): Promise<Order[]> {
  const { now, owner, leaseMs, limit, placesPerStore, fullConnections } = args;
  const places = JSON.stringify([...args.freePlaces].map(([location_id, free]) => ({ location_id, free })));
  const rows = await db.sql<{ id: string }[]>`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), stores as (
      select o.connection_id, o.location_id, min(o.due_at) as due_at, coalesce(p.free, ${placesPerStore}) as free
      from orders o left join json_to_recordset(${places}::json) as p(location_id text, free int)
        on p.location_id = o.location_id
      where o.state in ('received', 'unknown') and o.due_at <= (select now from t)
        and (o.lease_until is null or o.lease_until <= (select now from t))
        and o.connection_id <> all(array(select json_array_elements_text(${JSON.stringify(fullConnections)}::json)))
        and coalesce(p.free, ${placesPerStore}) > 0
      group by o.connection_id, o.location_id, p.free
    ), turns as (
      select *, row_number() over (partition by connection_id order by due_at) as turn,
        greatest(1, ${limit}::int / count(*) over ()) as share
      from stores
      order by turn, due_at limit ${limit}
    ), due as (
      select d.id from turns cross join lateral (
        select o.id from orders o
        where o.connection_id = turns.connection_id and o.location_id = turns.location_id
          and o.state in ('received', 'unknown') and o.due_at <= (select now from t)
          and (o.lease_until is null or o.lease_until <= (select now from t))
        order by case when o.attempt = 0 or (o.state = 'received' and o.cause in ${db.sql(unreachedCauses)})
          then o.received_at else o.due_at end, o.id
        limit least(turns.free, turns.share) for update skip locked
      ) d
      order by turns.turn, d.id limit ${limit}
    )
    update orders set lease_owner = ${owner}, lease_until = t.now + ${leaseMs}::float8 * interval '1 millisecond',
      updated_at = t.now
    from t where id in (select id from due)
    returning id`;
  return await ordersOf(db, rows);
}

/** Whether an order that a worker has just claimed is past its give-up time: a claim stamps it with the ledger's time. */
export function isPastGiveUp({ updatedAt, giveUpAt }: Pick<Order, "updatedAt" | "giveUpAt">): boolean {
  return updatedAt >= giveUpAt;
}

/** Which of a store's waiting orders is taken. */
export type QueueEnd = "newest" | "oldest";

/**
 * Takes the one order of a store that its POS, being in doubt, is tried out with. That is one that was never tried,
 * whenever it is due: the newest or the oldest, as the caller says. Where there is none, it is one that failed
 * before and whose next try has been due for longest, the oldest of those that came due at once, as the orders of a
 * worker that died do. Null where there is none of either.
 */
export async function claimTrialOrder(
  db: Database,
  args: { locationId: LocationId; end: QueueEnd; now: LedgerNow; owner: string; leaseMs: number },
): Promise<Order | null> {
  const { locationId, end, now, owner, leaseMs } = args;
  const rows = await db.sql<{ id: string }[]>`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now)
    update orders set lease_owner = ${owner}, lease_until = t.now + ${leaseMs}::float8 * interval '1 millisecond',
      updated_at = t.now
    from t where id = (
      select id from orders
      where location_id = ${locationId} and state in ('received', 'unknown') and give_up_at > (select now from t)
        and (attempt = 0 or due_at <= (select now from t))
        and (lease_until is null or lease_until <= (select now from t))
      order by attempt > 0, case when attempt > 0 then due_at end,
        case when attempt = 0 and ${end === "newest"}::boolean then id end desc, id
      limit 1 for update skip locked
    )
    returning id`;
  const [order] = await ordersOf(db, rows);
  return order ?? null;
}

/**
 * Gives a claimed order back without a word in its history: nothing was found out about it, it only waits, for `cause`,
 * and not past the give-up time, unless that has come already. Does nothing where another worker has it by now.
 */
export async function putOffOrder(
  db: Database,
  args: { orderId: string; owner: string; cause: Cause | null; dueInMs: number; now: LedgerNow },
): Promise<void> {
  const { orderId, owner, cause, dueInMs, now } = args;
  const at = momentOf(now);
  const dueAt = momentOf(now, dueInMs);
  await db.orm
    .update(orders)
    .set({
      cause,
      dueAt: sql`case when ${orders.giveUpAt} > ${at} then least(${dueAt}, ${orders.giveUpAt}) else ${dueAt} end`,
      leaseOwner: null,
      leaseUntil: null,
      updatedAt: at,
    })
    .where(
      and(
        eq(orders.id, orderId),
        eq(orders.leaseOwner, owner),
        inArray(orders.state, ["received", "unknown"]),
      ),
    );
}

/**
 * Makes the orders due that wait for a store's POS to come back. Only those that never reached it: what is in
 * doubt keeps its quiet period.
 */
export async function bringForwardOrders(
  db: Database,
  args: { locationId: LocationId; now: LedgerNow },
): Promise<void> {
  const at = momentOf(args.now);
  await db.orm
    .update(orders)
    .set({ dueAt: at })
    .where(and(eq(orders.locationId, args.locationId), eq(orders.state, "received"), gt(orders.dueAt, at)));
}

/**
 * Makes one order due that waits for its next step, because a person asked for it. The step is the dispatcher's as
 * ever: this starts no attempt. Fenced by what the order was, and by the lease of a worker that has it.
 * @returns false where it does not stand there any more, is due already, or a worker has it
 */
export async function bringForwardOrder(
  db: Database,
  args: {
    orderId: string;
    expectState: "received" | "unknown";
    expectAttempt: number;
    expectAbsences: number;
    actor: Actor;
    note: string | null;
    now: LedgerNow;
  },
): Promise<boolean> {
  const { orderId, expectState, expectAttempt, expectAbsences, actor, note, now } = args;
  const rows = await db.sql`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), o as (
      update orders set due_at = t.now, updated_at = t.now
      from t where id = ${orderId} and state = ${expectState} and attempt = ${expectAttempt}
        and absences = ${expectAbsences} and due_at > t.now and (lease_until is null or lease_until <= t.now)
      returning id, state, t.now
    ) ${actRecord(db, { action: "order_brought_forward", by: actor, detail: {} })}
    insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
    select id, now, 'brought_forward', state, state, ${actorText(actor)}::text, ${toJsonText({ note })}::jsonb from o
    returning order_id`;
  return rows.length === 1;
}

async function ordersOf(db: Database, rows: readonly { id: string }[]): Promise<Order[]> {
  if (rows.length === 0) return [];
  return await db.orm
    .select()
    .from(orders)
    .where(
      inArray(
        orders.id,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(orders.id));
}

/**
 * Moves orders whose attempt outlived its lease to where `to` says: their worker is dead or stopped, so what
 * the POS did is unknown. They are due at once, before all others. Returns them as they are afterwards.
 */
export async function expireLeases(
  db: Database,
  args: {
    now: LedgerNow;
    actor: Actor;
    to: Pick<OrderChange, "state" | "cause" | "ambiguous" | "absences">;
    limit: number;
  },
): Promise<Order[]> {
  const { now, actor, to, limit } = args;
  const rows = await db.sql<{ id: string }[]>`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), late as (
      select id, attempt, lease_owner from orders
      where state = 'dispatching' and lease_until <= (select now from t)
      order by lease_until limit ${limit} for update skip locked
    ), o as (
      update orders set state = ${to.state}, cause = ${to.cause}, ambiguous = ${to.ambiguous}, absences = ${to.absences},
        due_at = 'epoch', lease_owner = null, lease_until = null, updated_at = t.now
      from late, t where orders.id = late.id
      returning orders.id, orders.attempt, late.lease_owner, t.now
    ), e as (
      insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      select id, now, 'lease_expired', 'dispatching', ${to.state}::text, ${actorText(actor)}::text,
        jsonb_build_object('attempt', attempt, 'worker', lease_owner) from o
    )
    select id from o`;
  for (const row of rows) announce(db, row.id, to.state);
  return await ordersOf(db, rows);
}
