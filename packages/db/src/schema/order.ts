import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { LocationId, PosLinkId } from "../ids.ts";
import { bytes, ident, instant } from "./columns.ts";
import { connections } from "./connection.ts";
import { brands, locations } from "./location.ts";
import { causeColumn, disputeColumn, disputes, oneOf } from "./vocabulary.ts";

export const orderStates = [
  "received",
  "dispatching",
  "unknown",
  "attention",
  "placed",
  "rejected",
  "errored",
] as const;

/** The ledger's word for where an order stands. PAR's status is another word, made in `orders/lifecycle`. */
export type OrderState = (typeof orderStates)[number];

/** Whether an order in this state is settled: it then has the time at which it was. */
export function isFinalState(state: OrderState): boolean {
  return state === "placed" || state === "rejected" || state === "errored";
}

/**
 * The order ledger, which is the dispatch queue too.
 * Written by `orders/` only, and `state` only by the functions of `orders.ts`; read by PAR's door, the
 * dispatcher and the admin; grows by one row per submit; kept for ever and not partitioned, because a
 * partitioned table cannot hold these unique keys.
 */
export const orders = pgTable(
  "orders",
  {
    id: ident("id").primaryKey(),
    connectionId: ident("connection_id")
      .notNull()
      .references(() => connections.id),
    parOrganizationId: ident("par_organization_id"),
    parLocationId: ident("par_location_id").notNull(),
    requestUid: ident("request_uid").notNull(),
    onlineOrderId: ident("online_order_id"),
    brandId: ident("brand_id")
      .notNull()
      .references(() => brands.id),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    state: text("state", { enum: orderStates }).notNull(),
    /** Why it stands where it stands: a code such as `item_unavailable`; null when all is well. */
    cause: causeColumn("cause"),
    posOrderId: ident("pos_order_id"),
    /**
     * The POS account the order belongs to: two of ours must never share one order of it. Null once its POS order
     * was found to be another order's.
     */
    posAccount: ident("pos_account"),
    /** Which way to its store's POS the last try went, see `formerPos`; null: the first one. */
    posLink: ident("pos_link").$type<PosLinkId>(),
    posReference: uuid("pos_reference").notNull(),
    /** The number of the last attempt; 0 before the first. */
    attempt: integer("attempt").notNull(),
    /** True once any attempt ended without proof of what the POS did. */
    ambiguous: boolean("ambiguous").notNull(),
    /** How often in a row, since the last attempt, the POS said that it knows no such order. */
    absences: integer("absences").notNull().default(0),
    fingerprint: text("fingerprint").notNull(),
    fingerprintVersion: integer("fingerprint_version").notNull(),
    /**
     * The same order's fingerprint in version 2, beside one of version 1 that the release before can compare. Null
     * where that release stored the order.
     */
    fingerprintV2: text("fingerprint_v2"),
    /** The same in version 3, by which this release tells orders apart. */
    fingerprintV3: text("fingerprint_v3"),
    currency: text("currency").notNull(),
    subtotalCents: integer("subtotal_cents").notNull(),
    discountCents: integer("discount_cents").notNull(),
    taxCents: integer("tax_cents").notNull(),
    feeCents: integer("fee_cents").notNull(),
    tipCents: integer("tip_cents").notNull(),
    grandTotalCents: integer("grand_total_cents").notNull(),
    orderType: text("order_type").notNull(),
    itemCount: integer("item_count").notNull(),
    guestName: text("guest_name"),
    guestPhone: text("guest_phone"),
    guestEmail: text("guest_email"),
    receivedAt: instant("received_at").notNull(),
    /** When the dispatcher should look at it next; null when it need not. */
    dueAt: instant("due_at"),
    giveUpAt: instant("give_up_at").notNull(),
    leaseOwner: text("lease_owner"),
    leaseUntil: instant("lease_until"),
    finalAt: instant("final_at"),
    /** Since when something that was learned later contradicts the final state; null where nothing does. */
    disputedAt: instant("disputed_at"),
    /** What contradicts it; a person settles it. */
    dispute: disputeColumn("dispute"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    check("orders_state", sql.raw(`"state" in (${orderStates.map((s) => `'${s}'`).join(", ")})`)),
    check("orders_placed_has_pos_order", sql`${t.state} <> 'placed' or ${t.posOrderId} is not null`),
    check(
      "orders_dispatching_has_lease",
      sql`${t.state} <> 'dispatching' or (${t.attempt} > 0 and ${t.leaseOwner} is not null and ${t.leaseUntil} is not null)`,
    ),
    check("orders_dispute", sql.raw(oneOf("dispute", disputes))),
    check("orders_dispute_has_time", sql`(${t.disputedAt} is null) = (${t.dispute} is null)`),
    check(
      "orders_final_has_time",
      sql`(${t.state} in ('placed', 'rejected', 'errored')) = (${t.finalAt} is not null)`,
    ),
    // An online order once, but for those that ended without a kitchen: these have no place in the key, and what is null
    // is never twice. findOrderForStatus finds all of them. 200 bytes at the submit and as much at the result
    uniqueIndex("orders_online_order_once")
      .on(
        t.onlineOrderId,
        t.connectionId,
        sql`(case when ${t.state} not in ('rejected', 'errored') then ${t.parLocationId} end)`,
      )
      .where(sql`${t.onlineOrderId} is not null`),
    // A POS order once for each account; findOrderForStatus asks for it by itself. 120 bytes
    uniqueIndex("orders_pos_order").on(t.posOrderId, t.posAccount).where(sql`${t.posOrderId} is not null`),
    // What an entry adds to the log stands behind each: at the submit and again at the result where it is in both.
    // claimDueOrders: store by store, the oldest order first. None for an order that is placed at once
    index("orders_due").on(t.locationId, t.dueAt).where(sql`${t.state} in ('received', 'unknown')`),
    // expireLeases. 66 bytes, at the submit
    index("orders_leased").on(t.leaseUntil).where(sql`${t.state} = 'dispatching'`),
    // listOrders: everything, one brand, one store, newest first. 226 bytes, and 315 for each of the others
    index("orders_recent").on(t.receivedAt, t.id),
    index("orders_brand_recent").on(t.brandId, t.receivedAt, t.id),
    index("orders_location_recent").on(t.locationId, t.receivedAt, t.id),
    // groupWaiting and what waits in lists and searches: few rows, so the index stays small. 111 bytes, at the submit
    index("orders_open")
      .on(t.receivedAt, t.id)
      .where(sql`${t.state} in ('received', 'dispatching', 'unknown', 'attention')`),
    // groupDisputed and the list of what is disputed. None but for those
    index("orders_disputed").on(t.disputedAt, t.id).where(sql`${t.disputedAt} is not null`),
    // listOrders, of those that failed: newest first. None but for those
    index("orders_failed").on(t.receivedAt, t.id).where(sql`${t.state} in ('rejected', 'errored')`),
    // listOrders by causes: those that failed by one, newest first, in the words of orders/list-parts.ts
    index("orders_failed_cause")
      .using(
        "btree",
        t.state,
        t.ambiguous,
        sql`split_part(${t.cause}, ':', 1) collate "C"`,
        t.receivedAt,
        t.id,
      )
      .where(sql`${t.state} in ('rejected', 'errored')`),
    // Search. The functions are the database's own (migration 0009_search): they fold what is stored as the term is
    // folded. `migrate` builds these without holding up orders; see migrate-indexes.ts. They have settled orders only
    // (orders/settled.ts): one that comes and is placed gets in once, and not when it comes and again when it ends.
    // Behind each is what it adds to the log of an order.
    // 104 bytes
    index("orders_settled_online_order")
      .using("btree", sql`search_id(${t.onlineOrderId}) collate "C"`, t.receivedAt)
      .where(sql`${t.finalAt} is not null and ${t.onlineOrderId} is not null`),
    // 84 bytes
    index("orders_search_pos_order")
      .using("btree", sql`search_id(${t.posOrderId}) collate "C"`, t.receivedAt)
      .where(sql`${t.posOrderId} is not null`),
    // the number that a till shows: what a POS order id ends with. 94 bytes
    index("orders_search_till_number")
      .using("btree", sql`search_number(${t.posOrderId}) collate "C"`, t.receivedAt)
      .where(sql`${t.posOrderId} is not null`),
    // our reference, or the beginning of it that is printed on the ticket. 88 bytes
    index("orders_settled_reference").on(t.posReference).where(sql`${t.finalAt} is not null`),
    // what it comes to in hundredths, whatever the currency; in the whole order of lists, because PostgreSQL 15 takes an
    // amount for a handful and would sort all that have it. 116 bytes
    index("orders_settled_total")
      .using("btree", sql`search_hundredths(${t.grandTotalCents}, ${t.currency})`, t.receivedAt, t.id)
      .where(sql`${t.finalAt} is not null`),
    // the digits of a phone number, last one first. 74 bytes
    index("orders_settled_phone")
      .using("btree", sql`search_phone(${t.guestPhone}) collate "C"`)
      .where(sql`${t.finalAt} is not null and ${t.guestPhone} is not null`),
    // thousands of numbers have the same last four, so these are there by time, too. 76 bytes
    index("orders_settled_last_four")
      .using("btree", sql`"left"(search_phone(${t.guestPhone}), 4) collate "C"`, t.receivedAt)
      .where(sql`${t.finalAt} is not null and ${t.guestPhone} is not null`),
    // parts of names, names that are spelled much like the term, ends of ids, each within spans of time. New entries
    // wait in a list that every search reads, so it is kept short. 1,200 bytes
    index("orders_settled_parts")
      .using(
        "gin",
        // the first: each step is looked for from where its span begins
        sql`search_spans(${t.receivedAt})`,
        sql`search_name(${t.guestName}) gin_trgm_ops`,
        sql`search_keys(${t.guestName})`,
        sql`search_sounds(${t.guestName})`,
        sql`search_ends(${t.onlineOrderId}, ${t.requestUid})`,
      )
      .where(sql`${t.finalAt} is not null`)
      .with({ gin_pending_list_limit: 256 }),
    // search: a whole address. 74 bytes
    index("orders_settled_email")
      .using("btree", sql`lower(${t.guestEmail}) collate "C"`)
      .where(sql`${t.finalAt} is not null and ${t.guestEmail} is not null`),
  ],
);

/**
 * The idempotency keys: (connection, PAR organization, PAR location, request uid) as received, submits only.
 * The first row of an order is its own; the others are aliases, request uids under which PAR sent the same
 * online order again. Apart from `orders`, so that one unique key holds both kinds.
 * Written by insertOrder and addAlias; read first in each submit; kept for ever.
 */
export const orderKeys = pgTable(
  "order_keys",
  {
    connectionId: ident("connection_id").notNull(),
    /** Empty where the request named none: a key column cannot be null. */
    parOrganizationId: ident("par_organization_id").notNull(),
    parLocationId: ident("par_location_id").notNull(),
    requestUid: ident("request_uid").notNull(),
    orderId: ident("order_id")
      .notNull()
      .references(() => orders.id),
    /** Echoed byte for byte, so kept as text. */
    requestDatetime: text("request_datetime").notNull(),
    isAlias: boolean("is_alias").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    // findOrderByKey; with the uid first, so that findOrderForStatus finds one without its location. 211 bytes
    primaryKey({
      name: "order_keys_pkey",
      columns: [t.requestUid, t.connectionId, t.parLocationId, t.parOrganizationId],
    }),
    // search, by a request uid or its beginning. 80 bytes
    index("order_keys_search").using("btree", sql`search_id(${t.requestUid}) collate "C"`),
    // the keys of one order: trace, lookup. 103 bytes
    index("order_keys_order").on(t.orderId),
  ],
);

/**
 * The heavy part of an order, apart so that lists stay eight times denser. What it was made of is in three columns, or
 * packed (orders/payload-row.ts) where no process of the release before is left.
 * Written by insertOrder, the answer by whatever makes the order final without packing it; read by resends, replays and the
 * trace; kept as long as its order.
 */
export const orderPayloads = pgTable("order_payloads", {
  orderId: ident("order_id")
    .primaryKey()
    .references(() => orders.id),
  /** What goes to the POS, the same at every attempt. */
  posOrder: jsonb("pos_order").$type<unknown>(),
  /** How the prices were found. */
  priced: jsonb("priced").$type<unknown>(),
  /** The final body, rendered once; replays and GET serve these bytes. Null where its result has it, see `attemptResults`. */
  answer: text("answer"),
  /** Which menu and mappings it was judged by; null for orders of releases that did not write it down. */
  usedVersions: jsonb("used_versions").$type<unknown>(),
  answerStatus: integer("answer_status"),
  /** `posOrder`, `priced` and `usedVersions`: a byte with the dictionary's version, then a raw deflate stream. */
  packed: bytes("packed"),
});
