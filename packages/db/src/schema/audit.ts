import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";

/**
 * Who changed a secret or a person, when, and what of it; never the secret itself.
 * Written in the transaction of the change; read by admins; grows by hand; append-only, never pruned.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    id: ident("id").primaryKey(),
    at: instant("at").notNull(),
    /** As `order_events.actor`: an operator's id, or `cli`. */
    actor: ident("actor").notNull(),
    action: text("action").notNull(),
    /** The operator or connection that was changed. */
    subjectId: ident("subject_id").notNull(),
    detail: jsonb("detail").$type<unknown>().notNull(),
  },
  (t) => [
    // listAudit: everything, or one subject, newest first
    index("audit_entries_recent").on(t.at, t.id),
    index("audit_entries_subject").on(t.subjectId, t.at, t.id),
  ],
);
