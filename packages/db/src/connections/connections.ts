import { and, asc, eq, exists, gt, inArray, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { changedFields, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { connectionSecrets, connections } from "../schema/connection.ts";
import { organizationMappings } from "../schema/mapping.ts";
import type { Vault } from "../secrets/vault.ts";
import type { Scope } from "../sql/scope.ts";
import { recordPause } from "../stores/pauses.ts";
import { insertSecret, placeOf, type SecretStrength } from "./secrets.ts";

export type Connection = typeof connections.$inferSelect;

/** A live SharedId with the connection that it opens. The plain secret never leaves the process. */
export interface Caller {
  secretId: string;
  sharedId: string;
  /** After this instant it no longer opens anything; null = no end. */
  endsAt: Date | null;
  connection: Connection;
}

/** Every SharedId that opens a live connection at `now`. Reload on NOTIFY `connections` and when one ends. */
export async function listCallers(db: Database, args: { vault: Vault; now: Date }): Promise<Caller[]> {
  const rows = await db.orm
    .select({ secret: connectionSecrets, connection: connections })
    .from(connectionSecrets)
    .innerJoin(connections, eq(connections.id, connectionSecrets.connectionId))
    .where(
      and(
        eq(connections.state, "live"),
        ne(connectionSecrets.state, "retired"),
        or(isNull(connectionSecrets.endsAt), gt(connectionSecrets.endsAt, args.now)),
      ),
    )
    .orderBy(asc(connectionSecrets.id));
  return rows.map(({ secret, connection }) => ({
    secretId: secret.id,
    sharedId: args.vault.open(secret.sealed, placeOf(secret.id)),
    endsAt: secret.endsAt,
    connection,
  }));
}

export interface NewConnection {
  slug: string;
  name: string;
  switches: unknown;
  sharedId: string;
  strength: SecretStrength;
}

/**
 * Creates a live connection with its first SharedId. Throws SharedIdTakenError when the SharedId, or its
 * first ten characters, already serve another; SlugTakenError for the slug.
 */
export async function insertConnection(
  db: Database,
  args: { vault: Vault; connection: NewConnection; by?: Actor | undefined; now: Date },
): Promise<Connection> {
  const { vault, by, now } = args;
  const { slug, name, switches, sharedId, strength } = args.connection;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .insert(connections)
      .values({ id: newId("con"), slug, name, switches, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning();
    if (row === undefined) throw new SlugTakenError(slug);
    const secret = await insertSecret(tx, { vault, connectionId: row.id, sharedId, strength, now });
    const detail = { slug, name, switches, secret, strength };
    if (by !== undefined)
      await recordChange(tx, { action: "connection_created", subjectId: row.id, detail, by, now });
    return row;
  });
}

/** A connection of this slug exists. */
export class SlugTakenError extends Error {
  override readonly name = "SlugTakenError";

  constructor(slug: string) {
    super(`A connection "${slug}" exists already.`);
  }
}

/** What of a connection may be told in the audit. Why it is paused is a person's own text, and stands with the pause. */
const TOLD = ["name", "switches", "state", "pausedAt", "pauseUntil"] as const;

/** Changes a connection that still has the expected version; null when it has not, or does not exist. */
export async function setConnection(
  db: Database,
  args: {
    connectionId: string;
    expectedVersion: number;
    set: Partial<Pick<Connection, "name" | "switches" | "state" | "pausedAt" | "pauseUntil" | "pauseReason">>;
    by?: Actor | undefined;
    now: Date;
  },
): Promise<Connection | null> {
  const { connectionId, expectedVersion, set, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(connections)
      .where(and(eq(connections.id, connectionId), eq(connections.version, expectedVersion)))
      .for("update");
    if (before === undefined) return null;
    const [row] = await tx
      .update(connections)
      .set({ ...set, version: expectedVersion + 1, updatedAt: now })
      .where(eq(connections.id, connectionId))
      .returning();
    if (row === undefined) return null;
    const pauseId = await recordPause(tx, { before, after: row, by, now });
    const detail = {
      ...changedFields(before, row, TOLD),
      ...(pauseId !== null && { pauseReason: pauseId }),
    };
    if (by !== undefined)
      await recordChange(tx, { action: "connection_changed", subjectId: connectionId, detail, by, now });
    return row;
  });
}

// A connection is in scope when it serves a brand that is; a grant for stores reaches none, because its SharedIds
// are those of whole brands.
function servesScope(db: Database, scope: Scope): SQL | undefined {
  if (scope.all) return undefined;
  if (scope.brandIds.length === 0) return sql`false`;
  return exists(
    db.orm
      .select({ one: sql`1` })
      .from(organizationMappings)
      .where(
        and(
          eq(organizationMappings.connectionId, connections.id),
          isNull(organizationMappings.replacedAt),
          inArray(organizationMappings.targetId, [...scope.brandIds]),
        ),
      ),
  );
}

/** Connections by slug; with `ids`, only those. */
export async function listConnections(
  db: Database,
  args: { scope: Scope; ids?: readonly string[] | undefined },
): Promise<Connection[]> {
  return await db.orm
    .select()
    .from(connections)
    .where(and(servesScope(db, args.scope), args.ids && inArray(connections.id, [...args.ids])))
    .orderBy(asc(connections.slug));
}

/** The connection of an id or a slug, or null when it does not exist for this scope. */
export async function findConnection(
  db: Database,
  args: { scope: Scope; idOrSlug: string },
): Promise<Connection | null> {
  const [row] = await db.orm
    .select()
    .from(connections)
    .where(
      and(
        or(eq(connections.id, args.idOrSlug), eq(connections.slug, args.idOrSlug)),
        servesScope(db, args.scope),
      ),
    );
  return row ?? null;
}
