import { and, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { auditEntries } from "../schema/audit.ts";
import { operatorInvitations } from "../schema/invitation.ts";
import { operatorAccounts, operatorSessions, operators } from "../schema/operator.ts";
import { findOperator, type OperatorWithGrants } from "./operators.ts";

/** A link that was made for somebody; its token is known to nobody but them. */
export interface NewInvitation {
  tokenHash: Uint8Array;
  expiresAt: Date;
}

/** Who has not proven who they are, as the audit names them. */
const UNAUTHENTICATED = "unauthenticated";

type Orm = Pick<Database["orm"], "insert" | "update">;

/** Makes a link for somebody who has no password, or one to replace it; those that they had before end. */
export async function insertInvitation(
  orm: Orm,
  args: { operatorId: string; invitation: NewInvitation; purpose?: "reset"; now: Date },
): Promise<void> {
  const { operatorId, invitation, purpose, now } = args;
  await revokeInvitations(orm, { operatorId, now });
  await orm
    .insert(operatorInvitations)
    .values({ id: newId("inv"), operatorId, purpose, createdAt: now, ...invitation });
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

/** Links that somebody may have open whom others ask one for: all of them are in their mailbox. */
const ASKED_MAX = 5;

/**
 * Makes a link to replace a password that somebody asked for who has not proven who they are. It ends no other: else
 * anybody could end those of anybody. False where the person may use none, or has enough.
 */
export async function insertAskedReset(
  db: Database,
  args: { operatorId: string; invitation: NewInvitation; address: string; now: Date },
): Promise<boolean> {
  const { operatorId, invitation, address, now } = args;
  return await db.orm.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('parley operators'))`);
    const [account] = await tx
      .select({ id: operators.id })
      .from(operators)
      .innerJoin(operatorAccounts, eq(operatorAccounts.userId, operators.id))
      .where(and(eq(operators.id, operatorId), isNull(operators.disabledAt), isWithPassword));
    if (account === undefined) return false;
    const open = await tx
      .select({ id: operatorInvitations.id })
      .from(operatorInvitations)
      .where(and(eq(operatorInvitations.operatorId, operatorId), isOpenAt(now)));
    if (open.length >= ASKED_MAX) return false;
    const link = { id: newId("inv"), operatorId, purpose: "reset" as const, createdAt: now, ...invitation };
    await tx.insert(operatorInvitations).values(link);
    const entry = { actor: UNAUTHENTICATED, address, action: "reset_link_asked" as const };
    const about = { id: newId("aud"), at: now, subjectId: operatorId, detail: {} };
    await tx.insert(auditEntries).values({ ...entry, ...about });
    return true;
  });
}

/** Ends one link that was not used. */
export async function revokeLink(
  db: Database,
  { tokenHash, now }: { tokenHash: Uint8Array; now: Date },
): Promise<void> {
  await db.orm
    .update(operatorInvitations)
    .set({ revokedAt: now })
    .where(and(eq(operatorInvitations.tokenHash, tokenHash), isOpenAt(now)));
}

/** Whom a link is for; null for a token that none has, and for links that ended, without a difference. */
export async function findInvited(
  db: { orm: Pick<Database["orm"], "select"> },
  { tokenHash, now }: { tokenHash: Uint8Array; now: Date },
): Promise<{ invited: OperatorWithGrants; expiresAt: Date; isReset: boolean } | null> {
  const [link] = await db.orm
    .select({
      operatorId: operatorInvitations.operatorId,
      expiresAt: operatorInvitations.expiresAt,
      purpose: operatorInvitations.purpose,
    })
    .from(operatorInvitations)
    .innerJoin(operatorAccounts, eq(operatorAccounts.userId, operatorInvitations.operatorId))
    .where(
      and(
        eq(operatorInvitations.tokenHash, tokenHash),
        isOpenAt(now),
        or(
          and(isNull(operatorInvitations.purpose), isWithoutPassword),
          and(eq(operatorInvitations.purpose, "reset"), isWithPassword),
        ),
      ),
    );
  if (link === undefined) return null;
  const invited = await findOperator(db, link.operatorId);
  if (invited?.operator.disabledAt !== null) return null;
  return { invited, expiresAt: link.expiresAt, isReset: link.purpose === "reset" };
}

/**
 * Gives whom a link is for the password that they chose, and ends the link; null where it is none that is open. Where it
 * takes the place of another, every session of theirs and every other link ends.
 */
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
      .where(and(eq(operatorAccounts.userId, id), eq(operatorAccounts.providerId, "credential")));
    if (found.isReset) {
      await revokeInvitations(tx, { operatorId: id, now });
      await tx.delete(operatorSessions).where(eq(operatorSessions.userId, id));
    }
    await tx
      .update(operators)
      .set({ version: sql`${operators.version} + 1`, updatedAt: now })
      .where(eq(operators.id, id));
    const by = { kind: "operator", id, address } as const;
    const action = found.isReset ? "password_recovered" : "invitation_accepted";
    await recordChange(tx, { action, subjectId: id, detail: {}, by, now });
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
    .where(and(inArray(operatorAccounts.userId, [...operatorIds]), isWithoutPassword, isWithoutProvider))
    .groupBy(operatorAccounts.userId);
  return new Map(rows.map(({ id, until }) => [id, until === null ? null : new Date(until)]));
}

const isOpenAt = (now: Date) =>
  and(
    isNull(operatorInvitations.usedAt),
    isNull(operatorInvitations.revokedAt),
    gt(operatorInvitations.expiresAt, now),
  );

const isWithPassword = and(
  eq(operatorAccounts.providerId, "credential"),
  isNotNull(operatorAccounts.password),
);

/** Nor did they come in by an identity provider. */
const isWithoutProvider = sql`not exists (
  select from operator_accounts provider
  where provider.operator_id = ${operatorAccounts.userId} and provider.provider_id <> 'credential')`;

const isWithoutPassword = and(
  eq(operatorAccounts.providerId, "credential"),
  isNull(operatorAccounts.password),
);
