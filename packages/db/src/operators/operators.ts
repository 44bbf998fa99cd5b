import { createHash, randomBytes } from "node:crypto";
import { and, asc, count, desc, eq, getTableColumns, inArray, isNull, lt, or } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { operatorApiKeys, operators } from "../schema/operator.ts";
import { listGrants } from "./grants.ts";
import type { Grant } from "./permissions.ts";

export type Operator = typeof operators.$inferSelect;
/** An API key as a list shows it: never its hash. */
export type ApiKey = Omit<typeof operatorApiKeys.$inferSelect, "hash">;

export interface OperatorWithGrants {
  operator: Operator;
  grants: Grant[];
}

const { hash: _, ...keyColumns } = getTableColumns(operatorApiKeys);
const { lastUsedAt } = operatorApiKeys;

/** How many operators exist; 0 means that the first-run page may create one. */
export async function countOperators(db: Database): Promise<number> {
  const [row] = await db.orm.select({ count: count() }).from(operators);
  return row?.count ?? 0;
}

/** Operators by e-mail address, with what they may do; with `ids`, only those. For admins. */
export async function listOperators(
  db: Database,
  args: { ids?: readonly string[] | undefined } = {},
): Promise<OperatorWithGrants[]> {
  const rows = await db.orm
    .select()
    .from(operators)
    .where(args.ids && inArray(operators.id, [...args.ids]))
    .orderBy(asc(operators.email));
  return await withGrants(db, rows);
}

/** The operator of an id or an e-mail address (any case). */
export async function findOperator(
  db: { orm: Pick<Database["orm"], "select"> },
  idOrEmail: string,
): Promise<OperatorWithGrants | null> {
  const rows = await db.orm
    .select()
    .from(operators)
    .where(or(eq(operators.id, idOrEmail), eq(operators.email, idOrEmail.toLowerCase())));
  const [found] = await withGrants(db, rows);
  return found ?? null;
}

async function withGrants(
  db: { orm: Pick<Database["orm"], "select"> },
  rows: Operator[],
): Promise<OperatorWithGrants[]> {
  if (rows.length === 0) return [];
  const grants = await listGrants(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((operator) => ({
    operator,
    grants: grants.get(operator.id) ?? [],
  }));
}

const API_KEY_PREFIX = "parley_key_";
const SHOWN_CHARACTERS = API_KEY_PREFIX.length + 6;

// The key is 256 random bits, so a plain hash is enough: there is nothing to guess.
function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Makes an API key. `plain` is shown once and kept nowhere. */
export async function insertApiKey(
  db: Database,
  args: { operatorId: string; name: string; now: Date; by?: Actor | undefined },
): Promise<{ key: ApiKey; plain: string }> {
  const plain = `${API_KEY_PREFIX}${randomBytes(32).toString("base64url")}`;
  const { operatorId: subjectId, name: purpose, by, now } = args;
  const row = {
    id: newId("key"),
    operatorId: subjectId,
    name: purpose,
    prefix: plain.slice(0, SHOWN_CHARACTERS),
    hash: hashOf(plain),
    createdAt: now,
  };
  const key = await db.orm.transaction(async (tx) => {
    const [made] = await tx.insert(operatorApiKeys).values(row).returning(keyColumns);
    const detail = { key: row.id, name: purpose };
    if (by !== undefined) await recordChange(tx, { action: "api_key_created", subjectId, detail, by, now });
    return made;
  });
  if (key === undefined) throw new Error("The API key was not stored.");
  return { key, plain };
}

/** How many API keys of an operator open something. */
export async function countLiveApiKeys(db: Database, args: { operatorId: string }): Promise<number> {
  const [row] = await db.orm
    .select({ keys: count() })
    .from(operatorApiKeys)
    .where(and(eq(operatorApiKeys.operatorId, args.operatorId), isNull(operatorApiKeys.revokedAt)));
  return row?.keys ?? 0;
}

/** The operator whose API key this is, noting its use at most once a minute; null when unknown or revoked. */
export async function findOperatorByApiKey(
  db: Database,
  args: { plain: string; now: Date },
): Promise<(OperatorWithGrants & { keyId: string }) | null> {
  if (!args.plain.startsWith(API_KEY_PREFIX)) return null;
  const [key] = await db.orm
    .select(keyColumns)
    .from(operatorApiKeys)
    .where(and(eq(operatorApiKeys.hash, hashOf(args.plain)), isNull(operatorApiKeys.revokedAt)));
  if (key === undefined) return null;
  const minuteAgo = new Date(args.now.getTime() - 60_000);
  if (key.lastUsedAt === null || key.lastUsedAt < minuteAgo) {
    await db.orm
      .update(operatorApiKeys)
      .set({ lastUsedAt: args.now })
      .where(and(eq(operatorApiKeys.id, key.id), or(isNull(lastUsedAt), lt(lastUsedAt, minuteAgo))));
  }
  const found = await findOperator(db, key.operatorId);
  return found === null ? null : { ...found, keyId: key.id };
}

/** The API keys of operators, newest first. */
export async function listApiKeys(db: Database, operatorIds: readonly string[]): Promise<ApiKey[]> {
  return await db.orm
    .select(keyColumns)
    .from(operatorApiKeys)
    .where(inArray(operatorApiKeys.operatorId, [...operatorIds]))
    .orderBy(desc(operatorApiKeys.id));
}
