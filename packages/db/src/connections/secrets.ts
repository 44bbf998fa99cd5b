import { and, desc, eq, gt, inArray, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { connectionSecrets, connections } from "../schema/connection.ts";
import type { SecretPlace, Vault } from "../secrets/vault.ts";
import { isTaken } from "../sql/postgres-errors.ts";

type Row = typeof connectionSecrets.$inferSelect;
export type SecretStrength = Row["strength"];
type Connection = typeof connections.$inferSelect;

/** A SharedId as an operator may see it: never its text. */
export type ConnectionSecret = Omit<Row, "sealed" | "fullIndex" | "first10Index">;

/** Where the SharedId of a row is sealed. */
export function placeOf(secretId: string): SecretPlace {
  return { table: "connection_secrets", row: secretId, column: "sealed" };
}

/** The SharedId, or its first ten characters (all that keys a digest), already serves another connection. */
export class SharedIdTakenError extends Error {
  override readonly name = "SharedIdTakenError";
  override readonly message = "This SharedId, or one with the same first ten characters, is in use already.";
}

type Writer = Pick<Database["orm"], "insert">;

/** Stores a SharedId, sealed. Throws SharedIdTakenError. */
export async function insertSecret(
  orm: Writer,
  args: { vault: Vault; connectionId: string; sharedId: string; strength: SecretStrength; now: Date },
): Promise<string> {
  const { vault, connectionId, sharedId, strength, now } = args;
  const id = newId("sec");
  try {
    await orm.insert(connectionSecrets).values({
      id,
      connectionId,
      sealed: vault.seal(sharedId, placeOf(id)),
      fullIndex: vault.blindIndex(sharedId),
      // PAR keys a digest by the first ten UTF-16 units, which is what slice counts.
      first10Index: vault.blindIndex(sharedId.slice(0, 10)),
      strength,
      createdAt: now,
    });
    return id;
  } catch (error) {
    if (isTaken(error, "connection_secrets_full") || isTaken(error, "connection_secrets_first10")) {
      throw new SharedIdTakenError();
    }
    throw error;
  }
}

/** What became of a rotation. */
export type SecretRotation =
  | { kind: "rotated"; secretId: string; connection: Connection }
  /** Somebody else changed the connection meanwhile. */
  | { kind: "conflict" }
  /** Two SharedIds work already, until `endsAt` the older. */
  | { kind: "under_way"; endsAt: Date };

/**
 * Adds a SharedId to a connection and lets the one before it end at `previousEndAt`, so that both work
 * meanwhile. At most two work at a time. Throws SharedIdTakenError.
 */
export async function rotateSecret(
  db: Database,
  args: {
    vault: Vault;
    connectionId: string;
    /** The version of the connection that the person saw. */
    expectedVersion: number;
    sharedId: string;
    strength: SecretStrength;
    previousEndAt: Date;
    by: Actor;
    now: Date;
  },
): Promise<SecretRotation> {
  const { connectionId, expectedVersion, strength, previousEndAt, by, now } = args;
  return await db.orm.transaction(async (tx): Promise<SecretRotation> => {
    const [before] = await tx
      .select({ version: connections.version })
      .from(connections)
      .where(eq(connections.id, connectionId))
      .for("update");
    if (before?.version !== expectedVersion) return { kind: "conflict" };
    const usable = await tx.select().from(connectionSecrets).where(usableOf(connectionId, now));
    const retiring = usable.find((secret) => secret.endsAt !== null);
    if (retiring?.endsAt) return { kind: "under_way", endsAt: retiring.endsAt };
    await tx
      .update(connectionSecrets)
      .set({ state: previousEndAt <= now ? "retired" : "retiring", endsAt: previousEndAt })
      .where(and(eq(connectionSecrets.connectionId, connectionId), eq(connectionSecrets.state, "live")));
    const secretId = await insertSecret(tx, args);
    const connection = await countChange(tx, { connectionId, now });
    const detail = { secret: secretId, strength, previous_ends_at: previousEndAt };
    await recordChange(tx, { action: "shared_id_rotated", subjectId: connectionId, detail, by, now });
    return { kind: "rotated", secretId, connection };
  });
}

/** What became of ending a SharedId early. */
export type SecretRetirement =
  | { kind: "retired"; connection: Connection }
  /** The connection has no such SharedId, or it had ended. */
  | { kind: "not_found" }
  /** It is the only one that works. */
  | { kind: "last" };

/**
 * Ends a SharedId at once, where another one of its connection works; that one then has no end. So the newer of
 * two is taken back as well as the older is ended.
 */
export async function retireSecret(
  db: Database,
  args: { connectionId: string; secretId: string; by: Actor; now: Date },
): Promise<SecretRetirement> {
  const { connectionId, secretId, by, now } = args;
  return await db.orm.transaction(async (tx): Promise<SecretRetirement> => {
    await tx.select().from(connections).where(eq(connections.id, connectionId)).for("update");
    const usable = await tx.select().from(connectionSecrets).where(usableOf(connectionId, now));
    if (!usable.some(({ id }) => id === secretId)) return { kind: "not_found" };
    const other = usable.find(({ id }) => id !== secretId);
    if (other === undefined) return { kind: "last" };
    const set = (id: string, values: Pick<Row, "state" | "endsAt">) =>
      tx.update(connectionSecrets).set(values).where(eq(connectionSecrets.id, id));
    await set(secretId, { state: "retired", endsAt: now });
    await set(other.id, { state: "live", endsAt: null });
    const connection = await countChange(tx, { connectionId, now });
    const detail = { secret: secretId };
    await recordChange(tx, { action: "shared_id_retired", subjectId: connectionId, detail, by, now });
    return { kind: "retired", connection };
  });
}

function usableOf(connectionId: string, now: Date): SQL | undefined {
  const { state, endsAt } = connectionSecrets;
  return and(
    eq(connectionSecrets.connectionId, connectionId),
    ne(state, "retired"),
    or(isNull(endsAt), gt(endsAt, now)),
  );
}

async function countChange(
  tx: Pick<Database["orm"], "update">,
  { connectionId, now }: { connectionId: string; now: Date },
): Promise<Connection> {
  const [row] = await tx
    .update(connections)
    .set({ version: sql`${connections.version} + 1`, updatedAt: now })
    .where(eq(connections.id, connectionId))
    .returning();
  if (row === undefined) throw new Error(`The connection ${connectionId} is gone, and none is ever deleted.`);
  return row;
}

/** The SharedIds of connections that the caller has already been allowed to see, newest first. */
export async function listSecrets(
  db: Database,
  connectionIds: readonly string[],
): Promise<ConnectionSecret[]> {
  if (connectionIds.length === 0) return [];
  const { id, connectionId, strength, state, endsAt, lastUsedAt, createdAt } = connectionSecrets;
  return await db.orm
    .select({ id, connectionId, strength, state, endsAt, lastUsedAt, createdAt })
    .from(connectionSecrets)
    .where(inArray(connectionId, [...connectionIds]))
    .orderBy(desc(createdAt), desc(id));
}

/** Notes that SharedIds were used; those noted within the last minute are left alone. */
export async function touchSecrets(
  db: Database,
  args: { secretIds: readonly string[]; now: Date },
): Promise<void> {
  if (args.secretIds.length === 0) return;
  const minuteAgo = new Date(args.now.getTime() - 60_000);
  await db.orm
    .update(connectionSecrets)
    .set({ lastUsedAt: args.now })
    .where(
      and(
        inArray(connectionSecrets.id, [...args.secretIds]),
        or(isNull(connectionSecrets.lastUsedAt), lt(connectionSecrets.lastUsedAt, minuteAgo)),
      ),
    );
}
