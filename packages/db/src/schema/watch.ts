import { sql } from "drizzle-orm";
import { check, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { brands, locations } from "./location.ts";
import { oneOf } from "./vocabulary.ts";

/** What no single call or order shows, only many of them together. */
export const watchKinds = ["store_silent", "answers_late"] as const;
export type WatchKind = (typeof watchKinds)[number];

/**
 * Stores at which something is wrong that only sums show: they get no orders when they should, or PAR's submits are
 * answered too late. Written by the job `issues.watch`, which takes out what is over; read with what is wrong now;
 * a row per store and kind at most.
 */
export const storeWatches = pgTable(
  "store_watches",
  {
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    kind: text("kind", { enum: watchKinds }).notNull(),
    brandId: ident("brand_id")
      .notNull()
      .references(() => brands.id),
    /** Since when: of a silence, the last order; of late answers, the first of those that were counted first. */
    sinceAt: instant("since_at").notNull(),
    /** Of a silence, the orders that came in the same hours of the poorest of three weeks; else the late answers. */
    count: integer("count").notNull(),
    /** Out of how many submits; null for a silence. */
    outOf: integer("out_of"),
    /** When it was last found to last. */
    seenAt: instant("seen_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.locationId, t.kind] }),
    check("store_watches_kind", sql.raw(oneOf("kind", watchKinds))),
  ],
);
