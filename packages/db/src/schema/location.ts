import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { LocationId, PosLinkId } from "../ids.ts";
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
    /** The name of this way to its POS, see `formerPos`; null for the first that the store has had. */
    posLink: ident("pos_link").$type<PosLinkId>(),
    /** Within which no POS order id comes twice; null for the account of the store's first POS: the store's own id. */
    posAccount: ident("pos_account"),
    pausedAt: instant("paused_at"),
    /** When a pause ends by itself; null where somebody has to end it. See `isPausedAt`. */
    pauseUntil: instant("pause_until"),
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

/**
 * A way to a store's POS that is a thing of the past: where it was, how one signed to it, what it promised. An order
 * in doubt stays with the POS that its try went to, under the promises of then.
 * Append-only. Written by setLocationPos in the change that ends it; read by recovery, and to verify late words of
 * that POS; a row per change of POS; kept as long as its orders.
 */
export const formerPos = pgTable(
  "former_pos",
  {
    /** `pol_…`, or the store's own id for its first. */
    id: ident("id").primaryKey(),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    posAccount: ident("pos_account").notNull(),
    posKind: text("pos_kind").notNull(),
    posSettings: jsonb("pos_settings").$type<unknown>().notNull(),
    posSecret: bytes("pos_secret"),
    /** From then on nothing new was sent by it. */
    endedAt: instant("ended_at").notNull(),
  },
  (t) => [
    // listFormerPos
    index("former_pos_location").on(t.locationId, t.endedAt),
  ],
);
