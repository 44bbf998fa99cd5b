import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";

/** One step of a request, in microseconds. */
export interface ExchangeStage {
  name: string;
  us: number;
  ok: boolean;
}

/**
 * One recorded HTTP request with its response, in or out. No foreign keys: rows arrive in batches, some
 * about unauthenticated callers, and a record must never be refused.
 * Written by `posnext/exchange` (batches) and with results of orders; read by the admin; the fastest
 * growing table, a few KiB per request with its body; never pruned so far.
 */
export const exchanges = pgTable(
  "exchanges",
  {
    id: ident("id").primaryKey(),
    direction: text("direction", { enum: ["in", "out"] }).notNull(),
    operation: text("operation"),
    connectionId: ident("connection_id"),
    brandId: ident("brand_id"),
    locationId: ident("location_id").$type<LocationId>(),
    orderId: ident("order_id"),
    attempt: integer("attempt"),
    method: text("method").notNull(),
    path: text("path").notNull(),
    /** HTTP status; null when none was received. */
    status: integer("status"),
    /** The code the other side was told. */
    code: text("code"),
    /** The true reason, never told outside. */
    reason: text("reason"),
    requestUid: ident("request_uid"),
    onlineOrderId: ident("online_order_id"),
    parOrganizationId: ident("par_organization_id"),
    parLocationId: ident("par_location_id"),
    at: instant("at").notNull(),
    durationUs: integer("duration_us").notNull(),
    stages: jsonb("stages").$type<ExchangeStage[]>().notNull(),
    /** Which of the contract's guesses this request confirmed or refuted. */
    seen: jsonb("seen").$type<unknown>(),
    drift: jsonb("drift").$type<unknown>(),
    signed: boolean("signed").notNull(),
    replayed: boolean("replayed").notNull(),
    remoteAddress: text("remote_address"),
  },
  (t) => [
    check("exchanges_direction", sql`${t.direction} in ('in', 'out')`),
    // listExchanges, newest first: all, one brand, one connection, refused ones; overviewStats reads the last hour
    index("exchanges_recent").on(t.at, t.id),
    index("exchanges_brand_recent").on(t.brandId, t.at, t.id).where(sql`${t.brandId} is not null`),
    index("exchanges_connection_recent")
      .on(t.connectionId, t.at, t.id)
      .where(sql`${t.connectionId} is not null`),
    // the trace of one order
    index("exchanges_order").on(t.orderId, t.at).where(sql`${t.orderId} is not null`),
    // the trace: validates of the same online order
    index("exchanges_online_order")
      .on(t.onlineOrderId, t.connectionId, t.at)
      .where(sql`${t.onlineOrderId} is not null`),
    index("exchanges_request_uid").on(t.requestUid).where(sql`${t.requestUid} is not null`),
    // listRefusedSubmits: the few submits that are no order's, by each of PAR's ids
    index("exchanges_search_request_uid")
      .using("btree", sql`search_id(${t.requestUid}) collate "C"`, t.at)
      .where(isRefusedSubmit(t)),
    index("exchanges_search_online_order")
      .using("btree", sql`search_id(${t.onlineOrderId}) collate "C"`, t.at)
      .where(isRefusedSubmit(t)),
    index("exchanges_search_location")
      .using("btree", sql`search_id(${t.parLocationId}) collate "C"`, t.at)
      .where(isRefusedSubmit(t)),
  ],
);

/** A submit that never became an order. The indexes and the query have to say it in the same words. */
export function isRefusedSubmit(t: { operation: SQLWrapper; orderId: SQLWrapper }): SQL {
  return sql`${t.operation} = 'submit_order' and ${t.orderId} is null`;
}

/** The bytes of an exchange, redacted by its writer. Lives and dies with the row above. */
export const exchangeBodies = pgTable(
  "exchange_bodies",
  {
    exchangeId: ident("exchange_id").primaryKey(),
    requestHeaders: jsonb("request_headers").$type<unknown>(),
    requestBody: text("request_body"),
    responseHeaders: jsonb("response_headers").$type<unknown>(),
    responseBody: text("response_body"),
    stringSigned: text("string_signed"),
    note: jsonb("note").$type<unknown>(),
  },
  (t) => [
    // search: the digest that a request came with
    index("exchange_bodies_search_digest")
      .using("btree", sql`lower(${t.requestHeaders} ->> 'x-pch-digest') collate "C"`)
      .where(sql`${t.requestHeaders} ->> 'x-pch-digest' is not null`),
  ],
);
