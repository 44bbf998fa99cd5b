import { sql } from "drizzle-orm";
import { boolean, jsonb, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { locations } from "./location.ts";

/**
 * A menu of a location, one row per content.
 * Written by `menus/` after a pull; the current row is cached there (NOTIFY `menus:<location_id>`) and read
 * by pricing and by PAR's menu call; grows by one per change of content; rows that are not current may be
 * deleted after 90 days.
 */
export const menus = pgTable(
  "menus",
  {
    id: ident("id").primaryKey(),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    /** Hash of the content; what PAR hears as the menu version. */
    version: text("version").notNull(),
    content: jsonb("content").$type<unknown>().notNull(),
    /** Who gave it, e.g. `bridge`. */
    source: text("source").notNull(),
    /** The POS's own tag for this content, sent back to it on the next pull. */
    etag: text("etag"),
    fetchedAt: instant("fetched_at").notNull(),
    /** The last pull that found the same content. */
    confirmedAt: instant("confirmed_at").notNull(),
    isCurrent: boolean("is_current").notNull(),
  },
  (t) => [
    unique("menus_version").on(t.locationId, t.version),
    uniqueIndex("menus_current").on(t.locationId).where(sql`${t.isCurrent}`),
  ],
);
