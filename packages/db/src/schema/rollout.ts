import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { brands, locations } from "./location.ts";
import { oneOf } from "./vocabulary.ts";

/** Where a rollout stands. `stopped`: it waits for a person, who goes on, rolls back or ends it. */
export const rolloutStates = ["running", "stopped", "done", "ended", "rolled_back"] as const;
export type RolloutState = (typeof rolloutStates)[number];

/** Why a rollout stopped. */
export const rolloutStops = ["rejects", "findings", "not_in_force", "person"] as const;
export type RolloutStop = (typeof rolloutStops)[number];

/**
 * Where a store of a rollout stands. `left`: it did not get its turn and is held as before. `skipped`: somebody changed
 * what it is held at before its turn. `changed`: another version came into force after its turn.
 */
export const rolloutStoreStates = [
  "waiting",
  "released",
  "skipped",
  "changed",
  "left",
  "rolled_back",
  "kept",
] as const;
export type RolloutStoreState = (typeof rolloutStoreStates)[number];

/** What was seen when a rollout stopped by itself. */
export interface RolloutCount {
  /** PAR's validates and submits at the released stores, and those refused for reasons of the menu. */
  calls: number;
  refused: number;
  callsBefore: number;
  refusedBefore: number;
}

/**
 * Rollouts: the waiting menus of a brand's held stores let into force in waves. Written by operators who start, stop
 * and roll back, and by the job that goes on at `wave`, whichever process has it: each change adds to `version`, so
 * that only one of two goes through. Read by operators. A few rows a month for each brand; never pruned.
 */
export const menuRollouts = pgTable(
  "menu_rollouts",
  {
    id: ident("id").primaryKey(),
    brandId: ident("brand_id")
      .notNull()
      .references(() => brands.id),
    state: text("state", { enum: rolloutStates }).notNull(),
    stop: text("stop", { enum: rolloutStops }),
    /** What was counted when it stopped by itself. */
    counted: jsonb("counted").$type<RolloutCount>(),
    /** Stores of each wave. */
    waves: jsonb("waves").$type<number[]>().notNull(),
    /** The wave that has its turn, from 1. */
    wave: integer("wave").notNull(),
    /** Minutes between two waves, and percentage points by which rejects may rise. */
    minutes: integer("minutes").notNull(),
    rise: integer("rise").notNull(),
    /** When the wave's time is over; null until its stores were let go of. */
    nextAt: instant("next_at"),
    /** Since when calls count, where a person let it go on after it had stopped. */
    countsFrom: instant("counts_from"),
    version: integer("version").notNull().default(1),
    startedAt: instant("started_at").notNull(),
    /** As `actorText` writes it. */
    startedBy: text("started_by").notNull(),
    movedAt: instant("moved_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    check("menu_rollouts_state", sql.raw(oneOf("state", rolloutStates))),
    check("menu_rollouts_stop", sql.raw(oneOf("stop", rolloutStops))),
    check("menu_rollouts_ended", sql`(${t.state} in ('running', 'stopped')) = (${t.endedAt} is null)`),
    // listRollouts
    index("menu_rollouts_of_brand").on(t.brandId, t.id),
    // listStoppedRollouts
    index("menu_rollouts_stopped").on(t.id).where(sql`${t.state} = 'stopped'`),
  ],
);

/**
 * The stores of a rollout, at most 500 of one. Written with the rollout, by its job at a store's turn, and by whoever
 * rolls it back; read by operators and the job; never pruned. Versions of menus may go, so nothing refers to them.
 */
export const menuRolloutStores = pgTable(
  "menu_rollout_stores",
  {
    rolloutId: ident("rollout_id")
      .notNull()
      .references(() => menuRollouts.id),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    wave: integer("wave").notNull(),
    state: text("state", { enum: rolloutStoreStates }).notNull(),
    /** What it was held at, since when and why. */
    heldMenuId: ident("held_menu_id").notNull(),
    heldAt: instant("held_at").notNull(),
    reason: text("reason").notNull(),
    /** What came into force at its turn, and how many findings of it keep guests from ordering that were not there before. */
    menuId: ident("menu_id"),
    findings: integer("findings"),
    releasedAt: instant("released_at"),
  },
  (t) => [
    primaryKey({ columns: [t.rolloutId, t.locationId] }),
    check("menu_rollout_stores_state", sql.raw(oneOf("state", rolloutStoreStates))),
    check("menu_rollout_stores_released", sql`(${t.releasedAt} is null) = (${t.menuId} is null)`),
    // startRollout: a store waits in one rollout at a time
    uniqueIndex("menu_rollout_stores_waiting").on(t.locationId).where(sql`${t.state} = 'waiting'`),
  ],
);
