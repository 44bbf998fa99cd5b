import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { bytes, ident, instant } from "./columns.ts";
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
    /** The import that made the row; null where somebody made it alone. */
    importId: ident("import_id"),
    /** Why the row was made, in the words of whoever made it; null where nobody said. */
    reason: text("reason"),
    /** The import that ended the row, or put another in its place; null where somebody did so alone. */
    replacedImportId: ident("replaced_import_id"),
    /** Why it was ended, where nothing took its place: a next version has its own reason. */
    endReason: text("end_reason"),
  };
}

/**
 * A file of mappings that somebody gave, and what became of it: an import is undone as one.
 * Written by `stores/mappings/imports/`; read by the page of imports. The bytes go when the file is imported, and a
 * file that is not imported goes after a day; what remains grows by hand.
 */
export const mappingImports = pgTable(
  "mapping_imports",
  {
    id: ident("id").primaryKey(),
    uploadedBy: text("uploaded_by").notNull(),
    uploadedAt: instant("uploaded_at").notNull(),
    /** As the person's computer calls it; for people. */
    fileName: text("file_name").notNull(),
    /** Null once the file is imported. */
    bytes: bytes("bytes"),
    size: integer("size").notNull(),
    /** The file's encoding, where the person named it. */
    encoding: text("encoding"),
    /** From here on null until the file is imported. */
    kind: text("kind", { enum: ["organization", "location"] }),
    importedAt: instant("imported_at"),
    importedBy: text("imported_by"),
    created: integer("created"),
    changed: integer("changed"),
    /** PAR ids that mean nothing any more by it; null for imports of releases that could end none. */
    ended: integer("ended"),
    acrossBrands: boolean("across_brands"),
    /** Why, in the words of whoever imported it; null where nobody said. */
    reason: text("reason"),
    /** From here on null until the import is undone. */
    undoneAt: instant("undone_at"),
    undoneBy: text("undone_by"),
    /** How many of its mappings were taken back. */
    undone: integer("undone"),
  },
  (t) => [
    check("mapping_imports_kind", sql`${t.kind} in ('organization', 'location')`),
    // sweepImports
    index("mapping_imports_waiting").on(t.uploadedAt).where(sql`${t.importedAt} is null`),
    // listImports
    index("mapping_imports_done").on(t.importedAt, t.id).where(sql`${t.importedAt} is not null`),
  ],
);

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
    // listImported
    index("organization_mappings_import").on(t.importId).where(sql`${t.importId} is not null`),
    // listImported: what it ended
    index("organization_mappings_replaced_import")
      .on(t.replacedImportId)
      .where(sql`${t.replacedImportId} is not null`),
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
    // listImported
    index("location_mappings_import").on(t.importId).where(sql`${t.importId} is not null`),
    // listImported: what it ended
    index("location_mappings_replaced_import")
      .on(t.replacedImportId)
      .where(sql`${t.replacedImportId} is not null`),
  ],
);

/**
 * Ids that PAR sent and no mapping knew: the operators' queue.
 * Written by `stores/resolve-ids.ts` (one row per id, counted up), by mapping writes (resolved) and by operators (ignored); read by the admin;
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
    /** When somebody said that it is never to be mapped: it is counted and raises nothing. From here on null else. */
    ignoredAt: instant("ignored_at"),
    ignoredBy: text("ignored_by"),
    ignoredReason: text("ignored_reason"),
  },
  (t) => [
    check("unmapped_ids_kind", sql`${t.kind} in ('organization', 'location')`),
    unique("unmapped_ids_key").on(t.connectionId, t.kind, t.parId),
    // listUnmapped: the open queue, newest first
    index("unmapped_ids_open").on(t.lastSeenAt, t.id).where(sql`${t.resolvedAt} is null`),
  ],
);
