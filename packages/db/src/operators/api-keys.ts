import { createHash, randomBytes } from "node:crypto";
import { and, count, desc, eq, getTableColumns, gt, inArray, isNull, lt, or } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { operatorApiKeys } from "../schema/operator.ts";
import { findOperator, type OperatorWithGrants } from "./operators.ts";
import { type Grant, grantsHeld } from "./permissions.ts";

/** An API key as a list shows it: never its hash. */
export type ApiKey = Omit<typeof operatorApiKeys.$inferSelect, "hash">;

export interface NewApiKey {
  operatorId: string;
  name: string;
  /** All that it may do; left out or null, it may do what its operator may. */
  grants?: readonly Grant[] | null | undefined;
  /** From when on it opens nothing; left out or null, it has no end. */
  expiresAt?: Date | null | undefined;
  now: Date;
  by?: Actor | undefined;
}

const { hash: _, ...keyColumns } = getTableColumns(operatorApiKeys);

const API_KEY_PREFIX = "parley_key_";
const SHOWN_CHARACTERS = API_KEY_PREFIX.length + 6;
/** Uses are noted at most so often. */
const USE_NOTED_EVERY_MS = 60_000;

// The key is 256 random bits, so a plain hash is enough: there is nothing to guess.
function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/**
 * How a key that may less, or ends, is stored. The release before knows neither: it looks for the plain hash, so that
 * it takes no such key, rather than taking it for one that may everything and for ever.
 */
function limited(hash: string): string {
  return `limited:${hash}`;
}

/** Makes an API key. `plain` is shown once and kept nowhere. */
export async function insertApiKey(
  db: Database,
  { operatorId, name, grants = null, expiresAt = null, by, now }: NewApiKey,
): Promise<{ key: ApiKey; plain: string }> {
  const plain = `${API_KEY_PREFIX}${randomBytes(32).toString("base64url")}`;
  const hash = hashOf(plain);
  const row = {
    ...{ id: newId("key"), operatorId, name, grants, expiresAt, createdAt: now },
    createdBy: by === undefined ? null : actorText(by),
    prefix: plain.slice(0, SHOWN_CHARACTERS),
    hash: grants === null && expiresAt === null ? hash : limited(hash),
  };
  const key = await db.orm.transaction(async (tx) => {
    const [made] = await tx.insert(operatorApiKeys).values(row).returning(keyColumns);
    if (by === undefined) return made;
    const detail = {
      ...{ key: row.id, name },
      ...(grants !== null && { grants }),
      ...(expiresAt !== null && { expiresAt }),
    };
    await recordChange(tx, { action: "api_key_created", subjectId: operatorId, detail, by, now });
    return made;
  });
  if (key === undefined) throw new Error("The API key was not stored.");
  return { key, plain };
}

/** How many API keys of an operator open something. */
export async function countLiveApiKeys(
  db: Database,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<number> {
  const [row] = await db.orm
    .select({ keys: count() })
    .from(operatorApiKeys)
    .where(and(eq(operatorApiKeys.operatorId, operatorId), isNull(operatorApiKeys.revokedAt), isOpenAt(now)));
  return row?.keys ?? 0;
}

const isOpenAt = (now: Date) => or(isNull(operatorApiKeys.expiresAt), gt(operatorApiKeys.expiresAt, now));

/** A key that opens something: whose, with what it may do, which is never more than they may. */
export interface OpeningApiKey extends OperatorWithGrants {
  keyId: string;
  /** True where its last use is to be noted. */
  isUseDue: boolean;
}

/** What a key opens; null where there is no such key, or it was revoked or is over. */
export async function findOperatorByApiKey(
  db: Database,
  { plain, now }: { plain: string; now: Date },
): Promise<OpeningApiKey | null> {
  const key = await findLive(db, plain);
  if (key === null || (key.expiresAt !== null && key.expiresAt <= now)) return null;
  const found = await findOperator(db, key.operatorId);
  if (found === null) return null;
  const { operator, grants: held } = found;
  const grants = key.grants === null ? held : grantsHeld(key.grants, held);
  const isUseDue = key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() >= USE_NOTED_EVERY_MS;
  return { operator, grants, keyId: key.id, isUseDue };
}

/** Since when a key is over that nobody revoked, of an operator who may come in; else null. */
export async function findExpiredApiKey(
  db: Database,
  { plain, now }: { plain: string; now: Date },
): Promise<Date | null> {
  const key = await findLive(db, plain);
  if (key === null || key.expiresAt === null || key.expiresAt > now) return null;
  const found = await findOperator(db, key.operatorId);
  return found?.operator.disabledAt === null ? key.expiresAt : null;
}

async function findLive(db: Database, plain: string): Promise<ApiKey | null> {
  if (!plain.startsWith(API_KEY_PREFIX)) return null;
  const hash = hashOf(plain);
  const [key] = await db.orm
    .select(keyColumns)
    .from(operatorApiKeys)
    .where(and(inArray(operatorApiKeys.hash, [hash, limited(hash)]), isNull(operatorApiKeys.revokedAt)));
  return key ?? null;
}

/** Notes that a key was used, at most once a minute however many note it at once. */
export async function noteApiKeyUse(
  db: Database,
  { keyId, now }: { keyId: string; now: Date },
): Promise<void> {
  const { lastUsedAt } = operatorApiKeys;
  const due = new Date(now.getTime() - USE_NOTED_EVERY_MS);
  await db.orm
    .update(operatorApiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(operatorApiKeys.id, keyId), or(isNull(lastUsedAt), lt(lastUsedAt, due))));
}

/** The API keys of operators, newest first. */
export async function listApiKeys(db: Database, operatorIds: readonly string[]): Promise<ApiKey[]> {
  return await db.orm
    .select(keyColumns)
    .from(operatorApiKeys)
    .where(inArray(operatorApiKeys.operatorId, [...operatorIds]))
    .orderBy(desc(operatorApiKeys.id));
}

/** Ends an operator's API key for good. False when it is not theirs or had ended. */
export async function revokeApiKey(
  db: Database,
  args: { operatorId: string; keyId: string; by: Actor; now: Date },
): Promise<boolean> {
  const { operatorId, keyId, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const isLive = and(
      eq(operatorApiKeys.id, keyId),
      eq(operatorApiKeys.operatorId, operatorId),
      isNull(operatorApiKeys.revokedAt),
    );
    const rows = await tx
      .update(operatorApiKeys)
      .set({ revokedAt: now })
      .where(isLive)
      .returning({ name: operatorApiKeys.name });
    const [key] = rows;
    if (key === undefined) return false;
    const detail = { key: keyId, name: key.name };
    await recordChange(tx, { action: "api_key_revoked", subjectId: operatorId, detail, by, now });
    return true;
  });
}
