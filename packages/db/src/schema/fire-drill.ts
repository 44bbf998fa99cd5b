import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { locations } from "./location.ts";
import { menus } from "./menu.ts";
import { oneOf } from "./vocabulary.ts";

/** Where a fire drill stands. `failed`: it could not go on, see its reason. */
export const drillStates = ["running", "done", "stopped", "failed"] as const;
export type DrillState = (typeof drillStates)[number];

/** Why a fire drill could not go on. */
export const drillFailures = ["no_answer", "not_offered", "store_closed", "menu_gone", "pos_gone"] as const;
export type DrillFailure = (typeof drillFailures)[number];

/** What a running fire drill waits for: orders go first, or its POS is left alone because it does not take any. */
export const drillWaits = ["orders", "pos"] as const;
export type DrillWait = (typeof drillWaits)[number];

/** In what an item differs: its price, an id that the POS does not know, what is sold out, the choices, or something else. */
export const drillFindingKinds = ["price", "unknown", "off", "choices", "other", "no_answer"] as const;
export type DrillFindingKind = (typeof drillFindingKinds)[number];

/** Why the POS was not asked about an item: it is off, something that it needs is, or no menu ever serves it. */
export const drillSkips = ["off", "blocked", "not_served"] as const;
export type DrillSkip = (typeof drillSkips)[number];

/**
 * Fire drills: a store's menu, item by item against the check of its POS, which commits nothing. Written by operators
 * who start and stop them and by the job that runs them, which goes on at `position` whichever process has it; read by
 * operators; the newest 20 of a store are kept, older ones are deleted with their findings when another is started.
 */
export const fireDrills = pgTable(
  "fire_drills",
  {
    id: ident("id").primaryKey(),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    /** The version that is checked, to the end. */
    menuId: ident("menu_id")
      .notNull()
      .references(() => menus.id),
    state: text("state", { enum: drillStates }).notNull(),
    failure: text("failure", { enum: drillFailures }),
    waitsFor: text("waits_for", { enum: drillWaits }),
    /** Items of the menu, how many were gone through in its order, and of those: not sold by us now, and differing. */
    itemCount: integer("item_count").notNull(),
    position: integer("position").notNull().default(0),
    skippedCount: integer("skipped_count").notNull().default(0),
    differingCount: integer("differing_count").notNull().default(0),
    startedAt: instant("started_at").notNull(),
    /** As `actorText` writes it. */
    startedBy: text("started_by").notNull(),
    /** When it last went on. */
    movedAt: instant("moved_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("fire_drills_state", sql.raw(oneOf("state", drillStates))),
    check("fire_drills_ended", sql`(${t.state} = 'running') = (${t.endedAt} is null)`),
    check("fire_drills_failure", sql`(${t.state} = 'failed') = (${t.failure} is not null)`),
    // startFireDrill: one of a store at a time
    uniqueIndex("fire_drills_running").on(t.locationId).where(sql`${t.state} = 'running'`),
    // listFireDrills, listLastFireDrills, startFireDrill
    index("fire_drills_of_store").on(t.locationId, t.id),
  ],
);

/**
 * In what an item differed in a fire drill. Written by its job, a few rows for each item that differs; read by
 * operators; deleted with the drill.
 */
export const fireDrillFindings = pgTable(
  "fire_drill_findings",
  {
    drillId: ident("drill_id")
      .notNull()
      .references(() => fireDrills.id, { onDelete: "cascade" }),
    /** The item's place in the menu, and which of its findings this is. */
    position: integer("position").notNull(),
    part: integer("part").notNull(),
    productId: text("product_id").notNull(),
    name: text("name").notNull(),
    /** The size that it is about, where it is about one. */
    size: text("size"),
    kind: text("kind", { enum: drillFindingKinds }).notNull(),
    /** The contract's word for what the POS said, or why it gave no answer. */
    code: text("code").notNull(),
    /** What the POS said, in its words; empty where it said nothing. */
    message: text("message").notNull(),
    /** What we say and what the POS says, as the POS or we write such a value; null where it is not known. */
    ours: text("ours"),
    theirs: text("theirs"),
  },
  (t) => [primaryKey({ columns: [t.drillId, t.position, t.part] })],
);

/**
 * The items that a fire drill did not ask about, since we sold none at that moment. Written by its job with its place
 * in the menu, at most one row for each item; read by operators; deleted with the drill.
 */
export const fireDrillSkips = pgTable(
  "fire_drill_skips",
  {
    drillId: ident("drill_id")
      .notNull()
      .references(() => fireDrills.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    productId: text("product_id").notNull(),
    name: text("name").notNull(),
    why: text("why", { enum: drillSkips }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.drillId, t.position] }),
    check("fire_drill_skips_why", sql.raw(oneOf("why", drillSkips))),
  ],
);
