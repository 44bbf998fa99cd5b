import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, ident, instant } from "./columns.ts";

/**
 * One PAR relationship: the tenant.
 * Written by operators and the CLI; read into the API's caller cache (reloaded on NOTIFY `connections`);
 * grows by hand; never pruned, only disabled.
 */
export const connections = pgTable(
  "connections",
  {
    id: ident("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    state: text("state", { enum: ["live", "disabled"] })
      .notNull()
      .default("live"),
    /** The contract's switches that differ from their defaults; parsed by par-contract. */
    switches: jsonb("switches").$type<unknown>().notNull().default({}),
    pausedAt: instant("paused_at"),
    /** When a pause ends by itself; null where somebody has to end it. See `isPausedAt`. */
    pauseUntil: instant("pause_until"),
    pauseReason: text("pause_reason"),
    version: integer("version").notNull().default(1),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [check("connections_state", sql`${t.state} in ('live', 'disabled')`)],
);

/**
 * The SharedIds of a connection: one live, or two while one is being replaced.
 * Written by operators and the CLI (`last_used_at` by the API, at most once a minute); read with their
 * connection; grows by one per rotation; retired rows stay as history, sealed.
 */
export const connectionSecrets = pgTable(
  "connection_secrets",
  {
    id: ident("id").primaryKey(),
    connectionId: ident("connection_id")
      .notNull()
      .references(() => connections.id),
    sealed: bytes("sealed").notNull(),
    /** Blind indexes: equal secrets are found without opening any. */
    fullIndex: text("full_index").notNull(),
    first10Index: text("first10_index").notNull(),
    strength: text("strength", { enum: ["weak", "short", "strong"] }).notNull(),
    state: text("state", { enum: ["live", "retiring", "retired"] })
      .notNull()
      .default("live"),
    endsAt: instant("ends_at"),
    lastUsedAt: instant("last_used_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    check("connection_secrets_strength", sql`${t.strength} in ('weak', 'short', 'strong')`),
    check("connection_secrets_state", sql`${t.state} in ('live', 'retiring', 'retired')`),
    // PAR's rules key tokens by the whole SharedId and digests by its first ten characters: were either
    // shared by two connections, a request could not be told apart.
    uniqueIndex("connection_secrets_full").on(t.fullIndex).where(sql`${t.state} <> 'retired'`),
    uniqueIndex("connection_secrets_first10").on(t.first10Index).where(sql`${t.state} <> 'retired'`),
    // listConnections: the secrets of one connection
    index("connection_secrets_connection").on(t.connectionId),
  ],
);
