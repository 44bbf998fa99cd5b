import { and, count, desc, eq, inArray, lt } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { operatorSessions, operators, operatorVerifications } from "../schema/operator.ts";
import { operatorPasskeys } from "../schema/passkey.ts";
import { isTaken } from "../sql/postgres-errors.ts";

/** So many passkeys an operator may have. */
export const PASSKEYS_MAX = 10;

/** A passkey as its operator sees it. */
export interface Passkey {
  id: string;
  name: string;
  credentialId: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The passkeys of an operator, the newest first. */
export async function listPasskeys(db: Database, { operatorId }: { operatorId: string }): Promise<Passkey[]> {
  const { id, name, credentialId, createdAt, lastUsedAt } = operatorPasskeys;
  return await db.orm
    .select({ id, name, credentialId, createdAt, lastUsedAt })
    .from(operatorPasskeys)
    .where(eq(operatorPasskeys.operatorId, operatorId))
    .orderBy(desc(createdAt), desc(id));
}

/** How many passkeys these operators have; those without one are left out. */
export async function countPasskeys(
  db: { orm: Pick<Database["orm"], "select"> },
  operatorIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (operatorIds.length === 0) return new Map();
  const rows = await db.orm
    .select({ operatorId: operatorPasskeys.operatorId, passkeys: count() })
    .from(operatorPasskeys)
    .where(inArray(operatorPasskeys.operatorId, [...operatorIds]))
    .groupBy(operatorPasskeys.operatorId);
  return new Map(rows.map(({ operatorId, passkeys }) => [operatorId, passkeys]));
}

/** What a passkey's signature is judged by. */
export interface KnownPasskey {
  id: string;
  operatorId: string;
  name: string;
  publicKey: Uint8Array;
  counter: number;
}

/** The passkey that a device names so; null where there is none. */
export async function findPasskey(
  db: Database,
  { credentialId }: { credentialId: string },
): Promise<KnownPasskey | null> {
  const { id, operatorId, name, publicKey, counter } = operatorPasskeys;
  const [row] = await db.orm
    .select({ id, operatorId, name, publicKey, counter })
    .from(operatorPasskeys)
    .where(eq(operatorPasskeys.credentialId, credentialId));
  return row ?? null;
}

/**
 * Notes that a passkey signed, and how often it has by now; false where its counter did not go on: there are two of it,
 * or this one is gone. One that does not count says 0.
 */
export async function notePasskeyUse(
  db: Database,
  { id, counter, now }: { id: string; counter: number; now: Date },
): Promise<boolean> {
  const goesOn = lt(operatorPasskeys.counter, counter);
  const changed = await db.orm
    .update(operatorPasskeys)
    .set({ counter, lastUsedAt: now })
    .where(and(eq(operatorPasskeys.id, id), counter === 0 ? eq(operatorPasskeys.counter, 0) : goesOn))
    .returning({ id: operatorPasskeys.id });
  return changed.length > 0;
}

interface OwnChange {
  operatorId: string;
  by: Actor;
  now: Date;
}

/**
 * Adds a passkey of an operator's own, which proves both factors of the session that adds it, too. `taken`: it is known
 * already. `full`: they have as many as one may have.
 */
export async function insertPasskey(
  db: Database,
  args: OwnChange & {
    sessionId: string;
    passkey: Pick<KnownPasskey, "name" | "publicKey" | "counter"> & { credentialId: string };
  },
): Promise<"added" | "taken" | "full"> {
  const { operatorId, sessionId, passkey, by, now } = args;
  try {
    return await db.orm.transaction(async (tx) => {
      await tx.select({ id: operators.id }).from(operators).where(eq(operators.id, operatorId)).for("update");
      const had = (await countPasskeys({ orm: tx }, [operatorId])).get(operatorId) ?? 0;
      if (had >= PASSKEYS_MAX) return "full";
      const { name, publicKey, ...rest } = passkey;
      await tx.insert(operatorPasskeys).values({
        ...rest,
        id: newId("psk"),
        operatorId,
        name,
        publicKey: Buffer.from(publicKey),
        createdAt: now,
      });
      await tx
        .update(operatorSessions)
        .set({ provenBy: "passkey" })
        .where(and(eq(operatorSessions.id, sessionId), eq(operatorSessions.userId, operatorId)));
      const detail = { name: { from: null, to: name } };
      await recordChange(tx, { action: "passkey_added", subjectId: operatorId, detail, by, now });
      return "added";
    });
  } catch (error) {
    if (isTaken(error, "operator_passkeys_credential_id_unique")) return "taken";
    throw error;
  }
}

/** Removes one of an operator's own; false where they have no such one. */
export async function removePasskey(
  db: Database,
  { operatorId, id, by, now }: OwnChange & { id: string },
): Promise<boolean> {
  return await db.orm.transaction(async (tx) => {
    const [gone] = await tx
      .delete(operatorPasskeys)
      .where(and(eq(operatorPasskeys.id, id), eq(operatorPasskeys.operatorId, operatorId)))
      .returning({ name: operatorPasskeys.name });
    if (gone === undefined) return false;
    const detail = { name: { from: gone.name, to: null } };
    await recordChange(tx, { action: "passkey_removed", subjectId: operatorId, detail, by, now });
    return true;
  });
}

/** Removes all of an operator's. */
export async function deletePasskeys(
  orm: Pick<Database["orm"], "delete">,
  { operatorId }: { operatorId: string },
): Promise<void> {
  await orm.delete(operatorPasskeys).where(eq(operatorPasskeys.operatorId, operatorId));
}

/** What began a session and when; null where there is no such session of theirs. */
export async function findSessionProof(
  db: Database,
  { sessionId, operatorId }: { sessionId: string; operatorId: string },
): Promise<{ createdAt: Date; provenBy: "passkey" | "provider" | null } | null> {
  const { createdAt, provenBy, id, userId } = operatorSessions;
  const [row] = await db.orm
    .select({ createdAt, provenBy })
    .from(operatorSessions)
    .where(and(eq(id, sessionId), eq(userId, operatorId)));
  return row ?? null;
}

/** Takes something that is right once, until it is over; false where it was taken before. */
export async function takeOnce(
  db: Database,
  { what, hash, expiresAt, now }: { what: string; hash: string; expiresAt: Date; now: Date },
): Promise<boolean> {
  await db.orm
    .delete(operatorVerifications)
    .where(and(eq(operatorVerifications.identifier, what), lt(operatorVerifications.expiresAt, now)));
  const taken = await db.orm
    .insert(operatorVerifications)
    .values({ id: hash, identifier: what, value: "", expiresAt, createdAt: now, updatedAt: now })
    .onConflictDoNothing()
    .returning({ id: operatorVerifications.id });
  return taken.length > 0;
}
