import { sql } from "drizzle-orm";
import { check, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";

/**
 * What of guests is hidden beyond what always is: one row, or none while it is as it was made. Written by owners and the
 * CLI; read on each request of an operator; never pruned.
 */
export const redactionPolicies = pgTable(
  "redaction_policies",
  {
    id: ident("id").primaryKey(),
    /** Who may be shown how to reach a guest: whoever their role lets, or owners and brand admins alone. */
    revealedBy: text("revealed_by", { enum: ["roles", "admins"] }).notNull(),
    /** Names of members of recorded bodies whose content is hidden from everybody, as people gave them. */
    members: jsonb("members").$type<readonly string[]>().notNull(),
    version: integer("version").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    check("redaction_policies_one", sql`${t.id} = 'redaction_policy'`),
    check("redaction_policies_by", sql`${t.revealedBy} in ('roles', 'admins')`),
    check("redaction_policies_members", sql`jsonb_typeof(${t.members}) = 'array'`),
  ],
);
