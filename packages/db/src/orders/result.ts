import { and, asc, desc, eq, exists } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchangeParameters } from "../exchanges/exchanges.ts";
import { newId } from "../ids.ts";
import { attemptResults } from "../schema/attempt.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { type OrderState, orders } from "../schema/order.ts";
import { toJsonText } from "../sql/json.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { columnsOf, statement } from "../sql/rows.ts";
import { givenTime } from "../sql/time.ts";
import { announce } from "./events.ts";
import { evidenceText } from "./evidence.ts";
import { answerColumns, readEvidence } from "./stored-answer.ts";
import {
  type AttemptResult,
  type Order,
  PosOrderTakenError,
  type RecordResultArgs,
  type StoredAnswer,
} from "./types.ts";
import { writeResult } from "./write-results.ts";

/**
 * Records what became of an attempt, if it is still the order's current one (`hit`). Otherwise nothing is
 * written, and the caller keeps the evidence with `recordLateResult`. No order waits past its give-up time.
 * Throws PosOrderTakenError when the POS order id belongs to another order of the same POS account.
 */
export async function recordResult(db: Database, args: RecordResultArgs): Promise<{ hit: boolean }> {
  const { orderId, to } = args;
  try {
    const hit = await writeResult(db, args);
    if (hit) announce(db, orderId, to.state);
    return { hit };
  } catch (error) {
    if (isTaken(error, "orders_pos_order")) throw new PosOrderTakenError(orderId, to.posOrderId);
    throw error;
  }
}

/** A late word that the POS has the order, under our own reference. */
export interface LateProof {
  /** The states in which it settles the order. */
  from: readonly OrderState[];
  posOrderId: string;
  /** The final answer. */
  answer: StoredAnswer;
  /** From the give-up time on the order may have been taken back at its POS: then the word proves nothing. */
  mayBeVoided: boolean;
}

export type RecordLateResultArgs = Pick<
  RecordResultArgs,
  "orderId" | "attempt" | "worker" | "result" | "exchanges" | "now"
> & { proof: LateProof | null };

/**
 * Keeps the evidence of an attempt that the order no longer waits for. Where it proves that the POS has the order,
 * the order is settled with it (`settled`), whoever owns it by now: what that worker finds out is then late itself.
 * A final order never changes.
 * Throws PosOrderTakenError when the POS order id belongs to another order of the same POS account.
 */
export async function recordLateResult(
  db: Database,
  args: RecordLateResultArgs,
): Promise<{ settled: boolean }> {
  const { orderId, proof } = args;
  try {
    const rows = await writeLateResult(db, args);
    const settled = rows.length === 1;
    if (settled) announce(db, orderId, "placed");
    return { settled };
  } catch (error) {
    if (isTaken(error, "orders_pos_order")) throw new PosOrderTakenError(orderId, proof?.posOrderId ?? null);
    throw error;
  }
}

async function writeLateResult(db: Database, args: RecordLateResultArgs) {
  const { orderId, result, now, proof } = args;
  const { heads, bodies } = exchangeParameters(db, args.exchanges);
  const answer = answerColumns(db, proof?.answer ?? null);
  const evidence = evidenceText(db, result.evidence);
  const detail = toJsonText({ attempt: args.attempt, outcome: result.outcome, late: true });
  return await statement(db)`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), was as (
      select id, state, t.now from orders, t
      where id = ${orderId} and state = any(array(select json_array_elements_text(${JSON.stringify(proof?.from ?? [])}::json)))
        and not (${proof?.mayBeVoided ?? true}::boolean and give_up_at <= t.now)
      for update of orders
    ), o as (
      update orders set state = 'placed', cause = null, pos_order_id = ${proof?.posOrderId ?? null}, due_at = null,
        final_at = was.now, lease_owner = null, lease_until = null, updated_at = was.now
      from was where orders.id = was.id
      returning orders.id, was.state as from_state
    ), p as (
      update order_payloads set answer = ${answer.body}, answer_status = ${answer.status}
      where order_id in (select id from o) and ${answer.status !== null}::boolean
    ), r as (
      insert into attempt_results (id, order_id, number, outcome, evidence, fenced, at, answer)
      select ${newId("res")}::text, ${orderId}::text, ${args.attempt}::int, ${result.outcome}::text, ${evidence}::jsonb,
        not exists (select from o), now,
        case when exists (select from o) then decode(${answer.packed}::text, 'hex') end from t
    ), e as (
      insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      select ${orderId}::text, now, case when o.id is null then 'late_result' else 'placed' end, o.from_state,
        case when o.id is not null then 'placed' end, ${args.worker}::text, ${detail}::jsonb
      from t left join o on true
    ), x as (
      insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)}
      from json_populate_recordset(null::exchanges, ${heads}::json) on conflict do nothing
    ), b as (
      insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
      from json_populate_recordset(null::exchange_bodies, ${bodies}::json) on conflict do nothing
    )
    select id from o`;
}

/** How the last try ended that its order waited for; null where none has. */
export async function findLastResult(
  db: Database,
  orderId: string,
): Promise<Pick<AttemptResult, "outcome" | "evidence"> | null> {
  const [row] = await db.orm
    .select({
      outcome: attemptResults.outcome,
      evidence: attemptResults.evidence,
      answer: attemptResults.answer,
    })
    .from(attemptResults)
    .where(and(eq(attemptResults.orderId, orderId), eq(attemptResults.fenced, false)))
    .orderBy(desc(attemptResults.at), desc(attemptResults.id))
    .limit(1);
  return row === undefined ? null : { outcome: row.outcome, evidence: await readEvidence(db, row) };
}

/** A placing that its order did not wait for any more, and that has not settled it. */
const isUnheeded = and(
  eq(attemptResults.orderId, orders.id),
  eq(attemptResults.outcome, "placed"),
  eq(attemptResults.fenced, true),
);

/** The evidence of the last late word that the POS has this order, or null where there is none. */
export async function findLatePlacing(db: Database, orderId: string): Promise<unknown> {
  const [row] = await db.orm
    .select({ evidence: attemptResults.evidence })
    .from(attemptResults)
    .innerJoin(orders, isUnheeded)
    .where(eq(orders.id, orderId))
    .orderBy(desc(attemptResults.at), desc(attemptResults.id))
    .limit(1);
  return row?.evidence ?? null;
}

/** Orders that wait for a person although a late word says that their POS has them; the longest waiting first. */
export async function listLatePlaced(db: Database, args: { limit: number }): Promise<Order[]> {
  return await db.orm
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.state, "attention"),
        exists(db.orm.select({ id: attemptResults.id }).from(attemptResults).where(isUnheeded)),
      ),
    )
    .orderBy(asc(orders.receivedAt), asc(orders.id))
    .limit(args.limit);
}
