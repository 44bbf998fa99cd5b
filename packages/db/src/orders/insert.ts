import type { Database } from "../client/client.ts";
import { exchangeParameters, type NewExchange } from "../exchanges/exchanges.ts";
import { newId, posReferenceOf } from "../ids.ts";
import { attempts } from "../schema/attempt.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { isFinalState, orderKeys, orderPayloads, orders } from "../schema/order.ts";
import { isDangling } from "../sql/postgres-errors.ts";
import { columnsOf, rowAsJson, rowsAsJson, statement } from "../sql/rows.ts";
import { givenTime, type LedgerNow } from "../sql/time.ts";
import { actorText } from "./actor.ts";
import { announce, detailOf } from "./events.ts";
import { payloadColumns } from "./payload-row.ts";
import type { NewEvent, NewOrder, Order, StoredAnswer } from "./types.ts";

// This folder is the only place that writes orders.state: insert.ts, result.ts and dispatch.ts. Each of their
// functions is one statement, hence one round trip and one commit: the row, its history and its answer are
// there together or not at all.

export interface InsertOrderArgs {
  order: NewOrder;
  key: { requestDatetime: string };
  payload: { posOrder: unknown; priced: unknown; answer?: StoredAnswer | null; usedVersions?: unknown };
  event: NewEvent;
  /** The first attempt, with `dispatching` only: it is committed with the order, before anything is sent. */
  attempt?: { worker: string; leaseMs: number };
  exchanges?: readonly NewExchange[];
  /** Orders with the same online order id that ended without a kitchen, and that this one is a new try of. */
  retries?: readonly string[];
  /** When PAR's call came. */
  now: LedgerNow;
}

/**
 * Writes an order with its key, payload, first event and, when it is to be dispatched at once, its first
 * attempt. Null when its key, or another order with the same online order id that it does not retry, is there
 * already: then nothing at all was written. Of two equal calls the later one waits for the first.
 */
export async function insertOrder(db: Database, args: InsertOrderArgs): Promise<Order | null> {
  const order = initialRow(args);
  const { dueInMs, giveUpInMs } = args.order;
  const { answer } = args.payload;
  const key = {
    connectionId: order.connectionId,
    parOrganizationId: order.parOrganizationId ?? "",
    parLocationId: order.parLocationId,
    requestUid: order.requestUid,
    orderId: order.id,
    requestDatetime: args.key.requestDatetime,
    isAlias: false,
  };
  const payload = {
    orderId: order.id,
    ...payloadColumns(db, {
      posOrder: args.payload.posOrder,
      priced: args.payload.priced,
      usedVersions: args.payload.usedVersions ?? null,
    }),
    answer: answer?.body ?? null,
    answerStatus: answer?.status ?? null,
  };
  const attempt = args.attempt && {
    id: newId("att"),
    orderId: order.id,
    number: order.attempt,
    reference: order.posReference,
    worker: args.attempt.worker,
    posLink: order.posLink,
  };
  const { heads, bodies } = exchangeParameters(db, args.exchanges ?? []);
  try {
    const [row] = await statement(db)`
      with t as (select coalesce(${givenTime(args.now)}::timestamptz, now()) as now), k as (
        insert into order_keys (${columnsOf(orderKeys)}) select ${columnsOf(orderKeys)}
        from t, jsonb_populate_record(null::order_keys,
          ${rowAsJson<typeof orderKeys, "createdAt">(orderKeys, key)}::jsonb || jsonb_build_object('created_at', t.now))
        where not exists (
          select from orders dead where dead.online_order_id = ${order.onlineOrderId}
            and dead.connection_id = ${order.connectionId} and dead.par_location_id = ${order.parLocationId}
            and dead.state in ('rejected', 'errored')
            and dead.id <> all(array(select json_array_elements_text(${JSON.stringify(args.retries ?? [])}::json))))
        on conflict do nothing returning order_id
      ), o as (
        insert into orders (${columnsOf(orders)}) select ${columnsOf(orders)}
        from t, jsonb_populate_record(null::orders,
          ${rowAsJson<typeof orders, TimeColumn>(orders, order)}::jsonb || jsonb_build_object(
            'received_at', t.now, 'updated_at', t.now,
            'due_at', t.now + ${dueInMs}::float8 * interval '1 millisecond',
            'give_up_at', t.now + ${giveUpInMs}::float8 * interval '1 millisecond',
            'lease_until', t.now + ${args.attempt?.leaseMs ?? null}::float8 * interval '1 millisecond',
            'final_at', case when ${isFinalState(order.state)}::boolean then t.now end))
        where exists (select from k) on conflict do nothing
        returning id, received_at, updated_at, due_at, give_up_at, lease_until, final_at
      ), p as (
        insert into order_payloads (${columnsOf(orderPayloads)}) select ${columnsOf(orderPayloads)}
        from json_populate_recordset(null::order_payloads, ${rowsAsJson(orderPayloads, [payload])}::json)
        where exists (select from o)
      ), a as (
        insert into attempts (${columnsOf(attempts)}) select ${columnsOf(attempts)}
        from t, jsonb_populate_record(null::attempts, ${attempt ? rowAsJson<typeof attempts, "startedAt">(attempts, attempt) : "{}"}::jsonb
          || jsonb_build_object('started_at', t.now))
        where ${attempt !== undefined}::boolean and exists (select from o)
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
    if (row === undefined) return null;
    announce(db, order.id, order.state);
    const { receivedAt, updatedAt, dueAt, giveUpAt, leaseUntil, finalAt } = row;
    return { ...order, receivedAt, updatedAt, dueAt, giveUpAt, leaseUntil, finalAt };
  } catch (error) {
    // The key was free but the order was not written: another live order has this online order id. The key
    // that was just written then points nowhere, and this refusal takes it back.
    if (isDangling(error, "order_keys_order_id_orders_id_fk")) return null;
    throw error;
  }
}

type TimeColumn = "receivedAt" | "updatedAt" | "dueAt" | "giveUpAt" | "leaseUntil" | "finalAt";

function initialRow({ order, attempt }: InsertOrderArgs): Omit<Order, TimeColumn> {
  if ((order.state === "dispatching") !== (attempt !== undefined)) {
    throw new TypeError("An order starts as dispatching if and only if it starts with an attempt.");
  }
  const { dueInMs: _, giveUpInMs: __, ...row } = order;
  return {
    ...row,
    posOrderId: null,
    posReference: posReferenceOf(row),
    attempt: attempt === undefined ? 0 : 1,
    ambiguous: false,
    absences: 0,
    leaseOwner: attempt?.worker ?? null,
    disputedAt: null,
    dispute: null,
  };
}
