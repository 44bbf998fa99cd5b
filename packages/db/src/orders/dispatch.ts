import { eq, getTableColumns, sql } from "drizzle-orm";
import { actRecord } from "../audit/act.ts";
import { type Database, prepared } from "../client/client.ts";
import { newId } from "../ids.ts";
import { isFinalState, type OrderState, orders } from "../schema/order.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { givenTime, type LedgerNow } from "../sql/time.ts";
import { type Actor, actorText } from "./actor.ts";
import { announce, detailOf } from "./events.ts";
import {
  type NewEvent,
  type Order,
  type OrderChange,
  PosOrderTakenError,
  type PosVia,
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
  /** What it is sent by. */
  via: PosVia;
  leaseMs: number;
  now: LedgerNow;
}

/**
 * Begins the next attempt of an order that stands where the caller thinks it does: counts it, leases it and
 * writes its row and event. Only after this has returned a row may a byte go to the POS. Null = the order
 * has moved on, so nothing may be sent.
 */
export async function startAttempt(db: Database, args: StartAttemptArgs): Promise<Order | null> {
  const { orderId, expectState, expectAttempt, expectOwner = null, worker, actor } = args;
  const { note = null, leaseMs, now, via } = args;
  const rows = await db.sql`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), o as (
      update orders set state = 'dispatching', attempt = attempt + 1, absences = 0, cause = null, due_at = null,
        pos_link = ${via.posLink}, pos_account = ${via.posAccount},
        lease_owner = ${worker}, lease_until = t.now + ${leaseMs}::float8 * interval '1 millisecond', updated_at = t.now
      from t where id = ${orderId} and state = ${expectState} and attempt = ${expectAttempt}
        and lease_owner is not distinct from ${expectOwner}
      returning id, attempt, pos_reference, t.now
    ), a as (
      insert into attempts (id, order_id, number, reference, started_at, worker, pos_link)
      select ${newId("att")}::text, id, attempt, pos_reference, now, ${worker}::text, ${via.posLink}::text from o
    ), e as (
      insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      select id, now, 'attempt_started', ${expectState}::text, 'dispatching', ${actorText(actor)}::text,
        jsonb_strip_nulls(jsonb_build_object('attempt', attempt, 'note', ${note}::text)) from o
    ) ${actRecord(db, { action: "order_resent", by: actor, detail: { attempt: expectAttempt + 1, state: { from: expectState, to: "dispatching" } } })}
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
  now: LedgerNow;
}

/** A person's decision about an order, for the audit. */
function decisionOf({ event, expectState, to }: TransitionOrderArgs): Parameters<typeof actRecord>[1] {
  const action = event.kind === "confirmed_absent" ? "order_confirmed_absent" : "order_confirmed_placed";
  const found = to.posOrderId === null ? {} : { posOrderId: to.posOrderId };
  return { action, by: event.actor, detail: { state: { from: expectState, to: to.state }, ...found } };
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
      with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), o as (
        update orders set state = ${to.state}, cause = ${to.cause}, pos_order_id = ${to.posOrderId},
          ambiguous = ${to.ambiguous}, absences = ${to.absences},
          due_at = t.now + ${to.dueInMs}::float8 * interval '1 millisecond',
          final_at = case when ${isFinalState(to.state)}::boolean then t.now end,
          lease_owner = null, lease_until = null, updated_at = t.now
        from t where id = ${orderId} and state = ${expectState} and attempt = ${expectAttempt}
          and lease_owner is not distinct from ${expectOwner}
        returning id, t.now
      ), e as (
        insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
        select id, now, ${event.kind}::text, ${expectState}::text, ${to.state}::text, ${actorText(event.actor)}::text, ${detailOf(event)}::jsonb from o
      ), p as (
        update order_payloads set answer = ${answer?.body ?? null}, answer_status = ${answer?.status ?? null}
        where order_id in (select id from o) and ${answer !== null}::boolean
      ) ${actRecord(db, decisionOf(args))}
      select id from o`;
    if (rows.length === 0) return null;
    announce(db, orderId, to.state);
    return await orderById(db, orderId);
  } catch (error) {
    if (isTaken(error, "orders_pos_order")) throw new PosOrderTakenError(orderId, to.posOrderId);
    throw error;
  }
}
