import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, smallint, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { bytes, ident, instant, packableJson, stagesColumn, writingTransaction } from "./columns.ts";

/**
 * One recorded HTTP request with its response, in or out. No foreign keys: rows arrive in batches, some
 * about unauthenticated callers, and a record must never be refused.
 * Written by `posnext/exchange` (batches) and with results of orders; read by the admin; the fastest
 * growing table, a few KiB per request with its body; pruned by the retention of its brand.
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
    /**
     * What became of what was asked for, under whatever HTTP status: a poll that tells of a refused order was
     * answered. Null where nobody knows, and in rows of earlier releases.
     */
    outcome: text("outcome", { enum: ["accepted", "refused", "pending"] }),
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
    stages: stagesColumn("stages").notNull(),
    /** Which of the contract's guesses this request confirmed or refuted. */
    seen: packableJson("seen"),
    drift: packableJson("drift"),
    signed: boolean("signed").notNull(),
    replayed: boolean("replayed").notNull(),
    remoteAddress: text("remote_address"),
    tx: writingTransaction("tx"),
  },
  (t) => [
    check("exchanges_direction", sql`${t.direction} in ('in', 'out')`),
    check("exchanges_outcome", sql`${t.outcome} in ('accepted', 'refused', 'pending')`),
    // What an entry adds to the log stands behind each: a call writes all that fit it.
    // listExchanges, newest first: all, one brand, one connection, refused ones; overviewStats reads the last hour. 104
    // bytes, and 144 for each of the others. They have the id, or PostgreSQL sorts, and takes the first for all
    index("exchanges_recent").on(t.at, t.id),
    index("exchanges_brand_recent").on(t.brandId, t.at, t.id).where(sql`${t.brandId} is not null`),
    index("exchanges_connection_recent")
      .on(t.connectionId, t.at, t.id)
      .where(sql`${t.connectionId} is not null`),
    // listExchanges, of one store. 144 bytes
    index("exchanges_location_recent").on(t.locationId, t.at, t.id).where(sql`${t.locationId} is not null`),
    // the trace of one order. 104 bytes
    index("exchanges_order").on(t.orderId, t.at).where(sql`${t.orderId} is not null`),
    // the trace: validates of the same online order. 80 bytes, and a few where the calls before it are there
    index("exchanges_by_online_order").on(t.onlineOrderId).where(sql`${t.onlineOrderId} is not null`),
    // the trace: refused submits of the same request; the list of calls, by an id. 80 bytes
    index("exchanges_request_uid").on(t.requestUid).where(sql`${t.requestUid} is not null`),
    // readFeed. 64 bytes
    index("exchanges_feed").on(t.tx).where(sql`${t.tx} is not null`),
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
    index("exchanges_search_ends")
      .using("gin", sql`search_ends(${t.onlineOrderId}, ${t.requestUid})`)
      .where(isRefusedSubmit(t)),
    // listRefusedSubmits, newest first: of callers we know, by what they were told, and of all others. What has no code
    // is asked for by equality as well: of `is null` PostgreSQL neither knows that the index has it by time, nor that
    // it is rare among these.
    index("exchanges_refused_recent")
      .on(t.at, t.id)
      .where(sql`${isRefusedSubmit(t)} and ${t.connectionId} is not null`),
    index("exchanges_refused_by_code")
      .using("btree", sql`coalesce(${t.code}, '') collate "C"`, t.at, t.id)
      .where(sql`${isRefusedSubmit(t)} and ${t.connectionId} is not null`),
    index("exchanges_refused_unauthenticated")
      .on(t.at, t.id)
      .where(sql`${isRefusedSubmit(t)} and ${t.connectionId} is null`),
    // listAbandonedValidates. 104 bytes, of a validate
    index("exchanges_validates")
      .on(t.at, t.id)
      .where(sql`${t.operation} = 'validate_order' and ${t.connectionId} is not null`),
  ],
);

/** A submit that never became an order. The indexes and the query have to say it in the same words. */
export function isRefusedSubmit(t: { operation: SQLWrapper; orderId: SQLWrapper }): SQL {
  return sql`${t.operation} = 'submit_order' and ${t.orderId} is null`;
}

/**
 * What the body of a refused submit says, for lists and search; null where it cannot be read. Apart from the row
 * above, which is never changed, so that a guest can be erased here.
 * Written with the exchange, only for callers whose token was verified; grows by a row per refused submit.
 */
export const refusedSubmits = pgTable(
  "refused_submits",
  {
    exchangeId: ident("exchange_id").primaryKey(),
    at: instant("at").notNull(),
    /** What the guest was to pay, in PAR's hundredths. */
    totalHundredths: integer("total_hundredths"),
    currency: text("currency"),
    orderType: text("order_type"),
    itemCount: integer("item_count"),
    guestName: text("guest_name"),
    guestPhone: text("guest_phone"),
    guestEmail: text("guest_email"),
  },
  (t) => [
    // search, each as the index of orders for the same
    index("refused_submits_total").on(t.totalHundredths, t.at).where(sql`${t.totalHundredths} is not null`),
    index("refused_submits_phone")
      .using("btree", sql`search_phone(${t.guestPhone}) collate "C"`, t.at)
      .where(sql`${t.guestPhone} is not null`),
    index("refused_submits_email")
      .using("btree", sql`lower(${t.guestEmail}) collate "C"`, t.at)
      .where(sql`${t.guestEmail} is not null`),
    index("refused_submits_name")
      .using("gin", sql`search_name(${t.guestName}) gin_trgm_ops`, sql`search_keys(${t.guestName})`)
      .where(sql`${t.guestName} is not null`),
  ],
);

/**
 * The bytes of an exchange, redacted by its writer. Lives and dies with the row above.
 * Packed where this release writes them (exchanges/packing.ts), apart from the digest; in columns where one before did.
 */
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
    /** A byte with the version of the dictionary, then a raw deflate stream. */
    packed: bytes("packed"),
  },
  (t) => [
    // search: the digest that a request came with. 213 bytes of log for each call of PAR's
    index("exchange_bodies_search_digest")
      .using("btree", sql`lower(${t.requestHeaders} ->> 'x-pch-digest') collate "C"`)
      .where(sql`${t.requestHeaders} ->> 'x-pch-digest' is not null`),
  ],
);

/**
 * What packed rows were written by, so that they can be read for ever, whatever the program knows by then. A few rows
 * of some KB, one for each version, written by the migrations of the releases that pack by them; read where a row
 * names a version that the program does not have. Append-only.
 */
export const bodyDictionaries = pgTable("body_dictionaries", {
  version: smallint("version").primaryKey(),
  /** What it is made for. */
  about: text("about").notNull(),
  bytes: bytes("bytes").notNull(),
});
