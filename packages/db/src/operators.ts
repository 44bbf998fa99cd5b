import { and, asc, count, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { newId } from "./ids.ts";
import { isTaken } from "./postgres-errors.ts";
import {
  operatorAccounts,
  operatorApiKeys,
  operatorGrants,
  operatorSessions,
  operators,
} from "./schema/operator.ts";

export type OperatorRole = (typeof operatorGrants.$inferSelect)["role"];

/** A role for one brand; `brandId` null means every brand. */
export interface OperatorGrant {
  role: OperatorRole;
  brandId: string | null;
}

export interface Operator {
  id: string;
  name: string;
  email: string;
  grants: OperatorGrant[];
}

export interface NewOperator {
  name: string;
  /** In lower case: that is how sign-in looks it up. */
  email: string;
  passwordHash: string;
  grants: readonly OperatorGrant[];
  at: Date;
}

/** How many operators there are. */
export async function countOperators(db: Database): Promise<number> {
  const [row] = await db.orm.select({ count: count() }).from(operators);
  return row?.count ?? 0;
}

/** Writes an operator with his password and grants; null when the e-mail address is taken. */
export async function insertOperator(db: Database, operator: NewOperator): Promise<Operator | null> {
  return await insert(db, operator, { first: false });
}

/** As insertOperator, but null too when any operator exists; of two calls at once one wins. */
export async function insertFirstOperator(db: Database, operator: NewOperator): Promise<Operator | null> {
  return await insert(db, operator, { first: true });
}

async function insert(
  db: Database,
  operator: NewOperator,
  { first }: { first: boolean },
): Promise<Operator | null> {
  const { name, email, passwordHash, grants, at } = operator;
  const id = newId("opr");
  try {
    return await db.orm.transaction(async (tx) => {
      if (first) {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext('parley first operator'))`);
        const [some] = await tx.select({ id: operators.id }).from(operators).limit(1);
        if (some !== undefined) return null;
      }
      await tx
        .insert(operators)
        .values({ id, name, email, emailVerified: true, createdAt: at, updatedAt: at });
      await tx.insert(operatorAccounts).values({
        id,
        accountId: id,
        providerId: "credential",
        userId: id,
        password: passwordHash,
        createdAt: at,
        updatedAt: at,
      });
      if (grants.length > 0) {
        const rows = grants.map((grant) => ({ id: newId("grt"), operatorId: id, createdAt: at, ...grant }));
        await tx.insert(operatorGrants).values(rows);
      }
      return { id, name, email, grants: grants.map(({ role, brandId }) => ({ role, brandId })) };
    });
  } catch (error) {
    if (isTaken(error, "operators_email_unique")) return null;
    throw error;
  }
}

function withGrants(rows: { operator: Omit<Operator, "grants">; grant: OperatorGrant | null }[]): Operator[] {
  const found = new Map<string, Operator>();
  for (const { operator, grant } of rows) {
    const known = found.get(operator.id) ?? { ...operator, grants: [] };
    if (grant !== null) known.grants.push(grant);
    found.set(operator.id, known);
  }
  return [...found.values()];
}

const columns = {
  operator: { id: operators.id, name: operators.name, email: operators.email },
  grant: { role: operatorGrants.role, brandId: operatorGrants.brandId },
};

/** All operators with their grants, by e-mail address. */
export async function listOperators(db: Database): Promise<Operator[]> {
  const rows = await db.orm
    .select(columns)
    .from(operators)
    .leftJoin(operatorGrants, eq(operatorGrants.operatorId, operators.id))
    .orderBy(asc(operators.email), asc(operatorGrants.id));
  return withGrants(rows);
}

/** One operator with his grants by id or e-mail address, or null. */
export async function findOperator(
  db: Database,
  by: { operatorId: string } | { email: string },
): Promise<Operator | null> {
  const rows = await db.orm
    .select(columns)
    .from(operators)
    .leftJoin(operatorGrants, eq(operatorGrants.operatorId, operators.id))
    .where("email" in by ? eq(operators.email, by.email.toLowerCase()) : eq(operators.id, by.operatorId))
    .orderBy(asc(operatorGrants.id));
  return withGrants(rows)[0] ?? null;
}

/** Stores the hash of an API key. */
export async function insertApiKey(
  db: Database,
  key: { operatorId: string; name: string; prefix: string; hash: string; at: Date },
): Promise<{ id: string }> {
  const { at, ...rest } = key;
  const id = newId("key");
  await db.orm.insert(operatorApiKeys).values({ id, createdAt: at, ...rest });
  return { id };
}

/** The operator of a key that is not revoked, or null. Notes its use, at most once a minute. */
export async function findOperatorByApiKey(
  db: Database,
  args: { hash: string; now: Date },
): Promise<Operator | null> {
  const [key] = await db.orm
    .select({ id: operatorApiKeys.id, operatorId: operatorApiKeys.operatorId })
    .from(operatorApiKeys)
    .where(and(eq(operatorApiKeys.hash, args.hash), isNull(operatorApiKeys.revokedAt)));
  if (key === undefined) return null;
  const minuteAgo = new Date(args.now.getTime() - 60_000);
  await db.orm
    .update(operatorApiKeys)
    .set({ lastUsedAt: args.now })
    .where(
      and(
        eq(operatorApiKeys.id, key.id),
        or(isNull(operatorApiKeys.lastUsedAt), lt(operatorApiKeys.lastUsedAt, minuteAgo)),
      ),
    );
  return await findOperator(db, { operatorId: key.operatorId });
}

/** Ends a browser's session at once. */
export async function deleteSession(db: Database, args: { sessionId: string }): Promise<void> {
  await db.orm.delete(operatorSessions).where(eq(operatorSessions.id, args.sessionId));
}
