import { and, desc, eq, gt, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchanges, isRefusedSubmit } from "../schema/exchange.ts";
import { orderKeys, orders } from "../schema/order.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { Exchange } from "./exchanges.ts";

/** What PAR sent about the same order after a submit that was refused. */
export interface LaterTry {
  at: Date;
  /** The order that it became; null where that try was refused as well. */
  orderId: string | null;
  /** The last refused try; null for an order. */
  exchangeId: string | null;
}

/**
 * What came after a refused submit: the order with the same request uid or online order id, one that was placed
 * before all others; else the last refused try. Null where nothing came, and for every other call.
 */
export async function findLaterTry(
  db: Database,
  { scope, exchange }: { scope: Scope; exchange: Exchange },
): Promise<LaterTry | null> {
  const isRefused = exchange.code !== null || (exchange.status ?? 0) >= 400;
  if (exchange.direction !== "in" || exchange.operation !== "submit_order" || !isRefused) return null;
  if (exchange.connectionId === null) return null;
  return (await findOrder(db, scope, exchange)) ?? (await findRefused(db, scope, exchange));
}

async function findOrder(db: Database, scope: Scope, exchange: Exchange): Promise<LaterTry | null> {
  const { connectionId, requestUid, onlineOrderId, parLocationId, orderId, at } = exchange;
  if (connectionId === null) return null;
  const byUid =
    requestUid === null
      ? undefined
      : inArray(
          orders.id,
          db.orm
            .select({ id: orderKeys.orderId })
            .from(orderKeys)
            .where(and(eq(orderKeys.requestUid, requestUid), eq(orderKeys.connectionId, connectionId))),
        );
  // An online order id is one order's within a location of PAR's.
  const byOnlineOrder =
    onlineOrderId === null
      ? undefined
      : and(
          eq(orders.onlineOrderId, onlineOrderId),
          eq(orders.connectionId, connectionId),
          parLocationId === null ? undefined : eq(orders.parLocationId, parLocationId),
        );
  const sameIds = or(byUid, byOnlineOrder);
  if (sameIds === undefined) return null;
  const [found] = await db.orm
    .select({ orderId: orders.id, at: orders.receivedAt })
    .from(orders)
    .where(
      and(
        sameIds,
        eq(orders.connectionId, connectionId),
        gt(orders.receivedAt, at),
        orderId === null ? undefined : ne(orders.id, orderId),
        inScope(scope, orders),
      ),
    )
    .orderBy(desc(sql`${orders.state} = 'placed'`), desc(orders.receivedAt), desc(orders.id))
    .limit(1);
  return found === undefined ? null : { ...found, exchangeId: null };
}

/** Each of the ids has an index of its own, folded as search folds it. */
async function findRefused(db: Database, scope: Scope, exchange: Exchange): Promise<LaterTry | null> {
  const { connectionId, requestUid, onlineOrderId, parLocationId, at } = exchange;
  if (connectionId === null) return null;
  const same = (
    column: typeof exchanges.requestUid | typeof exchanges.onlineOrderId,
    id: string | null,
  ): SQL[] =>
    id === null ? [] : [sql`search_id(${column}) collate "C" = search_id(${id}) and ${column} = ${id}`];
  const [first, ...others] = [
    ...same(exchanges.requestUid, requestUid),
    ...same(exchanges.onlineOrderId, onlineOrderId),
  ].map((sameId) =>
    db.orm
      .select({ exchangeId: exchanges.id, at: exchanges.at })
      .from(exchanges)
      .where(
        and(
          isRefusedSubmit(exchanges),
          sameId,
          eq(exchanges.connectionId, connectionId),
          parLocationId === null
            ? undefined
            : or(eq(exchanges.parLocationId, parLocationId), isNull(exchanges.parLocationId)),
          gt(exchanges.at, at),
          inScope(scope, exchanges),
        ),
      )
      .orderBy(desc(exchanges.at), desc(exchanges.id))
      .limit(1),
  );
  if (first === undefined) return null;
  const found = (await Promise.all([first, ...others])).flat();
  const [last] = found.sort((a, b) => b.at.getTime() - a.at.getTime());
  return last === undefined ? null : { ...last, orderId: null };
}
