import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text } from "drizzle-orm/pg-core";
import { bytes, ident, instant } from "./columns.ts";
import { operators } from "./operator.ts";

/**
 * Passkeys of operators: the public half alone, so that nothing here signs anybody in.
 * Written by their operator, and by each sign-in by one; read at each such sign-in; ten per operator at most; deleted
 * where one is removed.
 */
export const operatorPasskeys = pgTable(
  "operator_passkeys",
  {
    id: ident("id").primaryKey(),
    operatorId: ident("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    /** What its operator calls it. */
    name: text("name").notNull(),
    /** By which a device names it, in base64url. */
    credentialId: text("credential_id").notNull().unique(),
    /** SPKI, DER. */
    publicKey: bytes("public_key").notNull(),
    /** How often it signed, as it says itself; 0 for one that does not count. */
    counter: bigint("counter", { mode: "number" }).notNull(),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    // listPasskeys, countPasskeys, removePasskeys
    index("operator_passkeys_operator").on(t.operatorId),
    check("operator_passkeys_counter", sql`${t.counter} >= 0`),
  ],
);
