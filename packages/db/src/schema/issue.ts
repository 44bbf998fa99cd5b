import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { oneOf } from "./vocabulary.ts";

/** Whose failures an issue groups: a store's, a connection's, a rollout's, a caller's address, or the gateway's own. */
export const issueSubjects = ["store", "connection", "rollout", "address", "gateway"] as const;
export type IssueSubject = (typeof issueSubjects)[number];

/** Money by currency, in its cents. */
export type MoneyByCurrency = Readonly<Record<string, number>>;

/**
 * Failures of one cause at one subject. Its id is made of both, so that what is read from the ledger and what is
 * stored here are the same issue. Counts begin anew with each spell; a spell ends when the cause is over.
 * Written by the keeper of issues, one process at a time, in the transaction that moves its cursor in the feed;
 * read by the admin; at most a row per cause and store or connection, and a few dozen addresses; kept for ever.
 */
export const issues = pgTable(
  "issues",
  {
    id: ident("id").primaryKey(),
    cause: text("cause").notNull(),
    /** The class of the newest effect: under one cause the POS may first be silent and then be gone. */
    lastCause: text("last_cause").notNull(),
    subjectKind: text("subject_kind", { enum: issueSubjects }).notNull(),
    subjectId: ident("subject_id").notNull(),
    brandId: ident("brand_id"),
    locationId: ident("location_id").$type<LocationId>(),
    connectionId: ident("connection_id"),
    firstSeenAt: instant("first_seen_at").notNull(),
    /** When this spell began. */
    sinceAt: instant("since_at").notNull(),
    /** The newest failure. */
    lastSeenAt: instant("last_seen_at").notNull(),
    /** When the cause was seen to be over; null while it lasts. */
    overAt: instant("over_at"),
    /** How often it began, this spell included. */
    spells: integer("spells").notNull(),
    /** Calls and events of this spell that failed by it. */
    effects: bigint("effects", { mode: "number" }).notNull(),
    /** Orders of this spell that met it, each counted once. */
    orders: bigint("orders", { mode: "number" }).notNull(),
    /** What they are worth. */
    money: jsonb("money").$type<MoneyByCurrency>().notNull(),
    lastOrderId: ident("last_order_id"),
    lastExchangeId: ident("last_exchange_id"),
    /** Counts what was written. */
    version: integer("version").notNull(),
  },
  (t) => [
    check("issues_subject_kind", sql.raw(oneOf("subject_kind", issueSubjects))),
    // listIssues: what lasts, and what is over, newest first
    index("issues_lasting").on(t.id).where(sql`${t.overAt} is null`),
    index("issues_recent").on(t.lastSeenAt, t.id),
  ],
);
