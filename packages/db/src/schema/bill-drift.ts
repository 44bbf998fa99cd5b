import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { brands, locations } from "./location.ts";
import { orders } from "./order.ts";
import { oneOf } from "./vocabulary.ts";

/** In what a POS's bill first differs from the order that it was sent. */
export const driftKinds = [
  "item",
  "modifier",
  "missing",
  "subtotal",
  "discount",
  "tax",
  "fee",
  "tip",
  "grand",
] as const;
export type DriftKind = (typeof driftKinds)[number];

/**
 * Orders whose POS charges another amount than it was sent, with the first difference: one row per such order.
 * Written by `orders/` after the order's result, never with it; read by the admin; grows with the faults of menus, not
 * with orders; kept as long as its order.
 */
export const billDrifts = pgTable(
  "bill_drifts",
  {
    orderId: ident("order_id")
      .primaryKey()
      .references(() => orders.id),
    brandId: ident("brand_id")
      .notNull()
      .references(() => brands.id),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    at: instant("at").notNull(),
    kind: text("kind", { enum: driftKinds }).notNull(),
    /** The item or modifier; null for a sum. */
    itemId: ident("item_id"),
    name: text("name"),
    oursCents: integer("ours_cents").notNull(),
    posCents: integer("pos_cents").notNull(),
  },
  (t) => [
    check("bill_drifts_kind", sql.raw(oneOf("kind", driftKinds))),
    // listBillDrifts: one store, newest first
    index("bill_drifts_location").on(t.locationId, t.at, t.orderId),
  ],
);
