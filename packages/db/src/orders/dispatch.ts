import { eq, getTableColumns, sql } from "drizzle-orm";
import { type Database, prepared } from "../client/client.ts";
import { newId } from "../ids.ts";
import { type OrderState, orders } from "../schema/order.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { type Actor, actorText } from "./actor.ts";
import { announce, detailOf } from "./events.ts";
import {
  type NewEvent,
  type Order,
  type OrderChange,
  PosOrderTakenError,
  type StoredAnswer,
} from "./types.ts";

export interface StartAttemptArgs {
  orderId: string;
  expectState: OrderState;
  expectAttempt: number;
  /** Whose lease it was; null, as by default: nobody's. Another worker's claim fences this one. */
  expectOwner?: string | null;
  worker: string;
  /** Who wanted it: the worker itself, or a person. */
  actor: Actor;
  /** Why, as the operator wrote it; kept with the event. */
  note?: string | undefined;
  leaseUntil: Date;
  now: Date;
}

/**
 * Begins the next attempt of an order that stands where the caller thinks it does: counts it, leases it and
 * writes its row and event. Only after this has returned a row may a byte go to the POS. Null = the order
 * has moved on, so nothing may be sent.
 */
export async function startAttempt(db: Database, args: StartAttemptArgs): Promise<Order | null> {
  const { orderId, expectState, expectAttempt, expectOwner = null, worker, actor } = args;
  const { note = null, leaseUntil, now } = args;
  const rows = await db.sql`
    with o as (
      update orders set state = 'dispatching', attempt = attempt + 1, absences = 0, cause = null, due_at = null,
        lease_owner = ${worker}, lease_until = ${leaseUntil}, updated_at = ${now}
      where id = ${orderId} and state = ${expectState} and attempt = ${expectAttempt}
        and lease_owner is not distinct from ${expectOwner}
      returning id, attempt, pos_reference
    ), a as (
      insert into attempts (id, order_id, number, reference, started_at, worker)
      select ${newId("att")}::text, id, attempt, pos_reference, ${now}::timestamptz, ${worker}::text from o
    ), e as (
      insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      select id, ${now}::timestamptz, 'attempt_started', ${expectState}::text, 'dispatching', ${actorText(actor)}::text,
        jsonb_strip_nulls(jsonb_build_object('attempt', attempt, 'note', ${note}::text)) from o
    )
    select id from o`;
  if (rows.length === 0) return null;
  announce(db, orderId, "dispatching");
  return await orderById(db, orderId);
}

const findById = prepared("order_by_id", (orm, name) =>
  orm
    .select(getTableColumns(orders))
    .from(orders)
    .where(eq(orders.id, sql.placeholder("id")))
    .prepare(name),
);

async function orderById(db: Database, id: string): Promise<Order | null> {
  const [order] = await findById(db).execute({ id });
  return order ?? null;
}

export interface TransitionOrderArgs {
  orderId: string;
  expectState: OrderState;
  expectAttempt: number;
  /** As in `startAttempt`. */
  expectOwner?: string | null;
  to: OrderChange;
  event: NewEvent;
  /** The final answer, when `to.state` is final. */
  answer?: StoredAnswer | null;
  now: Date;
}

/**
 * Any other change of state: recovery, give-up, a person's decision. Ends the lease. Null = the order no
 * longer stands where the caller thinks, and nothing was written.
 */
export async function transitionOrder(db: Database, args: TransitionOrderArgs): Promise<Order | null> {
  const { orderId, expectState, expectAttempt, expectOwner = null, to, event, now } = args;
  const answer = args.answer ?? null;
  try {
    const rows = await db.sql`
      with o as (
        update orders set state = ${to.state}, cause = ${to.cause}, pos_order_id = ${to.posOrderId},
          ambiguous = ${to.ambiguous}, absences = ${to.absences}, due_at = ${to.dueAt}, final_at = ${to.finalAt},
          lease_owner = null, lease_until = null, updated_at = ${now}
        where id = ${orderId} and state = ${expectState} and attempt = ${expectAttempt}
          and lease_owner is not distinct from ${expectOwner}
        returning id
      ), e as (
        insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
        select id, ${now}::timestamptz, ${event.kind}::text, ${expectState}::text, ${to.state}::text, ${actorText(event.actor)}::text, ${detailOf(event)}::jsonb from o
      ), p as (
        update order_payloads set answer = ${answer?.body ?? null}, answer_status = ${answer?.status ?? null}
        where order_id in (select id from o) and ${answer !== null}::boolean
      )
      select id from o`;
    if (rows.length === 0) return null;
    announce(db, orderId, to.state);
    return await orderById(db, orderId);
  } catch (error) {
    if (isTaken(error, "orders_pos_order")) throw new PosOrderTakenError(orderId, to.posOrderId);
    throw error;
  }
}
