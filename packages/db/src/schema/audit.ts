import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";

/**
 * Who changed or revealed something, when, from where, why, and what of it. It names guests by their order, and holds
 * neither their data nor any secret, nor free text, in which people may write either.
 * Written in the transaction of the change; read by admins; grows by hand; append-only, never pruned.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: ident("id").primaryKey(),
    at: instant("at").notNull(),
    /** As `order_events.actor`: an operator's id, or `cli`. */
    actor: ident("actor").notNull(),
    /** The address that it came from, where it came by HTTP. */
    address: text("address"),
    action: text("action").notNull(),
    /** What was changed, by its id, whose prefix tells the kind. */
    subjectId: ident("subject_id").notNull(),
    /** Why, as a word of a closed list. What people wrote themselves stands with the subject. */
    reason: text("reason"),
    /** Whose the subject is, for the reader's scope; null where it is nobody's or several brands'. */
    brandId: ident("brand_id"),
    locationId: ident("location_id").$type<LocationId>(),
    /** A field that changed is `{ from, to }`; any other says something of the change. */
    detail: jsonb("detail").$type<unknown>().notNull(),
  },
  (t) => [
    // listAudit: everything, one subject, person, kind, brand or store, newest first; the sealer: what is new
    index("audit_entries_recent").on(t.at, t.id),
    index("audit_entries_subject").on(t.subjectId, t.at, t.id),
    index("audit_entries_actor").on(t.actor, t.at, t.id),
    index("audit_entries_brand").on(t.brandId, t.at, t.id),
    index("audit_entries_action").on(t.action, t.at, t.id),
    index("audit_entries_location").on(t.locationId, t.at, t.id).where(sql`${t.locationId} is not null`),
  ],
);

/**
 * The chain over `audit_entries`: a seal holds the hash of its entry and of the seal before it, so that no entry can be
 * changed, taken out or put elsewhere without every later seal being another. Numbers have no gap.
 * Written by the sealer alone, after the entry's commit; read by the check; one for each entry; append-only.
 */
export const auditSeals = pgTable("audit_seals", {
  number: bigint("number", { mode: "number" }).primaryKey(),
  /** No foreign key: that its entry is there is what the check is for. */
  entryId: ident("entry_id").notNull().unique("audit_seals_entry"),
  /** The hash of the seal before; null in the first. */
  previous: text("previous"),
  hash: text("hash").notNull(),
  sealedAt: instant("sealed_at").notNull(),
});
