import { and, asc, desc, eq, isNull, ne, or } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { Exchange } from "../exchanges/exchanges.ts";
import { attemptResults, attempts, orderEvents } from "../schema/attempt.ts";
import { exchanges } from "../schema/exchange.ts";
import { orderKeys, orderPayloads, orders } from "../schema/order.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { readPayload } from "./payload-row.ts";
import { readStoreActivity, type StoreActivity } from "./store-activity.ts";
import { readAnswer, readEvidence } from "./stored-answer.ts";
import type { Attempt, AttemptResult, Order, OrderEvent, OrderKey, OrderPayload } from "./types.ts";

/** Everything about one order, each list oldest first. Bodies of exchanges: `findExchange`. */
export interface OrderTrace {
  order: Order;
  payload: OrderPayload | null;
  keys: OrderKey[];
  attempts: Attempt[];
  results: AttemptResult[];
  events: OrderEvent[];
  /** Those of this order, and of its connection about the same online order id (the validates before it). */
  exchanges: Exchange[];
  /** Other orders of the connection with the same online order id. */
  siblings: Order[];
  /** What became of other orders of the store meanwhile. */
  activity: StoreActivity;
}

// Of PAR's questions, and of all other calls. Questions are read apart, so that those of hours do not push out the
// call that made the order; the list of exchanges shows the rest.
const EXCHANGES_MAX = 200;

const isPoll = eq(exchanges.operation, "get_order");
const isNoPoll = or(isNull(exchanges.operation), ne(exchanges.operation, "get_order"));

/** The trace of an order, or null when it does not exist for this scope. */
export async function getOrderTrace(
  db: Database,
  args: { scope: Scope; orderId: string },
): Promise<OrderTrace | null> {
  const { orm } = db;
  const { orderId, scope } = args;
  const [found] = await orm
    .select({ order: orders, payload: orderPayloads })
    .from(orders)
    .leftJoin(orderPayloads, eq(orderPayloads.orderId, orders.id))
    .where(and(eq(orders.id, orderId), inScope(scope, orders)));
  if (found === undefined) return null;
  const listOwn = (which: typeof isNoPoll) =>
    orm
      .select()
      .from(exchanges)
      .where(and(eq(exchanges.orderId, orderId), which, inScope(scope, exchanges)))
      .orderBy(desc(exchanges.at))
      .limit(EXCHANGES_MAX);
  const [keys, tries, results, events, own, polls, related, siblings, activity] = await Promise.all([
    orm.select().from(orderKeys).where(eq(orderKeys.orderId, orderId)).orderBy(asc(orderKeys.createdAt)),
    orm.select().from(attempts).where(eq(attempts.orderId, orderId)).orderBy(asc(attempts.number)),
    orm
      .select()
      .from(attemptResults)
      .where(eq(attemptResults.orderId, orderId))
      .orderBy(asc(attemptResults.at), asc(attemptResults.id)),
    orm.select().from(orderEvents).where(eq(orderEvents.orderId, orderId)).orderBy(asc(orderEvents.id)),
    listOwn(isNoPoll),
    listOwn(isPoll),
    listRelatedExchanges(db, scope, found.order),
    listSiblings(db, scope, found.order),
    readStoreActivity(db, found.order),
  ]);
  const byId = new Map([...own, ...polls, ...related].map((exchange) => [exchange.id, exchange]));
  const inOrder = [...byId.values()].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1),
  );
  const payload = found.payload && (await readPayload(db, found.payload));
  const packed = results.find(({ answer }) => answer !== null)?.answer ?? null;
  const answer = await readAnswer(db, {
    packed,
    status: payload?.answerStatus ?? null,
    body: payload?.answer ?? null,
  });
  return {
    order: found.order,
    payload: payload && { ...payload, answer: answer?.body ?? null, answerStatus: answer?.status ?? null },
    keys,
    attempts: tries,
    results: await Promise.all(
      results.map(async ({ answer, ...result }) => ({
        ...result,
        evidence: await readEvidence(db, { evidence: result.evidence, answer }),
      })),
    ),
    events,
    exchanges: inOrder,
    siblings,
    activity,
  };
}

async function listRelatedExchanges(db: Database, scope: Scope, order: Order): Promise<Exchange[]> {
  // A submit that was refused before this one may have named no online order, or no location.
  const sameRequest = and(
    eq(exchanges.requestUid, order.requestUid),
    or(eq(exchanges.parLocationId, order.parLocationId), isNull(exchanges.parLocationId)),
  );
  const sameOnlineOrder =
    order.onlineOrderId === null ? undefined : eq(exchanges.onlineOrderId, order.onlineOrderId);
  return await db.orm
    .select()
    .from(exchanges)
    .where(
      and(
        or(sameRequest, sameOnlineOrder),
        eq(exchanges.connectionId, order.connectionId),
        isNoPoll,
        inScope(scope, exchanges),
      ),
    )
    .orderBy(desc(exchanges.at))
    .limit(EXCHANGES_MAX);
}

async function listSiblings(db: Database, scope: Scope, order: Order): Promise<Order[]> {
  if (order.onlineOrderId === null) return [];
  return await db.orm
    .select()
    .from(orders)
    .where(
      and(
        eq(orders.onlineOrderId, order.onlineOrderId),
        eq(orders.connectionId, order.connectionId),
        ne(orders.id, order.id),
        inScope(scope, orders),
      ),
    )
    .orderBy(desc(orders.receivedAt))
    .limit(20);
}
