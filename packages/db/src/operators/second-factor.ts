import { and, eq, isNotNull, isNull, lt, ne, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import { operatorSessions, operators } from "../schema/operator.ts";
import { operatorSecondFactors } from "../schema/second-factor.ts";
import type { SecretPlace, Vault } from "../secrets/vault.ts";

const placeOf = (operatorId: string): SecretPlace => ({
  table: "operator_second_factors",
  row: operatorId,
  column: "sealed",
});

/** Keeps a secret that is yet to be proven, in place of one that never was; false where one is in force. */
export async function startSecondFactor(
  db: Database,
  args: { vault: Vault; operatorId: string; secret: string; now: Date },
): Promise<boolean> {
  const { vault, operatorId, secret, now } = args;
  const sealed = vault.seal(secret, placeOf(operatorId));
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .select({ at: operators.secondFactorAt })
      .from(operators)
      .where(eq(operators.id, operatorId))
      .for("update");
    if (row?.at !== null) return false;
    const fresh = { sealed, lastStep: 0, paperHashes: [], createdAt: now };
    await tx
      .insert(operatorSecondFactors)
      .values({ operatorId, ...fresh })
      .onConflictDoUpdate({ target: operatorSecondFactors.operatorId, set: fresh });
    return true;
  });
}

/** The secret of an operator, proven or not; null where there is none. */
export async function openSecondFactor(
  db: Database,
  { vault, operatorId }: { vault: Vault; operatorId: string },
): Promise<string | null> {
  const [row] = await db.orm
    .select({ sealed: operatorSecondFactors.sealed })
    .from(operatorSecondFactors)
    .where(eq(operatorSecondFactors.operatorId, operatorId));
  return row === undefined ? null : vault.open(row.sealed, placeOf(operatorId));
}

/** Takes the code of a step, which nobody can take again; false where one of it or after it was taken. */
export async function takeStep(
  db: Database,
  { operatorId, step }: { operatorId: string; step: number },
): Promise<boolean> {
  const taken = await db.orm
    .update(operatorSecondFactors)
    .set({ lastStep: step })
    .where(and(eq(operatorSecondFactors.operatorId, operatorId), lt(operatorSecondFactors.lastStep, step)))
    .returning({ id: operatorSecondFactors.operatorId });
  return taken.length > 0;
}

/** Takes a code on paper, once; false where they have none of this hash. */
export async function takePaperCode(
  db: Database,
  { operatorId, hash }: { operatorId: string; hash: string },
): Promise<boolean> {
  const taken = await db.orm
    .update(operatorSecondFactors)
    .set({ paperHashes: sql`array_remove(${operatorSecondFactors.paperHashes}, ${hash})` })
    .where(
      and(
        eq(operatorSecondFactors.operatorId, operatorId),
        sql`${hash} = any(${operatorSecondFactors.paperHashes})`,
      ),
    )
    .returning({ id: operatorSecondFactors.operatorId });
  return taken.length > 0;
}

interface OwnChange {
  operatorId: string;
  sessionId: string;
  by: Actor;
  now: Date;
}

/** Puts a proven secret in force, with its codes on paper; every other session ends. False where it was in force. */
export async function confirmSecondFactor(
  db: Database,
  { operatorId, sessionId, by, now, paperHashes }: OwnChange & { paperHashes: string[] },
): Promise<boolean> {
  return await db.orm.transaction(async (tx) => {
    const changed = await tx
      .update(operators)
      .set({ secondFactorAt: now, version: sql`${operators.version} + 1`, updatedAt: now })
      .where(and(eq(operators.id, operatorId), isNull(operators.secondFactorAt)))
      .returning({ id: operators.id });
    if (changed.length === 0) return false;
    await tx
      .update(operatorSecondFactors)
      .set({ paperHashes })
      .where(eq(operatorSecondFactors.operatorId, operatorId));
    await tx
      .delete(operatorSessions)
      .where(and(eq(operatorSessions.userId, operatorId), ne(operatorSessions.id, sessionId)));
    await recordChange(tx, { action: "second_factor_added", subjectId: operatorId, detail: {}, by, now });
    return true;
  });
}

/** How many codes on paper an operator has left; null where no second factor of theirs is in force. */
export async function countPaperCodes(
  db: Database,
  { operatorId }: { operatorId: string },
): Promise<number | null> {
  const [row] = await db.orm
    .select({ count: sql<number>`cardinality(${operatorSecondFactors.paperHashes})` })
    .from(operatorSecondFactors)
    .innerJoin(operators, eq(operators.id, operatorSecondFactors.operatorId))
    .where(and(eq(operators.id, operatorId), isNotNull(operators.secondFactorAt)));
  return row?.count ?? null;
}

/** Gives an operator other codes on paper; those before end. False where no second factor of theirs is in force. */
export async function replacePaperCodes(
  db: Database,
  { operatorId, by, now, paperHashes }: Omit<OwnChange, "sessionId"> & { paperHashes: string[] },
): Promise<boolean> {
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .select({ at: operators.secondFactorAt })
      .from(operators)
      .where(eq(operators.id, operatorId))
      .for("update");
    if (row === undefined || row.at === null) return false;
    await tx
      .update(operatorSecondFactors)
      .set({ paperHashes })
      .where(eq(operatorSecondFactors.operatorId, operatorId));
    await recordChange(tx, { action: "paper_codes_replaced", subjectId: operatorId, detail: {}, by, now });
    return true;
  });
}

type Orm = Pick<Database["orm"], "delete" | "update">;

/** Takes the second factor of an operator away; false where they have none. */
export async function deleteSecondFactor(orm: Orm, { operatorId }: { operatorId: string }): Promise<boolean> {
  await orm.delete(operatorSecondFactors).where(eq(operatorSecondFactors.operatorId, operatorId));
  const changed = await orm
    .update(operators)
    .set({ secondFactorAt: null })
    .where(and(eq(operators.id, operatorId), isNotNull(operators.secondFactorAt)))
    .returning({ id: operators.id });
  return changed.length > 0;
}

/** The same by its own operator. */
export async function removeOwnSecondFactor(
  db: Database,
  { operatorId, by, now }: Omit<OwnChange, "sessionId">,
): Promise<boolean> {
  return await db.orm.transaction(async (tx) => {
    if (!(await deleteSecondFactor(tx, { operatorId }))) return false;
    await tx
      .update(operators)
      .set({ version: sql`${operators.version} + 1`, updatedAt: now })
      .where(eq(operators.id, operatorId));
    await recordChange(tx, { action: "second_factor_removed", subjectId: operatorId, detail: {}, by, now });
    return true;
  });
}
