import type { Database } from "../client/client.ts";
import { exchangeParameters, type NewExchange } from "../exchanges/exchanges.ts";
import { newId } from "../ids.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { isFinalState } from "../schema/order.ts";
import type { Outcome } from "../schema/vocabulary.ts";
import { toJsonText } from "../sql/json.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { columnsOf, statement } from "../sql/rows.ts";
import { givenTime, type LedgerNow } from "../sql/time.ts";
import { actorText } from "./actor.ts";
import { announce, detailOf } from "./events.ts";
import { type NewEvent, type OrderChange, PosOrderTakenError, type StoredAnswer } from "./types.ts";

export interface RecordResultArgs {
  orderId: string;
  attempt: number;
  worker: string;
  to: OrderChange;
  event: NewEvent;
  result: { outcome: Outcome; evidence: unknown };
  /** The final answer, when `to.state` is final. */
  answer: StoredAnswer | null;
  exchanges: readonly NewExchange[];
  now: LedgerNow;
}

/**
 * Records what became of an attempt, if it is still the order's current one (`hit`). Otherwise nothing is
 * written, and the caller keeps the evidence with `recordLateResult`. No order waits past its give-up time.
 * Throws PosOrderTakenError when the POS order id belongs to another order of the same POS account.
 */
export async function recordResult(db: Database, args: RecordResultArgs): Promise<{ hit: boolean }> {
  const { orderId, to, answer, event, now } = args;
  const { heads, bodies } = exchangeParameters(args.exchanges);
  try {
    const rows = await statement(db.sql)`
      with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), o as (
        update orders set state = ${to.state}, cause = ${to.cause}, pos_order_id = ${to.posOrderId},
          ambiguous = ${to.ambiguous}, absences = ${to.absences},
          due_at = case when ${to.dueInMs !== null}::boolean then greatest(t.now,
            least(t.now + ${to.dueInMs}::float8 * interval '1 millisecond', give_up_at)) end,
          final_at = case when ${isFinalState(to.state)}::boolean then t.now end,
          lease_owner = null, lease_until = null, updated_at = t.now
        from t where id = ${orderId} and attempt = ${args.attempt} and state = 'dispatching'
        returning id, t.now
      ), r as (
        insert into attempt_results (id, order_id, number, outcome, evidence, fenced, at)
        select ${newId("res")}::text, id, ${args.attempt}::int, ${args.result.outcome}::text, ${toJsonText(args.result.evidence)}::jsonb, false, now from o
      ), e as (
        insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
        select id, now, ${event.kind}::text, 'dispatching', ${to.state}::text, ${actorText(event.actor)}::text, ${detailOf(event)}::jsonb from o
      ), p as (
        update order_payloads set answer = ${answer?.body ?? null}, answer_status = ${answer?.status ?? null}
        where order_id in (select id from o) and ${answer !== null}::boolean
      ), x as (
        insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)}
        from json_populate_recordset(null::exchanges, ${heads}::json) where exists (select from o)
      ), b as (
        insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
        from json_populate_recordset(null::exchange_bodies, ${bodies}::json) where exists (select from o)
      )
      select id from o`;
    const hit = rows.length === 1;
    if (hit) announce(db, orderId, to.state);
    return { hit };
  } catch (error) {
    if (isTaken(error, "orders_pos_order")) throw new PosOrderTakenError(orderId, to.posOrderId);
    throw error;
  }
}

/** Keeps the evidence of an attempt that the order no longer waits for; changes nothing else. */
export async function recordLateResult(
  db: Database,
  args: Pick<RecordResultArgs, "orderId" | "attempt" | "worker" | "result" | "exchanges" | "now">,
): Promise<void> {
  const { orderId, result, now } = args;
  const { heads, bodies } = exchangeParameters(args.exchanges);
  const evidence = toJsonText(result.evidence);
  await statement(db.sql)`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), r as (
      insert into attempt_results (id, order_id, number, outcome, evidence, fenced, at)
      select ${newId("res")}::text, ${orderId}::text, ${args.attempt}::int, ${result.outcome}::text, ${evidence}::jsonb, true, now from t
    ), x as (
      insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)}
      from json_populate_recordset(null::exchanges, ${heads}::json) on conflict do nothing
    ), b as (
      insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
      from json_populate_recordset(null::exchange_bodies, ${bodies}::json) on conflict do nothing
    )
    insert into order_events (order_id, at, kind, actor, detail)
    select ${orderId}::text, now, 'late_result', ${args.worker}::text, ${toJsonText({ attempt: args.attempt, outcome: result.outcome })}::jsonb from t`;
}
