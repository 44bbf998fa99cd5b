import { and, desc, eq, inArray, isNull, lt, ne, or } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { connectionSecrets } from "../schema/connection.ts";
import type { SecretPlace, Vault } from "../secrets/vault.ts";
import { isTaken } from "../sql/postgres-errors.ts";

type Row = typeof connectionSecrets.$inferSelect;
export type SecretStrength = Row["strength"];

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

/**
 * Adds a SharedId to a connection and lets those before it end at `previousEndAt`, so that both work
 * meanwhile. Answers the new secret's id. Throws SharedIdTakenError.
 * @awaitsDoor a command that rotates a SharedId
 */
export async function rotateSecret(
  db: Database,
  args: {
    vault: Vault;
    connectionId: string;
    sharedId: string;
    strength: SecretStrength;
    previousEndAt: Date;
    now: Date;
  },
): Promise<string> {
  return await db.orm.transaction(async (tx) => {
    await tx
      .update(connectionSecrets)
      .set({ state: "retiring", endsAt: args.previousEndAt })
      .where(and(eq(connectionSecrets.connectionId, args.connectionId), eq(connectionSecrets.state, "live")));
    return await insertSecret(tx, args);
  });
}

/**
 * Ends a SharedId at once. False when it does not exist or had ended.
 * @awaitsDoor a command that rotates a SharedId
 */
export async function retireSecret(db: Database, args: { secretId: string; now: Date }): Promise<boolean> {
  const rows = await db.orm
    .update(connectionSecrets)
    .set({ state: "retired", endsAt: args.now })
    .where(and(eq(connectionSecrets.id, args.secretId), ne(connectionSecrets.state, "retired")))
    .returning({ id: connectionSecrets.id });
  return rows.length === 1;
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
