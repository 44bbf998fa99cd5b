import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";

/**
 * What sign-in asks of operators, and how long a session lasts: one row, or none while it is as it was made.
 * Written by owners and the CLI; read on each request of a browser that is signed in; never pruned.
 */
export const signInPolicies = pgTable(
  "sign_in_policies",
  {
    id: ident("id").primaryKey(),
    /** Who must have a second factor: nobody, whoever administers anything, or everybody. */
    secondFactor: text("second_factor", { enum: ["nobody", "admins", "everybody"] }).notNull(),
    idleMinutes: integer("idle_minutes").notNull(),
    sessionHours: integer("session_hours").notNull(),
    version: integer("version").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    check("sign_in_policies_one", sql`${t.id} = 'sign_in_policy'`),
    check("sign_in_policies_factor", sql`${t.secondFactor} in ('nobody', 'admins', 'everybody')`),
    check("sign_in_policies_idle", sql`${t.idleMinutes} between 5 and 720`),
    check("sign_in_policies_hours", sql`${t.sessionHours} between 1 and 12`),
  ],
);
