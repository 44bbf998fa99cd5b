import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import type { Id } from "../ids.ts";
import { ident, instant } from "./columns.ts";

/**
 * What a person said of a pause of a store or a connection: until when, why, and what became of it. Whether orders
 * are taken stands with the store or the connection itself; this says who stopped them, also when that is long over.
 * Written by setLocation and setConnection in the change itself, an end once; read by whatever tells of a pause; a row
 * per pause and per change of one, by hand; kept, because orders were refused by it.
 */
export const pauses = pgTable(
  "pauses",
  {
    id: ident("id").$type<Id<"pau">>().primaryKey(),
    /** A store's or a connection's id. */
    subjectId: ident("subject_id").notNull(),
    /** When this was said; a pause that is changed has a row for each time. */
    at: instant("at").notNull(),
    /** Since when no orders are taken. */
    pausedAt: instant("paused_at").notNull(),
    /** When it ends by itself; null where somebody has to end it. */
    until: instant("until"),
    reason: text("reason"),
    /** As `order_events.actor`; null where no person did it. */
    by: ident("by"),
    /** When somebody ended or changed it; null where nobody did, also where `until` is over. */
    endedAt: instant("ended_at"),
    endedBy: ident("ended_by"),
  },
  (t) => [
    check("pauses_ended", sql`${t.endedBy} is null or ${t.endedAt} is not null`),
    // listPausesAt; endPauses
    index("pauses_subject").on(t.subjectId, t.at),
  ],
);
