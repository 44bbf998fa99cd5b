import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";
import { oneOf } from "./vocabulary.ts";

/** What is deleted by its age. */
export const retentionKinds = ["bodies", "exchanges", "guests", "refused_guests", "pos_events"] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/**
 * How long what is recorded is kept: a row per brand, and one for what belongs to none; where there is no row, the
 * limits are as they were made. Written by owners and the CLI; read by the background; never pruned.
 */
export const retentionPolicies = pgTable(
  "retention_policies",
  {
    /** A brand's id, or `no_brand`. */
    id: ident("id").primaryKey(),
    /** Days after which the bodies of calls go. */
    bodiesDays: integer("bodies_days").notNull(),
    /** Days after which the lines of calls go. */
    exchangesDays: integer("exchanges_days").notNull(),
    /** Days after which a guest is taken out of orders and refused calls; null: kept with them. */
    guestsDays: integer("guests_days"),
    version: integer("version").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    check("retention_policies_bodies", sql`${t.bodiesDays} > 0 and ${t.bodiesDays} <= ${t.exchangesDays}`),
    // Bodies hold what is known of a guest, so they never outlive it.
    check("retention_policies_guests", sql`${t.guestsDays} is null or ${t.guestsDays} >= ${t.bodiesDays}`),
  ],
);

/**
 * How far the deleting of one kind has come at one brand: everything before the mark was looked at. Written and read by
 * the background, begun anew by whoever asks for a run; a few rows per brand; never pruned.
 */
export const retentionProgress = pgTable(
  "retention_progress",
  {
    /** A brand's id, or `no_brand`. */
    id: ident("id").notNull(),
    kind: text("kind", { enum: retentionKinds }).notNull(),
    /** Nothing is deleted before this, so that limits can be set first. */
    beginsAt: instant("begins_at").notNull(),
    markAt: instant("mark_at").notNull(),
    markId: ident("mark_id").notNull(),
    /** All that ever went. */
    deleted: bigint("deleted", { mode: "number" }).notNull().default(0),
    /** When the last batch was done. */
    ranAt: instant("ran_at"),
    /** When nothing was left past the limit. */
    finishedAt: instant("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.id, t.kind] }),
    check("retention_progress_kind", sql.raw(oneOf("kind", retentionKinds))),
  ],
);

/**
 * What is past its limit and stays while its order is open or disputed, or a case about it is not resolved. Written and
 * read by the background, which looks at each row again in every run; deleted with what it is about, so it stays small.
 */
export const retentionHeld = pgTable(
  "retention_held",
  {
    kind: text("kind", { enum: retentionKinds }).notNull(),
    /** Of an exchange or of an order. */
    subjectId: ident("subject_id").notNull(),
    /** Whose it is: a brand's id, or `no_brand`. */
    id: ident("id").notNull(),
    heldAt: instant("held_at").notNull(),
  },
  // listHeld: those of one brand and kind
  (t) => [primaryKey({ columns: [t.id, t.kind, t.subjectId] })],
);

/**
 * What of a guest an erasure is about: an order, a call that names them, or one that came before an order of theirs by
 * its online order's id, and may be another guest's.
 */
export const erasureKinds = ["order", "call", "online_order_call"] as const;
export type ErasureKind = (typeof erasureKinds)[number];

/**
 * Of which orders and calls somebody had a guest erased, and of which it is still to be done, because they are open or
 * somebody else's, too. Holds nothing of the guest. Written with the erasing and by the background, which looks at what
 * is due every hour; read by the pages of orders and calls; a row per order and call, kept as long as these.
 */
export const erasures = pgTable(
  "erasures",
  {
    /** Of an order or of an exchange. */
    subjectId: ident("subject_id").primaryKey(),
    kind: text("kind", { enum: erasureKinds }).notNull(),
    askedAt: instant("asked_at").notNull(),
    /** Null while it is due. */
    erasedAt: instant("erased_at"),
  },
  (t) => [
    check("erasures_kind", sql.raw(oneOf("kind", erasureKinds))),
    // eraseDue
    index("erasures_due").on(t.subjectId).where(sql`${t.erasedAt} is null`),
  ],
);
