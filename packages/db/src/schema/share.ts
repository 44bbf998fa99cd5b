import { sql } from "drizzle-orm";
import { bigserial, check, index, pgTable } from "drizzle-orm/pg-core";
import { bytes, ident, instant } from "./columns.ts";
import { orders } from "./order.ts";

/**
 * A link that shows one order, redacted, to whoever has it. Only a hash of its token is stored, so that nobody who
 * reads the database can open it.
 * Written by operators and the CLI; read by its hash when it is opened, and by the order's page; a few per order that
 * anybody shares; kept as long as the order, so that it stays known who showed it.
 */
export const orderShares = pgTable(
  "order_shares",
  {
    id: ident("id").primaryKey(),
    orderId: ident("order_id")
      .notNull()
      .references(() => orders.id),
    /** SHA-256 of the token. */
    tokenHash: bytes("token_hash").notNull().unique(),
    createdAt: instant("created_at").notNull(),
    /** As `order_events.actor`. */
    createdBy: ident("created_by").notNull(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    revokedBy: ident("revoked_by"),
  },
  (t) => [
    check("order_shares_revoked_by_somebody", sql`(${t.revokedAt} is null) = (${t.revokedBy} is null)`),
    // listShares
    index("order_shares_order").on(t.orderId, t.id),
  ],
);

/**
 * Each time that a link was opened, and from which network. Append-only.
 * Written with the reading itself; read as a count by the order's page; how fast it grows is limited by address.
 */
export const orderShareOpenings = pgTable(
  "order_share_openings",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    shareId: ident("share_id")
      .notNull()
      .references(() => orderShares.id),
    at: instant("at").notNull(),
    /** The caller's IPv4 address, or their IPv6 network of 64 bits. */
    network: ident("network").notNull(),
  },
  (t) => [
    // listShares: how often, and when last
    index("order_share_openings_share").on(t.shareId, t.at),
  ],
);
