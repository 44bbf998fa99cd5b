import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { connections } from "./connection.ts";
import { brands, locations } from "./location.ts";

function historyColumns() {
  return {
    version: integer("version").notNull(),
    validFrom: instant("valid_from").notNull(),
    /** Null while the row is in force. */
    replacedAt: instant("replaced_at"),
    changedBy: text("changed_by").notNull(),
    /** Who ended the row: the next version's author, or whoever removed the mapping. */
    replacedBy: text("replaced_by"),
  };
}

/**
 * PAR organization → our brand, per connection, with history: a change closes the row and inserts the next.
 * Written by operators and the CLI; the rows in force are cached by `stores/resolve-ids.ts`, invalidated by
 * NOTIFY `mappings:<connection_id>`; grows by hand; never pruned. Both tables of mappings have the same
 * properties, so that one set of queries (`mappings/kinds.ts`) serves both.
 */
export const organizationMappings = pgTable(
  "organization_mappings",
  {
    id: ident("id").primaryKey(),
    connectionId: ident("connection_id")
      .notNull()
      .references(() => connections.id),
    parId: ident("par_organization_id").notNull(),
    targetId: ident("brand_id")
      .notNull()
      .references(() => brands.id),
    ...historyColumns(),
  },
  (t) => [
    uniqueIndex("organization_mappings_live").on(t.connectionId, t.parId).where(sql`${t.replacedAt} is null`),
    unique("organization_mappings_version").on(t.connectionId, t.parId, t.version),
    // scope filters: which connections serve a brand
    index("organization_mappings_brand").on(t.targetId, t.connectionId),
  ],
);

/**
 * PAR location → our location, per connection, with history, as above.
 */
export const locationMappings = pgTable(
  "location_mappings",
  {
    id: ident("id").primaryKey(),
    connectionId: ident("connection_id")
      .notNull()
      .references(() => connections.id),
    parId: ident("par_location_id").notNull(),
    targetId: ident("location_id")
      .$type<LocationId>()
      .notNull()
      .references(() => locations.id),
    ...historyColumns(),
  },
  (t) => [
    uniqueIndex("location_mappings_live").on(t.connectionId, t.parId).where(sql`${t.replacedAt} is null`),
    unique("location_mappings_version").on(t.connectionId, t.parId, t.version),
    // the PAR ids of one store
    index("location_mappings_location").on(t.targetId),
  ],
);

/**
 * Ids that PAR sent and no mapping knew: the operators' queue.
 * Written by `stores/resolve-ids.ts` (one row per id, counted up) and by mapping writes (resolved); read by the admin;
 * bounded by what a verified caller invents, so the writer caps the open rows per connection; resolved
 * rows may be deleted after 90 days.
 */
export const unmappedIds = pgTable(
  "unmapped_ids",
  {
    id: ident("id").primaryKey(),
    connectionId: ident("connection_id")
      .notNull()
      .references(() => connections.id),
    kind: text("kind", { enum: ["organization", "location"] }).notNull(),
    parId: ident("par_id").notNull(),
    /** For a location: the organization it came with. */
    parOrganizationId: ident("par_organization_id"),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    seenCount: integer("seen_count").notNull().default(1),
    sampleExchangeId: ident("sample_exchange_id"),
    resolvedAt: instant("resolved_at"),
  },
  (t) => [
    check("unmapped_ids_kind", sql`${t.kind} in ('organization', 'location')`),
    unique("unmapped_ids_key").on(t.connectionId, t.kind, t.parId),
    // listUnmapped: the open queue, newest first
    index("unmapped_ids_open").on(t.lastSeenAt, t.id).where(sql`${t.resolvedAt} is null`),
  ],
);
