import { and, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { operatorInvitations } from "../schema/invitation.ts";
import { operatorAccounts, operators } from "../schema/operator.ts";
import { findOperator, type OperatorWithGrants } from "./operators.ts";

/** A link that was made for somebody; its token is known to nobody but them. */
export interface NewInvitation {
  tokenHash: Uint8Array;
  expiresAt: Date;
}

type Orm = Pick<Database["orm"], "insert" | "update">;

/** Makes a link for somebody who has no password; those that they had before end. */
export async function insertInvitation(
  orm: Orm,
  args: { operatorId: string; invitation: NewInvitation; now: Date },
): Promise<void> {
  const { operatorId, invitation, now } = args;
  await revokeInvitations(orm, { operatorId, now });
  await orm
    .insert(operatorInvitations)
    .values({ id: newId("inv"), operatorId, createdAt: now, ...invitation });
}

/** Ends the links of somebody that were not used. */
export async function revokeInvitations(
  orm: Pick<Orm, "update">,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<void> {
  const isOpen = and(isNull(operatorInvitations.usedAt), isNull(operatorInvitations.revokedAt));
  await orm
    .update(operatorInvitations)
    .set({ revokedAt: now })
    .where(and(eq(operatorInvitations.operatorId, operatorId), isOpen));
}

/** Whom a link is for; null for a token that none has, and for links that ended, without a difference. */
export async function findInvited(
  db: { orm: Pick<Database["orm"], "select"> },
  { tokenHash, now }: { tokenHash: Uint8Array; now: Date },
): Promise<{ invited: OperatorWithGrants; expiresAt: Date } | null> {
  const [link] = await db.orm
    .select({ operatorId: operatorInvitations.operatorId, expiresAt: operatorInvitations.expiresAt })
    .from(operatorInvitations)
    .innerJoin(operatorAccounts, eq(operatorAccounts.userId, operatorInvitations.operatorId))
    .where(
      and(
        eq(operatorInvitations.tokenHash, tokenHash),
        isNull(operatorInvitations.usedAt),
        isNull(operatorInvitations.revokedAt),
        gt(operatorInvitations.expiresAt, now),
        isWithoutPassword,
      ),
    );
  if (link === undefined) return null;
  const invited = await findOperator(db, link.operatorId);
  if (invited?.operator.disabledAt !== null) return null;
  return { invited, expiresAt: link.expiresAt };
}

/** Gives whom a link is for the password that they chose, and ends the link; null where it is none that is open. */
export async function useInvitation(
  db: Database,
  args: { tokenHash: Uint8Array; passwordHash: string; address: string; now: Date },
): Promise<OperatorWithGrants | null> {
  const { tokenHash, passwordHash, address, now } = args;
  return await db.orm.transaction(async (tx) => {
    // As every change of people: who is disabled at the same moment does not come in.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('parley operators'))`);
    const found = await findInvited({ orm: tx }, { tokenHash, now });
    if (found === null) return null;
    const { id } = found.invited.operator;
    await tx
      .update(operatorInvitations)
      .set({ usedAt: now })
      .where(eq(operatorInvitations.tokenHash, tokenHash));
    await tx
      .update(operatorAccounts)
      .set({ password: passwordHash, updatedAt: now })
      .where(and(eq(operatorAccounts.userId, id), isWithoutPassword));
    await tx
      .update(operators)
      .set({ version: sql`${operators.version} + 1`, updatedAt: now })
      .where(eq(operators.id, id));
    const by = { kind: "operator", id, address } as const;
    await recordChange(tx, { action: "invitation_accepted", subjectId: id, detail: {}, by, now });
    return await findOperator({ orm: tx }, id);
  });
}

/** Of these operators those who have no password yet, each with when their link ends; null where none is open. */
export async function listInvited(
  db: Database,
  operatorIds: readonly string[],
): Promise<ReadonlyMap<string, Date | null>> {
  const rows = await db.orm
    .select({
      id: operatorAccounts.userId,
      until: sql<string | null>`max(${operatorInvitations.expiresAt})`,
    })
    .from(operatorAccounts)
    .leftJoin(
      operatorInvitations,
      and(
        eq(operatorInvitations.operatorId, operatorAccounts.userId),
        isNull(operatorInvitations.usedAt),
        isNull(operatorInvitations.revokedAt),
      ),
    )
    .where(and(inArray(operatorAccounts.userId, [...operatorIds]), isWithoutPassword))
    .groupBy(operatorAccounts.userId);
  return new Map(rows.map(({ id, until }) => [id, until === null ? null : new Date(until)]));
}

const isWithoutPassword = and(
  eq(operatorAccounts.providerId, "credential"),
  isNull(operatorAccounts.password),
);
