import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/**
 * The PostgreSQL whose transaction numbers the feed's rows bear. One row. Written by `migrate`, which starts the
 * numbers anew in a database that was restored into another PostgreSQL; read with each part of the feed.
 */
export const feedOrigin = pgTable(
  "feed_origin",
  {
    isOnly: boolean("is_only").primaryKey().default(true),
    systemIdentifier: text("system_identifier").notNull(),
  },
  (t) => [check("feed_origin_one_row", sql`${t.isOnly}`)],
);

/**
 * How far each consumer has read the feed. A row per consumer, written in the transaction of what it made of the
 * entries, so that neither is ever without the other.
 */
export const feedCursors = pgTable("feed_cursors", {
  consumer: text("consumer").primaryKey(),
  cursor: text("cursor").notNull(),
  movedAt: instant("moved_at").notNull(),
});
