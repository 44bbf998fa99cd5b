import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { brands, locations } from "./location.ts";

/**
 * Runs of the conformance checks against a store's POS: what was claimed of it, and whether it kept it. A store's
 * POS may promise more than before only where one passed.
 * Append-only. Written by whoever has the checks run; read by setStorePos and the store's page; a row per run, by
 * hand; kept, because a class rests on it.
 */
export const conformanceRuns = pgTable(
  "conformance_runs",
  {
    id: ident("id").primaryKey(),
    brandId: ident("brand_id")
      .notNull()
      .references(() => brands.id),
    locationId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    /** Which POS: its kind, and where it listens. */
    posKind: text("pos_kind").notNull(),
    posUrl: text("pos_url").notNull(),
    adapterClass: text("adapter_class", { enum: ["A", "B", "C", "D"] }).notNull(),
    canVoid: boolean("can_void").notNull(),
    passed: boolean("passed").notNull(),
    /** One after the other: `{ check, passed, said }`. */
    results: jsonb("results").$type<readonly ConformanceResult[]>().notNull(),
    ranBy: text("ran_by").notNull(),
    at: instant("at").notNull(),
    durationMs: integer("duration_ms").notNull(),
  },
  (t) => [
    check("conformance_runs_class", sql`${t.adapterClass} in ('A', 'B', 'C', 'D')`),
    // listConformanceRuns
    index("conformance_runs_location").on(t.locationId, t.at),
    // listProvenClaims
    index("conformance_runs_pos").on(t.brandId, t.posKind, t.posUrl),
  ],
);

/** What one check of a run said. */
export interface ConformanceResult {
  check: string;
  passed: boolean;
  /** What the POS did instead; null where it passed. */
  said: string | null;
}
