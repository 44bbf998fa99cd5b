import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  notInArray,
  type SQL,
  sql,
} from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { type Database, prepared } from "../client/client.ts";
import { attemptResults } from "../schema/attempt.ts";
import { orderKeys, orderPayloads, orders } from "../schema/order.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";
import { readPayload } from "./payload-row.ts";
import { type AnswerRow, readAnswer } from "./stored-answer.ts";
import type { KeyedOrder, OrderPayload, PolledOrder } from "./types.ts";

/** Of an order's payload, where its answer stands in no result. */
const inPayload = <T>(column: AnyPgColumn) =>
  sql<T | null>`case when ${attemptResults.answer} is null
    then (select ${column} from ${orderPayloads} where ${orderPayloads.orderId} = ${orders.id}) end`;

const columns = {
  key: getTableColumns(orderKeys),
  order: getTableColumns(orders),
  answer: {
    packed: sql<Uint8Array | null>`${attemptResults.answer}`,
    status: inPayload<number>(orderPayloads.answerStatus),
    body: inPayload<string>(orderPayloads.answer),
  },
};

/** The result that decided the order, where its answer stands there: one at most, since what is final never changes. */
const decided = and(eq(attemptResults.orderId, orders.id), isNotNull(attemptResults.answer));

// A third of all columns: what PostgreSQL writes, and what is made of it, costs as much as finding the row.
const polledColumns = {
  key: {
    requestUid: orderKeys.requestUid,
    requestDatetime: orderKeys.requestDatetime,
    isAlias: orderKeys.isAlias,
  },
  order: {
    id: orders.id,
    brandId: orders.brandId,
    locationId: orders.locationId,
    onlineOrderId: orders.onlineOrderId,
    state: orders.state,
    parOrganizationId: orders.parOrganizationId,
    parLocationId: orders.parLocationId,
    posOrderId: orders.posOrderId,
    currency: orders.currency,
    subtotalCents: orders.subtotalCents,
    discountCents: orders.discountCents,
    taxCents: orders.taxCents,
    feeCents: orders.feeCents,
    tipCents: orders.tipCents,
    grandTotalCents: orders.grandTotalCents,
  },
  answer: columns.answer,
};

interface Row<Key, Order> {
  key: Key;
  order: Order;
  answer: AnswerRow;
}

async function toKeyedOrder<Key, Order>(db: Database, { key, order, answer }: Row<Key, Order>) {
  return { key, order, answer: await readAnswer(db, answer) };
}

export interface OrderKeyArgs {
  connectionId: string;
  parOrganizationId: string | null;
  parLocationId: string;
  requestUid: string;
}

const byKey = prepared("order_by_key", (orm, name) =>
  orm
    .select(columns)
    .from(orderKeys)
    .innerJoin(orders, eq(orders.id, orderKeys.orderId))
    .leftJoin(attemptResults, decided)
    .where(
      and(
        eq(orderKeys.connectionId, sql.placeholder("connectionId")),
        eq(orderKeys.parOrganizationId, sql.placeholder("parOrganizationId")),
        eq(orderKeys.parLocationId, sql.placeholder("parLocationId")),
        eq(orderKeys.requestUid, sql.placeholder("requestUid")),
      ),
    )
    .prepare(name),
);

/** What a submit with these ids, as received, has met before: its order, also when the uid is an alias. */
export async function findOrderByKey(db: Database, args: OrderKeyArgs): Promise<KeyedOrder | null> {
  const [row] = await byKey(db).execute({ ...args, parOrganizationId: args.parOrganizationId ?? "" });
  return row === undefined ? null : await toKeyedOrder(db, row);
}

function ownKey(): SQL | undefined {
  return and(eq(orderKeys.orderId, orders.id), eq(orderKeys.isAlias, false));
}

/** States after which an online order may be ordered anew. */
const ORDERABLE_ANEW: ("rejected" | "errored")[] = ["rejected", "errored"];

function isOnlineOrder(): SQL | undefined {
  return and(
    eq(orders.connectionId, sql.placeholder("connectionId")),
    eq(orders.parLocationId, sql.placeholder("parLocationId")),
    eq(orders.onlineOrderId, sql.placeholder("onlineOrderId")),
  );
}

const byOnlineOrderId = prepared("order_by_online_order_id", (orm, name) =>
  orm
    .select(columns)
    .from(orders)
    .innerJoin(orderKeys, ownKey())
    .leftJoin(attemptResults, decided)
    .where(and(isOnlineOrder(), notInArray(orders.state, ORDERABLE_ANEW)))
    .prepare(name),
);

/** The live order (neither rejected nor errored) with this online order id: the second guard. */
export async function findOrderByOnlineOrderId(
  db: Database,
  args: { connectionId: string; parLocationId: string; onlineOrderId: string },
): Promise<KeyedOrder | null> {
  const [row] = await byOnlineOrderId(db).execute(args);
  return row === undefined ? null : await toKeyedOrder(db, row);
}

const deadByOnlineOrderId = prepared("dead_orders_by_online_order_id", (orm, name) =>
  orm
    .select(columns)
    .from(orders)
    .innerJoin(orderKeys, ownKey())
    .leftJoin(attemptResults, decided)
    .where(and(isOnlineOrder(), inArray(orders.state, ORDERABLE_ANEW)))
    .orderBy(desc(orders.receivedAt), desc(orders.id))
    .prepare(name),
);

/** The orders with this online order id that ended without a kitchen, the newest first, each under its own key. */
export async function listDeadOrders(
  db: Database,
  args: { connectionId: string; parLocationId: string; onlineOrderId: string },
): Promise<KeyedOrder[]> {
  const rows = await deadByOnlineOrderId(db).execute(args);
  return await Promise.all(rows.map((row) => toKeyedOrder(db, row)));
}

/** Null, or a parameter that a column must equal where it is not null. */
function isGiven(column: AnyPgColumn, name: string): SQL {
  const given = sql.placeholder(name);
  return sql`(${given}::text is null or ${column} in ('', ${given}))`;
}

/** Whether the rows of one reading differ in a column. */
function differ(column: AnyPgColumn, rank: SQL.Aliased<number>): SQL<boolean> {
  return sql<boolean>`min(${column}) over (partition by ${rank}) <> max(${column}) over (partition by ${rank})`;
}

// One round trip for the three readings of the id. Each arm is one index probe; the first arm that finds
// anything wins, and within it the newest.
const forStatus = prepared("order_for_status", (orm, name) => {
  const connectionId = sql.placeholder("connectionId");
  const id = sql.placeholder("orderId");
  const match = orm.$with("match").as(
    orm
      .select({
        rank: sql<number>`1`.as("rank"),
        orderId: sql<string>`${orderKeys.orderId}`.as("match_order_id"),
        requestUid: sql<string | null>`${orderKeys.requestUid}`.as("match_request_uid"),
        at: sql<Date>`${orderKeys.createdAt}`.as("match_at"),
      })
      .from(orderKeys)
      .where(and(eq(orderKeys.requestUid, id), eq(orderKeys.connectionId, connectionId)))
      .unionAll(
        orm
          .select({
            rank: sql<number>`2`.as("rank"),
            orderId: sql<string>`${orders.id}`.as("match_order_id"),
            requestUid: sql<string | null>`null`.as("match_request_uid"),
            at: sql<Date>`${orders.receivedAt}`.as("match_at"),
          })
          .from(orders)
          .where(and(eq(orders.posOrderId, id), eq(orders.connectionId, connectionId))),
      )
      .unionAll(
        orm
          .select({
            rank: sql<number>`3`.as("rank"),
            orderId: sql<string>`${orders.id}`.as("match_order_id"),
            requestUid: sql<string | null>`null`.as("match_request_uid"),
            at: sql<Date>`${orders.receivedAt}`.as("match_at"),
          })
          .from(orders)
          .where(and(eq(orders.onlineOrderId, id), eq(orders.connectionId, connectionId))),
      ),
  );
  return orm
    .with(match)
    .select({
      ...polledColumns,
      isOfSeveral: sql<boolean>`(${differ(orderKeys.parLocationId, match.rank)} or ${differ(orderKeys.parOrganizationId, match.rank)})`,
    })
    .from(match)
    .innerJoin(orders, eq(orders.id, match.orderId))
    .innerJoin(
      orderKeys,
      and(
        eq(orderKeys.orderId, orders.id),
        sql`case when ${match.rank} = 1 then ${orderKeys.requestUid} = ${match.requestUid} else not ${orderKeys.isAlias} end`,
      ),
    )
    .leftJoin(attemptResults, decided)
    .where(
      and(
        isGiven(orderKeys.parLocationId, "locationId"),
        isGiven(orderKeys.parOrganizationId, "organizationId"),
      ),
    )
    .orderBy(asc(match.rank), desc(match.at), desc(orderKeys.createdAt))
    .limit(1)
    .prepare(name);
});

/** What a poll asks by: an id, and what the caller's token says of the order's place, where it says so. */
export interface StatusKey {
  connectionId: string;
  orderId: string;
  organizationId: string | null;
  locationId: string | null;
}

/**
 * The order that PAR's GET means: by request uid first (newest), then by POS order id, then by online order
 * id, within the caller's connection and the token's organization and location. `key` is the one it was asked by, so
 * an alias answers as itself. `several` where orders of several locations have the id, and nothing tells which is meant.
 */
export async function findOrderForStatus(
  db: Database,
  args: StatusKey,
): Promise<PolledOrder | "several" | null> {
  const [row] = await forStatus(db).execute({ ...args });
  if (row === undefined) return null;
  return row.isOfSeveral ? "several" : await toKeyedOrder(db, row);
}

/**
 * Records a request uid under which PAR sent the same online order again. False when the key is taken
 * already: then `findOrderByKey` tells by what.
 */
export async function addAlias(
  db: Database,
  args: OrderKeyArgs & { orderId: string; requestDatetime: string; now: LedgerNow },
): Promise<boolean> {
  const { parOrganizationId, now, ...rest } = args;
  try {
    await db.orm.insert(orderKeys).values({
      ...rest,
      parOrganizationId: parOrganizationId ?? "",
      isAlias: true,
      createdAt: momentOf(now),
    });
    return true;
  } catch (error) {
    if (isTaken(error, "order_keys_pkey")) return false;
    throw error;
  }
}

/** The heavy part of an order: what goes to the POS and how it was priced. */
export async function findOrderPayload(db: Database, orderId: string): Promise<OrderPayload | null> {
  const [payload] = await db.orm.select().from(orderPayloads).where(eq(orderPayloads.orderId, orderId));
  return payload === undefined ? null : await readPayload(db, payload);
}
