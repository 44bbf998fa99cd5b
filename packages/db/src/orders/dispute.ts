import type { Database } from "../client.ts";
import { toJsonText } from "../json.ts";
import { announce } from "./events.ts";

/**
 * Notes that something contradicts an order's final state: the POS took back what it had placed, or an order
 * turned up that was said not to exist. The state itself never changes, since PAR has cached it: a person is
 * asked. A second contradiction of a disputed order is kept as an event only.
 * @returns false where the order does not exist or is not final
 */
export async function raiseDispute(
  db: Database,
  args: { orderId: string; dispute: string; actor: string; detail: unknown; now: Date },
): Promise<boolean> {
  const { orderId, dispute, actor, now } = args;
  const rows = await db.sql`
    with o as (
      update orders set dispute = coalesce(dispute, ${dispute}), disputed_at = coalesce(disputed_at, ${now}),
        updated_at = ${now}
      where id = ${orderId} and final_at is not null
      returning id, state
    )
    insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
    select id, ${now}::timestamptz, 'disputed', state, state, ${actor}::text,
      ${toJsonText({ dispute, detail: args.detail })}::jsonb from o
    returning order_id, to_state`;
  const [row] = rows;
  if (row === undefined) return false;
  announce(db, orderId, row.to_state);
  return true;
}

/**
 * A person has looked after a disputed order. Nothing is told to PAR: what was done (a refund, another order)
 * is in the note.
 * @returns false where the order is not disputed (any more)
 */
export async function settleDispute(
  db: Database,
  args: { orderId: string; actor: string; note: string | null; now: Date },
): Promise<boolean> {
  const { orderId, actor, note, now } = args;
  const rows = await db.sql`
    with o as (
      update orders set dispute = null, disputed_at = null, updated_at = ${now}
      where id = ${orderId} and disputed_at is not null
      returning id, state
    )
    insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
    select id, ${now}::timestamptz, 'dispute_settled', state, state, ${actor}::text,
      ${toJsonText({ note })}::jsonb from o
    returning order_id, to_state`;
  const [row] = rows;
  if (row === undefined) return false;
  announce(db, orderId, row.to_state);
  return true;
}
