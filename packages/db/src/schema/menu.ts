import { sql } from "drizzle-orm";
import { boolean, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { connections } from "./connection.ts";
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
    /** The POS's newest. It is the one in force too, unless another is held in `menu_pins`. */
    isCurrent: boolean("is_current").notNull(),
  },
  (t) => [
    unique("menus_version").on(t.locationId, t.version),
    uniqueIndex("menus_current").on(t.locationId).where(sql`${t.isCurrent}`),
  ],
);

/**
 * The version that a store is held at, whatever its POS gives: a row per store that is held, none for others.
 * Written by operators and the CLI, deleted where they let go of it or the store gets another till; cached with the
 * menu (NOTIFY `menus:<location_id>`); why and who is in the audit for good.
 */
export const menuPins = pgTable("menu_pins", {
  locationId: ident("location_id")
    .$type<LocationId>()
    .primaryKey()
    .references(() => locations.id),
  menuId: ident("menu_id")
    .notNull()
    .references(() => menus.id),
  pinnedAt: instant("pinned_at").notNull(),
  /** As `actorText` writes it. */
  pinnedBy: text("pinned_by").notNull(),
  reason: text("reason").notNull(),
});

/**
 * To whom a version was served and what was judged by it, as sums: one row per version and connection.
 * Written in the background, some seconds late; what a process that dies had not written is missing. Read by
 * operators; kept as long as the version.
 */
export const menuServings = pgTable(
  "menu_servings",
  {
    menuId: ident("menu_id")
      .notNull()
      .references(() => menus.id),
    connectionId: ident("connection_id")
      .notNull()
      .references(() => connections.id),
    firstAt: instant("first_at").notNull(),
    lastAt: instant("last_at").notNull(),
    /** Calls of the menu, those that were told "unchanged" included. */
    menuCalls: integer("menu_calls").notNull(),
    validates: integer("validates").notNull(),
    submits: integer("submits").notNull(),
  },
  (t) => [primaryKey({ columns: [t.menuId, t.connectionId] })],
);
