import { sql } from "drizzle-orm";
import { check, index, pgTable, text } from "drizzle-orm/pg-core";
import { bytes, ident, instant } from "./columns.ts";
import { operators } from "./operator.ts";

/**
 * A link by which somebody who was added chooses their own password, once. Only a hash of its token is stored, so that
 * nobody who reads the database can open it. Whoever has a password can use none, but one that was made to replace it.
 * Written by operators and the CLI, and when it is used; read by its hash when it is opened, and by the pages about
 * people; one per person, and one more for each that was lost; never pruned.
 */
export const operatorInvitations = pgTable(
  "operator_invitations",
  {
    id: ident("id").primaryKey(),
    operatorId: ident("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    /** SHA-256 of the token. */
    tokenHash: bytes("token_hash").notNull().unique(),
    /** `reset` for who has a password and lost it; null for who has none yet. */
    purpose: text("purpose", { enum: ["reset"] }),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** Set where the person was disabled or given a password or another link; then it is never used. */
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    check("operator_invitations_purpose", sql`${t.purpose} in ('reset')`),
    check("operator_invitations_ended_once", sql`${t.usedAt} is null or ${t.revokedAt} is null`),
    // listInvited
    index("operator_invitations_operator").on(t.operatorId),
  ],
);
