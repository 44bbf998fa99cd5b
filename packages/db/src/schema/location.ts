import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { bytes, ident, instant } from "./columns.ts";

/**
 * Our side of PAR's organization.
 * Written by operators and the CLI; read everywhere; grows by hand; never pruned.
 */
export const brands = pgTable("brands", {
  id: ident("id").primaryKey(),
  code: text("code").notNull().unique(),
  name: text("name").notNull(),
  createdAt: instant("created_at").notNull(),
});

/**
 * A store: our side of PAR's location, with the POS that it speaks to.
 * Written by operators and the CLI, `menu_pull_*` by the menu refresher; read by the rooms (cached,
 * invalidated by NOTIFY `locations:<id>`); grows by hand; never pruned.
 */
export const locations = pgTable(
  "locations",
  {
    id: ident("id").$type<LocationId>().primaryKey(),
    brandId: ident("brand_id")
      .notNull()
      .references(() => brands.id),
    code: text("code").notNull().unique(),
    name: text("name").notNull(),
    address: text("address"),
    phone: text("phone"),
    /** IANA zone name. */
    timezone: text("timezone").notNull(),
    /** ISO 4217. */
    currency: text("currency").notNull(),
    /** Which adapter, e.g. `bridge`; null while no POS is set. */
    posKind: text("pos_kind"),
    posSettings: jsonb("pos_settings").$type<unknown>().notNull().default({}),
    posSecret: bytes("pos_secret"),
    pausedAt: instant("paused_at"),
    pauseReason: text("pause_reason"),
    /** No guest's order arrives here: whoever tests may send calls as PAR. */
    isTest: boolean("is_test").notNull().default(false),
    testReason: text("test_reason"),
    menuPullDueAt: instant("menu_pull_due_at"),
    menuPullError: text("menu_pull_error"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    check("locations_test_reason", sql`${t.isTest} or ${t.testReason} is null`),
    // listLocations by brand
    index("locations_brand").on(t.brandId, t.code),
    // claimDueMenuPulls
    index("locations_menu_due").on(t.menuPullDueAt),
  ],
);
