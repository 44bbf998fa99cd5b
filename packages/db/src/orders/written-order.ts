import type { Database } from "../client/client.ts";
import { exchangeParameters } from "../exchanges/exchanges.ts";
import { newId, posReferenceOf } from "../ids.ts";
import { attempts } from "../schema/attempt.ts";
import { orderKeys, orderPayloads, orders } from "../schema/order.ts";
import { rowAsJson, rowsAsJson } from "../sql/rows.ts";
import { payloadColumns } from "./payload-row.ts";
import type { InsertOrderArgs, Order } from "./types.ts";

/** What the database's clock fills in. */
export type TimeColumn = "receivedAt" | "updatedAt" | "dueAt" | "giveUpAt" | "leaseUntil" | "finalAt";
export type Times = Pick<Order, TimeColumn>;

/** An order as the statements that write it read it, but for what the database's clock fills in. */
export interface WrittenOrder {
  args: InsertOrderArgs;
  order: Omit<Order, TimeColumn>;
  key: string;
  row: string;
  attempt: string | null;
  payload: string;
  heads: string;
  bodies: string;
}

export function writtenOrder(db: Database, args: InsertOrderArgs): WrittenOrder {
  const order = initialRow(args);
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
  return {
    args,
    order,
    key: rowAsJson<typeof orderKeys, "createdAt">(orderKeys, key),
    row: rowAsJson<typeof orders, TimeColumn>(orders, order),
    attempt: attempt === undefined ? null : rowAsJson<typeof attempts, "startedAt">(attempts, attempt),
    payload: rowsAsJson(orderPayloads, [payload]),
    ...exchangeParameters(db, args.exchanges ?? []),
  };
}

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
