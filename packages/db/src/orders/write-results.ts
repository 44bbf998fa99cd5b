import type { Database } from "../client/client.ts";
import { LOCK_WAIT_MS } from "../client/gather.ts";
import { gathered } from "../client/gathered.ts";
import { exchangeParameters } from "../exchanges/exchanges.ts";
import { newId } from "../ids.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { isFinalState } from "../schema/order.ts";
import { toJsonText } from "../sql/json.ts";
import { columnsOf, joinRows, statement } from "../sql/rows.ts";
import { givenTime } from "../sql/time.ts";
import { actorText } from "./actor.ts";
import { detailOf } from "./events.ts";
import { decidedColumns } from "./stored-answer.ts";
import type { RecordResultArgs } from "./types.ts";

/** A result, and its exchanges as the statements read them. */
interface Written {
  args: RecordResultArgs;
  row: ReturnType<typeof rowOf>;
  heads: string;
  bodies: string;
}

/** Writes one result; whether its attempt was still its order's current one. */
async function writeOne(db: Database, { args, row, heads, bodies }: Written): Promise<boolean> {
  const { orderId, to, event, now } = args;
  const rows = await statement(db)`
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
      insert into attempt_results (id, order_id, number, outcome, evidence, fenced, at, answer)
      select ${row.result_id}::text, id, ${args.attempt}::int, ${args.result.outcome}::text, ${row.evidence}::jsonb, false, now,
        decode(${row.answer_packed}::text, 'hex') from o
    ), e as (
      insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      select id, now, ${event.kind}::text, 'dispatching', ${to.state}::text, ${row.actor}::text, ${row.detail}::jsonb from o
    ), p as (
      update order_payloads set answer = ${row.answer}, answer_status = ${row.answer_status}
      where order_id in (select id from o) and ${row.answer_status !== null}::boolean
    ), x as (
      insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)}
      from json_populate_recordset(null::exchanges, ${heads}::json) where exists (select from o)
    ), b as (
      insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
      from json_populate_recordset(null::exchange_bodies, ${bodies}::json) where exists (select from o)
    )
    select id from o`;
  return rows.length === 1;
}

function rowOf(db: Database, { orderId, attempt, to, event, ...args }: RecordResultArgs) {
  const { packed, body, status, evidence } = decidedColumns(db, {
    answer: args.answer,
    evidence: args.result.evidence,
  });
  return {
    order_id: orderId,
    number: attempt,
    state: to.state,
    cause: to.cause,
    pos_order_id: to.posOrderId,
    ambiguous: to.ambiguous,
    absences: to.absences,
    due_in_ms: to.dueInMs,
    is_final: isFinalState(to.state),
    at: givenTime(args.now),
    result_id: newId("res"),
    outcome: args.result.outcome,
    evidence,
    kind: event.kind,
    actor: actorText(event.actor),
    detail: detailOf(event),
    answer: body,
    answer_status: status,
    answer_packed: packed,
    exchange_ids: args.exchanges.map(({ id }) => id),
  };
}

/**
 * The same for several: most of a statement's time is its beginning, for one order as for sixteen. They are named
 * by an array, too, so that no plan reads more of `orders` than them, and sorted, so that processes lock the ones that
 * both have in one order.
 */
async function writeSeveral(db: Database, results: readonly Written[]): Promise<boolean[]> {
  const sorted = results.toSorted((a, b) => (a.args.orderId < b.args.orderId ? -1 : 1));
  const given = toJsonText(sorted.map(({ row }) => row));
  const heads = joinRows(results.map(({ heads }) => heads));
  const bodies = joinRows(results.map(({ bodies }) => bodies));
  db.onGroup("results_gathered");
  const rows = await statement(db)`
    with t as (select set_config('lock_timeout', ${`${LOCK_WAIT_MS}ms`}, true) as lock_wait), g as materialized (
      select g.*, coalesce(g.at, now()) as now, lock_wait
      from t, json_to_recordset(${given}::json) as g(
        order_id text, number int, state text, cause text, pos_order_id text, ambiguous boolean, absences int,
        due_in_ms float8, is_final boolean, at timestamptz, result_id text, outcome text, evidence text,
        kind text, actor text, detail text, answer text, answer_status int, answer_packed text, exchange_ids text[])
    ), o as (
      update orders set state = g.state, cause = g.cause, pos_order_id = g.pos_order_id,
        ambiguous = g.ambiguous, absences = g.absences,
        due_at = case when g.due_in_ms is not null then greatest(g.now,
          least(g.now + g.due_in_ms * interval '1 millisecond', give_up_at)) end,
        final_at = case when g.is_final then g.now end,
        lease_owner = null, lease_until = null, updated_at = g.now
      from g where id = any(array(select order_id from g)) and id = g.order_id
        and orders.attempt = g.number and orders.state = 'dispatching'
      returning g.*
    ), r as (
      insert into attempt_results (id, order_id, number, outcome, evidence, fenced, at, answer)
      select result_id, order_id, number, outcome, evidence::jsonb, false, now, decode(answer_packed, 'hex') from o
    ), e as (
      insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      select order_id, now, kind, 'dispatching', state, actor, detail::jsonb from o
    ), p as (
      update order_payloads set answer = o.answer, answer_status = o.answer_status
      from o where order_payloads.order_id = any(array(select order_id from g))
        and order_payloads.order_id = o.order_id and o.answer_status is not null
    ), x as (
      insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)}
      from json_populate_recordset(null::exchanges, ${heads}::json)
      where id in (select unnest(exchange_ids) from o)
    ), b as (
      insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
      from json_populate_recordset(null::exchange_bodies, ${bodies}::json)
      where exchange_id in (select unnest(exchange_ids) from o)
    )
    select order_id as "orderId" from o`;
  db.onGroup("results_committed");
  const hits = new Set(rows.map((row) => row.orderId));
  return results.map(({ args }) => hits.has(args.orderId));
}

const gatherOf = gathered<Written, boolean>((db) => ({
  write: async ([first, ...others]) => {
    if (first === undefined) return [];
    return others.length === 0 ? [await writeOne(db, first)] : await writeSeveral(db, [first, ...others]);
  },
  areApart: (one, other) => one.args.orderId === other.args.orderId,
  lengthOf: ({ row, heads, bodies }) =>
    heads.length +
    bodies.length +
    row.evidence.length +
    (row.answer_packed?.length ?? 0) +
    (row.answer?.length ?? 0),
}));

/** Writes a result, together with others of its moment: whether its attempt was still its order's current one. */
export async function writeResult(db: Database, args: RecordResultArgs): Promise<boolean> {
  // Built before it is gathered: what cannot be written fails by itself.
  return await gatherOf(db)({ args, row: rowOf(db, args), ...exchangeParameters(db, args.exchanges) });
}
