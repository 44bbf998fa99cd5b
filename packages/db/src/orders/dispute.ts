import { and, asc, count, desc, eq, gte, isNotNull, ne } from "drizzle-orm";
import type postgres from "postgres";
import { actRecord } from "../audit/act.ts";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { locations } from "../schema/location.ts";
import { orders } from "../schema/order.ts";
import type { Dispute, StoredDispute } from "../schema/vocabulary.ts";
import { toJsonText } from "../sql/json.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { givenTime, type LedgerNow, momentOf } from "../sql/time.ts";
import { type Actor, actorText } from "./actor.ts";
import { announce } from "./events.ts";
import type { Order } from "./types.ts";

/** A final order that something contradicts, with what a person needs to look after it. */
export interface DisputedOrder
  extends Pick<
    Order,
    "state" | "onlineOrderId" | "posOrderId" | "currency" | "grandTotalCents" | "receivedAt" | "locationId"
  > {
  orderId: string;
  /** The store's. */
  code: string;
  name: string;
  phone: string | null;
  dispute: StoredDispute;
  disputedAt: Date;
}

/** How many orders are disputed, and the first `limit` of them, the longest disputed first. */
export async function listDisputed(
  db: Database,
  args: { scope: Scope; limit: number },
): Promise<{ count: number; orders: DisputedOrder[] }> {
  const where = and(isNotNull(orders.disputedAt), inScope(args.scope, orders));
  const [rows, [total]] = await Promise.all([
    db.orm
      .select({ order: orders, store: locations })
      .from(orders)
      .innerJoin(locations, eq(locations.id, orders.locationId))
      .where(where)
      .orderBy(asc(orders.disputedAt), asc(orders.id))
      .limit(args.limit),
    db.orm.select({ count: count() }).from(orders).where(where),
  ]);
  return {
    count: total?.count ?? 0,
    orders: rows.flatMap(({ order, store: { code, name, phone } }) => {
      const { state, onlineOrderId, posOrderId, currency, grandTotalCents, receivedAt, locationId } = order;
      const { dispute, disputedAt } = order;
      if (dispute === null || disputedAt === null) return [];
      const facts = { state, onlineOrderId, posOrderId, currency, grandTotalCents, receivedAt, locationId };
      return [{ orderId: order.id, ...facts, code, name, phone, dispute, disputedAt }];
    }),
  };
}

/**
 * The order of a store that its POS knows by this reference, or null. Looked for among those received within
 * that time, the newest first: a POS speaks of today's orders, so no index has to be kept for it.
 */
export async function findOrderByReference(
  db: Database,
  args: { locationId: LocationId; reference: string; now: LedgerNow; withinMs: number },
): Promise<Order | null> {
  const [row] = await db.orm
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.locationId, args.locationId),
        gte(orders.receivedAt, momentOf(args.now, -args.withinMs)),
        eq(orders.posReference, args.reference),
      ),
    )
    .orderBy(desc(orders.receivedAt), desc(orders.id))
    .limit(1);
  return row ?? null;
}

/**
 * Notes that something contradicts an order's final state: the POS took back what it had placed, or an order
 * turned up that was said not to exist. The state itself never changes, since PAR has cached it: a person is
 * asked. A second contradiction of a disputed order is kept as an event only.
 * @returns false where the order does not exist or is not final
 */
export async function raiseDispute(
  db: Database,
  args: { orderId: string; dispute: Dispute; actor: Actor; detail: unknown; now: LedgerNow },
): Promise<boolean> {
  return await dispute(db, { ...args, also: db.sql``, where: db.sql`final_at is not null` });
}

/** What is set with a dispute, and which order may get it, beside the one that is named. */
interface Clauses {
  also: postgres.PendingQuery<postgres.Row[]>;
  where: postgres.PendingQuery<postgres.Row[]>;
}

async function dispute(db: Database, args: Parameters<typeof raiseDispute>[1] & Clauses): Promise<boolean> {
  const { orderId, dispute: word, actor, detail, now, also, where } = args;
  const rows = await db.sql`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), o as (
      update orders set dispute = coalesce(dispute, ${word}), disputed_at = coalesce(disputed_at, t.now),
        updated_at = t.now ${also}
      from t where id = ${orderId} and ${where}
      returning id, state, t.now
    ) ${actRecord(db, { action: "order_disputed", by: actor, detail: { dispute: word, detail } })}
    insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
    select id, now, 'disputed', state, state, ${actorText(actor)}::text,
      ${toJsonText({ dispute: word, detail })}::jsonb from o
    returning order_id, to_state`;
  const [row] = rows;
  if (row === undefined) return false;
  announce(db, orderId, row.to_state);
  return true;
}

/** The other order of ours that claims this POS order in the account of `order`; null where none does in this scope. */
export async function findPosOrderHolder(
  db: Database,
  args: { scope: Scope; order: Pick<Order, "id" | "posAccount">; posOrderId: string },
): Promise<Order | null> {
  const { scope, order, posOrderId } = args;
  if (order.posAccount === null) return null;
  const [row] = await db.orm
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.posAccount, order.posAccount),
        eq(orders.posOrderId, posOrderId),
        ne(orders.id, order.id),
        inScope(scope, orders),
      ),
    );
  return row ?? null;
}

/**
 * Ends an order's claim on a POS order whose ticket names another one, `orderId`, which is still in doubt. The
 * holder stays placed under that number, for PAR was told so, and is disputed: it was made as another ticket, or not
 * at all. Safe to repeat.
 * @returns false where the holder does not claim it (any more), or `orderId` does not wait
 */
export async function releasePosOrder(
  db: Database,
  args: { holderId: string; orderId: string; posOrderId: string; actor: Actor; now: LedgerNow },
): Promise<boolean> {
  const { holderId, orderId, posOrderId, actor, now } = args;
  return await dispute(db, {
    orderId: holderId,
    dispute: "pos_order_of_another",
    actor,
    detail: { posOrderId, takenOverBy: orderId },
    now,
    also: db.sql`, pos_account = null`,
    where: db.sql`id <> ${orderId} and state = 'placed' and pos_order_id = ${posOrderId} and exists (
      select from orders waiting where waiting.id = ${orderId} and waiting.state in ('unknown', 'attention')
        and waiting.pos_account = orders.pos_account)`,
  });
}

/**
 * A person has looked after a disputed order. Nothing is told to PAR: what was done (a refund, another order)
 * is in the note.
 * @returns false where the order is not disputed (any more)
 */
export async function settleDispute(
  db: Database,
  args: { orderId: string; actor: Actor; note: string | null; now: LedgerNow },
): Promise<boolean> {
  const { orderId, actor, note, now } = args;
  const rows = await db.sql`
    with t as (select coalesce(${givenTime(now)}::timestamptz, now()) as now), o as (
      update orders set dispute = null, disputed_at = null, updated_at = t.now
      from t where id = ${orderId} and disputed_at is not null
      returning id, state, t.now
    ) ${actRecord(db, { action: "dispute_settled", by: actor, detail: {} })}
    insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
    select id, now, 'dispute_settled', state, state, ${actorText(actor)}::text,
      ${toJsonText({ note })}::jsonb from o
    returning order_id, to_state`;
  const [row] = rows;
  if (row === undefined) return false;
  announce(db, orderId, row.to_state);
  return true;
}
