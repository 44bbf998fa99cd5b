import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { locations } from "./location.ts";

export const availabilitySources = ["operator", "pos"] as const;
export const availabilityKinds = ["product", "modifier"] as const;

/**
 * Availability overrides: changes of single items that came after the menu was pulled. An operator took an item
 * off ("86"), or the POS reported it between two pulls. A row is one override; it is in force until it is ended,
 * replaced by another of the same source, or expired. An operator's can only take off, the POS's can also put
 * back. Written by `menus/` for operators and for bridge events; read with each menu (cached, invalidated by
 * NOTIFY `availability:<location_id>`) and by the admin as history; grows by one row per override; kept.
 */
export const availability = pgTable(
  "availability",
  {
    id: ident("id").primaryKey(),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    kind: text("kind", { enum: availabilityKinds }).notNull(),
    itemId: ident("item_id").notNull(),
    source: text("source", { enum: availabilitySources }).notNull(),
    isAvailable: boolean("is_available").notNull(),
    /** When it was set or happened; of two reports of the POS the later one counts, whichever arrives first. */
    fromAt: instant("from_at").notNull(),
    /** When the item comes back by itself; null: when somebody puts it back. */
    untilAt: instant("until_at"),
    reason: text("reason"),
    /** An operator's id, `cli`, or `pos`. */
    setBy: text("set_by").notNull(),
    endedAt: instant("ended_at"),
    endedBy: text("ended_by"),
    /** The act that took it off in several stores at once, to undo that and nothing else; null for any other. */
    actId: ident("act_id"),
  },
  (t) => [
    check("availability_kind", sql`${t.kind} in ('product', 'modifier')`),
    check("availability_source", sql`${t.source} in ('operator', 'pos')`),
    check("availability_operator_takes_off", sql`${t.source} = 'pos' or not ${t.isAvailable}`),
    // listAvailability, and one override in force for each item and source
    uniqueIndex("availability_live")
      .on(t.locationId, t.kind, t.itemId, t.source)
      .where(sql`${t.endedAt} is null`),
    // the history of one store
    index("availability_history").on(t.locationId, t.fromAt),
    // listStoresOfAct
    index("availability_of_act").on(t.actId).where(sql`${t.actId} is not null`),
  ],
);
