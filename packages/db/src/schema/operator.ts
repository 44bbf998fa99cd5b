import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { ident, instant } from "./columns.ts";
import { brands, locations } from "./location.ts";

// The property names of the first five tables are better-auth's field names; tables and columns are ours.

/**
 * A person who uses the admin. Written by auth and the CLI; read on each request of the admin; grows by
 * hand; never pruned.
 */
export const operators = pgTable("operators", {
  id: ident("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  /** Since when they can neither sign in nor use a key; null for those who can. */
  disabledAt: instant("disabled_at"),
  /** What they read the admin in; null for what their browser asks for. */
  language: text("language"),
  /** Since when sign-in asks them for a code besides the password; null where it does not. */
  secondFactorAt: instant("second_factor_at"),
  /** Counts changes; whoever changes an operator names the version that they saw. */
  version: integer("version").notNull().default(1),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Signed-in browsers. Written and deleted by auth; expired rows are swept with the counters of sign-in. */
export const operatorSessions = pgTable(
  "operator_sessions",
  {
    id: ident("id").primaryKey(),
    expiresAt: instant("expires_at").notNull(),
    token: text("token").notNull().unique(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    /** What proved both factors at once; null where a password began it, with a code where one was asked for. */
    provenBy: text("proven_by", { enum: ["passkey", "provider"] }),
    userId: ident("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
  },
  (t) => [
    index("operator_sessions_operator").on(t.userId),
    check("operator_sessions_proven", sql`${t.provenBy} in ('passkey', 'provider')`),
  ],
);

/** Ways to sign in: a password hash (provider `credential`), later others. Written by auth. */
export const operatorAccounts = pgTable(
  "operator_accounts",
  {
    id: ident("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: ident("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: instant("access_token_expires_at"),
    refreshTokenExpiresAt: instant("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [index("operator_accounts_operator").on(t.userId)],
);

/** Short-lived values of auth's flows. Written and deleted by auth. */
export const operatorVerifications = pgTable(
  "operator_verifications",
  {
    id: ident("id").primaryKey(),
    identifier: text("identifier").notNull(),
    value: text("value").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [index("operator_verifications_identifier").on(t.identifier)],
);

/**
 * Auth's counters of tries, and places from which operators signed in. Written by auth; of one address some sixty rows
 * at most, and one per place; swept an hour after the last try, places after ninety days.
 */
export const authRateLimits = pgTable("auth_rate_limits", {
  id: ident("id").primaryKey(),
  key: text("key").notNull().unique(),
  count: integer("count").notNull(),
  /** Milliseconds since 1970. */
  lastRequest: bigint("last_request", { mode: "number" }).notNull(),
});

/**
 * What an operator may do, and for which brand; `admin` of every brand is an owner, `admin` of one a brand
 * admin. Written by admins and the CLI; read on each request of the admin; a few rows per operator.
 */
export const operatorGrants = pgTable(
  "operator_grants",
  {
    id: ident("id").primaryKey(),
    operatorId: ident("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["admin", "support", "viewer"] }).notNull(),
    /** Null = every brand. */
    brandId: ident("brand_id").references(() => brands.id),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    check("operator_grants_role", sql`${t.role} in ('admin', 'support', 'viewer')`),
    unique("operator_grants_key").on(t.operatorId, t.role, t.brandId).nullsNotDistinct(),
  ],
);

/**
 * Grants that the release before does not know: an engineer's, and those for one store. It does not read this
 * table, so that it neither gives them nor stumbles over them.
 * Written by admins and the CLI; read on each request of the admin; a few rows per operator.
 */
export const operatorScopedGrants = pgTable(
  "operator_scoped_grants",
  {
    id: ident("id").primaryKey(),
    operatorId: ident("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["support", "engineer", "viewer"] }).notNull(),
    /** The brand, also of a store; null = every brand. */
    brandId: ident("brand_id").references(() => brands.id),
    /** Null = every store of the brand. */
    locationId: ident("location_id").references(() => locations.id),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    check("operator_scoped_grants_role", sql`${t.role} in ('support', 'engineer', 'viewer')`),
    check(
      "operator_scoped_grants_place",
      sql`case when ${t.locationId} is null then ${t.role} = 'engineer' else ${t.brandId} is not null end`,
    ),
    unique("operator_scoped_grants_key").on(t.operatorId, t.role, t.brandId, t.locationId).nullsNotDistinct(),
  ],
);

/** One role of a key, as it is kept with it. */
export interface KeyGrant {
  role: "owner" | "brand_admin" | "support" | "engineer" | "viewer";
  brandId: string | null;
  locationId: string | null;
}

/**
 * Keys for scripts. Only a hash is stored; the prefix is what a list shows.
 * Written by operators; read on each request that carries one; never pruned, only revoked.
 */
export const operatorApiKeys = pgTable(
  "operator_api_keys",
  {
    id: ident("id").primaryKey(),
    operatorId: ident("operator_id")
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    hash: text("hash").notNull().unique(),
    /** All that it may do, where that is less than what its operator may; null for the same. */
    grants: jsonb("grants").$type<readonly KeyGrant[]>(),
    /** Who made it; null for keys of the release before, which did not keep it. */
    createdBy: ident("created_by"),
    createdAt: instant("created_at").notNull(),
    /** From when on it opens nothing; null for never. */
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [index("operator_api_keys_operator").on(t.operatorId)],
);

/** The five tables under the names by which better-auth's Drizzle adapter looks for them. */
export const authSchema = {
  user: operators,
  session: operatorSessions,
  account: operatorAccounts,
  verification: operatorVerifications,
  rateLimit: authRateLimits,
};
