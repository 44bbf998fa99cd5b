import type { Row } from "postgres";
import type { Database } from "../client/client.ts";
import { LOCK_WAIT_MS } from "../client/gather.ts";
import { gathered } from "../client/gathered.ts";
import { attempts } from "../schema/attempt.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { isFinalState, orderKeys, orderPayloads, orders } from "../schema/order.ts";
import { toJsonText } from "../sql/json.ts";
import { columnsOf, joinRows, statement } from "../sql/rows.ts";
import { givenTime } from "../sql/time.ts";
import { actorText } from "./actor.ts";
import { detailOf } from "./events.ts";
import type { InsertOrderArgs, Order } from "./types.ts";
import { type Times, type WrittenOrder, writtenOrder } from "./written-order.ts";

/** Writes one order; the times that the database gave it, or null where it has one of its keys already. */
async function writeOne(db: Database, written: WrittenOrder): Promise<Times | null> {
  const { args, order, key, row, attempt, payload, heads, bodies } = written;
  const { dueInMs, giveUpInMs } = args.order;
  const [times] = await statement(db)`
    with t as (select coalesce(${givenTime(args.now)}::timestamptz, now()) as now), k as (
      insert into order_keys (${columnsOf(orderKeys)}) select ${columnsOf(orderKeys)}
      from t, jsonb_populate_record(null::order_keys,
        ${key}::jsonb || jsonb_build_object('created_at', t.now))
      where not exists (
        select from orders dead where dead.online_order_id = ${order.onlineOrderId}
          and dead.connection_id = ${order.connectionId} and dead.par_location_id = ${order.parLocationId}
          and dead.state in ('rejected', 'errored')
          and dead.id <> all(array(select json_array_elements_text(${JSON.stringify(args.retries ?? [])}::json))))
      on conflict do nothing returning order_id
    ), o as (
      insert into orders (${columnsOf(orders)}) select ${columnsOf(orders)}
      from t, jsonb_populate_record(null::orders,
        ${row}::jsonb || jsonb_build_object(
          'received_at', t.now, 'updated_at', t.now,
          'due_at', t.now + ${dueInMs}::float8 * interval '1 millisecond',
          'give_up_at', t.now + ${giveUpInMs}::float8 * interval '1 millisecond',
          'lease_until', t.now + ${args.attempt?.leaseMs ?? null}::float8 * interval '1 millisecond',
          'final_at', case when ${isFinalState(order.state)}::boolean then t.now end))
      where exists (select from k) on conflict do nothing
      returning id, received_at, updated_at, due_at, give_up_at, lease_until, final_at
    ), p as (
      insert into order_payloads (${columnsOf(orderPayloads)}) select ${columnsOf(orderPayloads)}
      from json_populate_recordset(null::order_payloads, ${payload}::json)
      where exists (select from o)
    ), a as (
      insert into attempts (${columnsOf(attempts)}) select ${columnsOf(attempts)}
      from t, jsonb_populate_record(null::attempts, ${attempt ?? "{}"}::jsonb
        || jsonb_build_object('started_at', t.now))
      where ${attempt !== null}::boolean and exists (select from o)
    ), x as (
      insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)}
      from json_populate_recordset(null::exchanges, ${heads}::json) where exists (select from o)
    ), b as (
      insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
      from json_populate_recordset(null::exchange_bodies, ${bodies}::json) where exists (select from o)
    ), e as (
      insert into order_events (order_id, at, kind, to_state, actor, detail)
      select id, received_at, ${args.event.kind}::text, ${order.state}::text, ${actorText(args.event.actor)}::text, ${detailOf(args.event)}::jsonb
      from o
    )
    select received_at as "receivedAt", updated_at as "updatedAt", due_at as "dueAt", give_up_at as "giveUpAt",
      lease_until as "leaseUntil", final_at as "finalAt" from o`;
  return times === undefined ? null : timesOf(times);
}

/** The texts are JSON already, and are put in as they are. */
function itemOf({ args, order, key, row, attempt }: WrittenOrder, seq: number): string {
  const { event, exchanges = [] } = args;
  const rest = {
    seq,
    entry: order.id,
    dead_connection: order.connectionId,
    dead_location: order.parLocationId,
    dead_online: order.onlineOrderId,
    may_be_dead: args.retries ?? [],
    due_in: args.order.dueInMs,
    give_up_in: args.order.giveUpInMs,
    lease: args.attempt?.leaseMs ?? null,
    is_final: isFinalState(order.state),
    given: givenTime(args.now),
    event_kind: event.kind,
    event_state: order.state,
    event_actor: actorText(event.actor),
    event_detail: detailOf(event),
    calls: exchanges.map(({ id }) => id),
  };
  return `{"key_row":${key},"order_row":${row},"attempt_row":${attempt},${toJsonText(rest).slice(1)}`;
}

/**
 * The same for several. Keys are taken in their order, and then, when all of them are, online order ids in theirs: each
 * process waits for those of others in one order. Of two equal keys the earlier one is written. Where an online order id
 * is taken, all of it is refused. The `offset` makes it look for each dead order by an index: as a join the whole table
 * is read.
 */
async function writeSeveral(db: Database, several: readonly WrittenOrder[]): Promise<(Times | null)[]> {
  db.onGroup("orders_gathered");
  const rows = await statement(db)`
    with t as (select set_config('lock_timeout', ${`${LOCK_WAIT_MS}ms`}, true) as lock_wait), g as materialized (
      select g.*, coalesce(given, now()) as moment, lock_wait
      from t, json_to_recordset(${`[${several.map(itemOf).join(",")}]`}::json) as g(
        seq int, entry text, key_row jsonb, order_row jsonb, attempt_row jsonb, dead_connection text,
        dead_location text, dead_online text, may_be_dead text[], due_in float8, give_up_in float8, lease float8,
        is_final boolean, given timestamptz, event_kind text, event_state text, event_actor text,
        event_detail text, calls text[])
    ), k as (
      insert into order_keys (${columnsOf(orderKeys)}) select ${columnsOf(orderKeys)}
      from g, jsonb_populate_record(null::order_keys, key_row || jsonb_build_object('created_at', moment))
      where not exists (
        select from orders dead where dead.online_order_id = dead_online
          and dead.connection_id = dead_connection and dead.par_location_id = dead_location
          and dead.state in ('rejected', 'errored') and dead.id <> all(may_be_dead) offset 0)
      order by connection_id, par_organization_id, par_location_id, request_uid, seq
      on conflict do nothing returning order_id
    ), o as (
      insert into orders (${columnsOf(orders)}) select ${columnsOf(orders)}
      from g, jsonb_populate_record(null::orders, order_row || jsonb_build_object(
        'received_at', moment, 'updated_at', moment,
        'due_at', moment + due_in * interval '1 millisecond',
        'give_up_at', moment + give_up_in * interval '1 millisecond',
        'lease_until', moment + lease * interval '1 millisecond',
        'final_at', case when is_final then moment end))
      where entry in (select order_id from k)
      order by connection_id, par_location_id, online_order_id
      on conflict do nothing
      returning id, received_at, updated_at, due_at, give_up_at, lease_until, final_at
    ), p as (
      insert into order_payloads (${columnsOf(orderPayloads)}) select ${columnsOf(orderPayloads)}
      from json_populate_recordset(null::order_payloads, ${joinRows(several.map(({ payload }) => payload))}::json)
      where order_id in (select id from o)
    ), a as (
      insert into attempts (${columnsOf(attempts)}) select ${columnsOf(attempts)}
      from g, jsonb_populate_record(null::attempts, attempt_row || jsonb_build_object('started_at', moment))
      where attempt_row is not null and entry in (select id from o)
    ), x as (
      insert into exchanges (${columnsOf(exchanges)}) select ${columnsOf(exchanges)}
      from json_populate_recordset(null::exchanges, ${joinRows(several.map(({ heads }) => heads))}::json)
      where id in (select unnest(calls) from g where entry in (select id from o))
    ), b as (
      insert into exchange_bodies (${columnsOf(exchangeBodies)}) select ${columnsOf(exchangeBodies)}
      from json_populate_recordset(null::exchange_bodies, ${joinRows(several.map(({ bodies }) => bodies))}::json)
      where exchange_id in (select unnest(calls) from g where entry in (select id from o))
    ), e as (
      insert into order_events (order_id, at, kind, to_state, actor, detail)
      select entry, moment, event_kind, event_state, event_actor, event_detail::jsonb
      from g where entry in (select id from o)
    )
    select id, received_at as "receivedAt", updated_at as "updatedAt", due_at as "dueAt",
      give_up_at as "giveUpAt", lease_until as "leaseUntil", final_at as "finalAt" from o`;
  db.onGroup("orders_committed");
  const times = new Map(rows.map((row) => [row.id, timesOf(row)]));
  return several.map(({ order }) => times.get(order.id) ?? null);
}

function timesOf({ receivedAt, updatedAt, dueAt, giveUpAt, leaseUntil, finalAt }: Row): Times {
  return { receivedAt, updatedAt, dueAt, giveUpAt, leaseUntil, finalAt };
}

const gatherOf = gathered<WrittenOrder, Times | null>((db) => ({
  write: async ([first, ...others]) => {
    if (first === undefined) return [];
    return others.length === 0 ? [await writeOne(db, first)] : await writeSeveral(db, [first, ...others]);
  },
  // Of equal calls the later one finds the key taken, by itself. Another call with the same online order is refused
  // only with all that is beside it.
  areApart: ({ order: one }, { order: other }) =>
    one.onlineOrderId !== null &&
    one.onlineOrderId === other.onlineOrderId &&
    one.parLocationId === other.parLocationId &&
    one.connectionId === other.connectionId &&
    (one.requestUid !== other.requestUid || one.parOrganizationId !== other.parOrganizationId),
  lengthOf: ({ key, row, payload, heads, bodies }) =>
    key.length + row.length + payload.length + heads.length + bodies.length,
}));

/**
 * Writes an order, together with others of its moment; null where its key is there already.
 * Rejects as dangling where its key was free and its online order id is another order's.
 */
export async function writeOrder(db: Database, args: InsertOrderArgs): Promise<Order | null> {
  const written = writtenOrder(db, args);
  const times = await gatherOf(db)(written);
  return times === null ? null : { ...written.order, ...times };
}
