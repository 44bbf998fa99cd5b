import { eq, lt, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { operatorAccounts, operatorSessions, operators } from "../schema/operator.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { insertGrants } from "./grants.ts";
import { insertInvitation, type NewInvitation } from "./invitations.ts";
import type { Operator } from "./operators.ts";
import type { Grant } from "./permissions.ts";

export interface NewOperator {
  name: string;
  /** In lower case: that is how sign-in looks it up. */
  email: string;
  /** Null for who is invited and chooses one. */
  passwordHash: string | null;
  /** By which they choose it. */
  invitation?: NewInvitation | undefined;
  grants: readonly Grant[];
  /** What they read; left out or null for what their browser asks for. */
  language?: string | null | undefined;
  /** Who made them, for the record; nobody for the demo's. */
  by?: Actor | undefined;
  /** Where the first operator came from. */
  address?: string | undefined;
}

/** Creates an operator with a password and grants; null when the e-mail address is taken. */
export async function insertOperator(
  db: Database,
  args: { operator: NewOperator; now: Date },
): Promise<Operator | null> {
  return await insert(db, args, { first: false });
}

/** As insertOperator, but null too when any operator exists; of two calls at once one wins. */
export async function insertFirstOperator(
  db: Database,
  args: { operator: NewOperator; now: Date },
): Promise<Operator | null> {
  return await insert(db, args, { first: true });
}

async function insert(
  db: Database,
  { operator, now }: { operator: NewOperator; now: Date },
  { first }: { first: boolean },
): Promise<Operator | null> {
  const { name, email, passwordHash, invitation, grants, language = null, by, address } = operator;
  const id = newId("opr");
  const times = { createdAt: now, updatedAt: now };
  try {
    return await db.orm.transaction(async (tx) => {
      if (first) {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext('parley first operator'))`);
        const [some] = await tx.select({ id: operators.id }).from(operators).limit(1);
        if (some !== undefined) return null;
      }
      const [row] = await tx
        .insert(operators)
        .values({ id, name, email, language, emailVerified: true, ...times })
        .returning();
      await tx.insert(operatorAccounts).values({
        id,
        accountId: id,
        providerId: "credential",
        userId: id,
        password: passwordHash,
        ...times,
      });
      await insertGrants(tx, { operatorId: id, grants, now });
      if (invitation !== undefined) await insertInvitation(tx, { operatorId: id, invitation, now });
      // The first operator makes themselves.
      const author = by ?? (first ? { kind: "operator" as const, id, ...(address && { address }) } : null);
      if (author !== null) {
        const detail = { email, grants };
        const action = invitation === undefined ? "operator_created" : "operator_invited";
        await recordChange(tx, { action, subjectId: id, detail, by: author, now });
      }
      return row ?? null;
    });
  } catch (error) {
    if (isTaken(error, "operators_email_unique")) return null;
    throw error;
  }
}

/** Removes sessions that have ended by themselves: nobody asks for those of a browser that never comes back. */
export async function sweepSessions(db: Database, args: { now: Date }): Promise<void> {
  await db.orm.delete(operatorSessions).where(lt(operatorSessions.expiresAt, args.now));
}

/** Ends a browser's session at once. */
export async function deleteSession(db: Database, args: { sessionId: string }): Promise<void> {
  await db.orm.delete(operatorSessions).where(eq(operatorSessions.id, args.sessionId));
}
