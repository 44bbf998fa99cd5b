import { and, asc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";
import type { Order } from "./types.ts";

/** Orders that would wait too long because a clock was wrong. */

/** The longest that each stored time can be ahead of the ledger's, in milliseconds. */
export interface TimesAhead {
  dueMs: number;
  leaseMs: number;
  giveUpMs: number;
}

function isAhead(now: LedgerNow, { dueMs, leaseMs, giveUpMs }: TimesAhead) {
  return or(
    and(inArray(orders.state, ["received", "unknown"]), gt(orders.dueAt, momentOf(now, dueMs))),
    gt(orders.leaseUntil, momentOf(now, leaseMs)),
    gt(orders.giveUpAt, momentOf(now, giveUpMs)),
  );
}

/**
 * Open orders with a time that is further ahead than any can be: a process with a wrong clock wrote it, or the
 * database's own clock was set back, as after a failover. Looked for among the few orders that are open.
 */
export async function listOrdersAhead(
  db: Database,
  args: { now: LedgerNow; ahead: TimesAhead; limit: number },
): Promise<Order[]> {
  return await db.orm
    .select()
    .from(orders)
    .where(
      and(
        inArray(orders.state, ["received", "dispatching", "unknown", "attention"]),
        isAhead(args.now, args.ahead),
      ),
    )
    .orderBy(asc(orders.id))
    .limit(args.limit);
}

/**
 * Ends now what such an order waits for, and gives it up no later than an order that has just come. It goes on as after
 * a worker that was lost, so nothing is assumed about what its POS did.
 * @returns false where all its times can be right
 */
export async function endWaitAhead(
  db: Database,
  args: { orderId: string; now: LedgerNow; ahead: TimesAhead; giveUpInMs: number },
): Promise<boolean> {
  const { orderId, now, ahead, giveUpInMs } = args;
  const at = momentOf(now);
  const rows = await db.orm
    .update(orders)
    .set({
      dueAt: sql`case when ${orders.dueAt} > ${momentOf(now, ahead.dueMs)} then ${at} else ${orders.dueAt} end`,
      leaseUntil: sql`case when ${orders.leaseUntil} > ${momentOf(now, ahead.leaseMs)} then ${at} else ${orders.leaseUntil} end`,
      giveUpAt: sql`case when ${orders.giveUpAt} > ${momentOf(now, ahead.giveUpMs)} then ${momentOf(now, giveUpInMs)} else ${orders.giveUpAt} end`,
    })
    .where(and(eq(orders.id, orderId), isAhead(now, ahead)))
    .returning({ id: orders.id });
  return rows.length === 1;
}
