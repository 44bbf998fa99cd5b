import { and, eq, gt, inArray, isNotNull, isNull, ne } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import type { Actor } from "../orders/actor.ts";
import { operatorInvitations } from "../schema/invitation.ts";
import { operatorAccounts, operators } from "../schema/operator.ts";
import { revokeInvitations } from "./invitations.ts";

/** Who an identity provider says that somebody is. */
export interface ProviderIdentity {
  issuer: string;
  subject: string;
  /** Verified by the provider, in lower case. */
  email: string;
}

/**
 * The operator whom an identity provider means: the one who came in as this subject before, else the one with this
 * e-mail address, who has come in as nobody of this provider yet. Who has never come in at all and has no open invitation
 * is nobody: their invitation is over.
 *
 * @returns null for nobody
 */
export async function findByProvider(
  db: Database,
  { issuer, subject, email, now }: ProviderIdentity & { now: Date },
): Promise<{ operatorId: string; isLinked: boolean } | null> {
  const { userId, providerId, accountId, password } = operatorAccounts;
  const [linked] = await db.orm
    .select({ operatorId: userId })
    .from(operatorAccounts)
    .where(and(eq(providerId, issuer), eq(accountId, subject)));
  if (linked !== undefined) return { operatorId: linked.operatorId, isLinked: true };
  const [known] = await db.orm
    .select({ operatorId: operators.id, password })
    .from(operators)
    .innerJoin(operatorAccounts, and(eq(userId, operators.id), eq(providerId, "credential")))
    .where(eq(operators.email, email));
  if (known === undefined) return null;
  const { operatorId } = known;
  const issuers = await listIssuers(db, [operatorId]);
  if (issuers.get(operatorId)?.includes(issuer)) return null;
  const cameInBefore = known.password !== null || issuers.has(operatorId);
  if (!cameInBefore && !(await hasOpenInvitation(db, { operatorId, now }))) return null;
  return { operatorId, isLinked: false };
}

/** The identity providers that these operators are tied to, by their issuers; those tied to none are left out. */
export async function listIssuers(
  db: { orm: Pick<Database["orm"], "select"> },
  operatorIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { userId, providerId } = operatorAccounts;
  const rows = await db.orm
    .select({ userId, providerId })
    .from(operatorAccounts)
    .where(and(inArray(userId, [...operatorIds]), ne(providerId, "credential")));
  const issuers = new Map<string, string[]>();
  for (const row of rows) issuers.set(row.userId, [...(issuers.get(row.userId) ?? []), row.providerId]);
  return issuers;
}

async function hasOpenInvitation(
  db: Database,
  { operatorId, now }: { operatorId: string; now: Date },
): Promise<boolean> {
  const [row] = await db.orm
    .select({ id: operatorInvitations.id })
    .from(operatorInvitations)
    .where(
      and(
        eq(operatorInvitations.operatorId, operatorId),
        isNull(operatorInvitations.usedAt),
        isNull(operatorInvitations.revokedAt),
        gt(operatorInvitations.expiresAt, now),
      ),
    );
  return row !== undefined;
}

/**
 * Ties an operator to who they are at an identity provider, so that an e-mail address that is given to somebody else
 * there opens nothing here. An invitation of theirs is over: they have come in. False where they are tied already.
 */
export async function linkProvider(
  db: Database,
  args: Omit<ProviderIdentity, "email"> & { operatorId: string; by: Actor; now: Date },
): Promise<boolean> {
  const { issuer, subject, operatorId, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    await tx.select({ id: operators.id }).from(operators).where(eq(operators.id, operatorId)).for("update");
    if ((await listIssuers({ orm: tx }, [operatorId])).get(operatorId)?.includes(issuer)) return false;
    const times = { createdAt: now, updatedAt: now };
    await tx
      .insert(operatorAccounts)
      .values({ id: newId("key"), providerId: issuer, accountId: subject, userId: operatorId, ...times });
    const [withPassword] = await tx
      .select({ id: operatorAccounts.id })
      .from(operatorAccounts)
      .where(and(eq(operatorAccounts.userId, operatorId), isNotNull(operatorAccounts.password)));
    if (withPassword === undefined) await revokeInvitations(tx, { operatorId, now });
    await recordChange(tx, { action: "provider_linked", subjectId: operatorId, detail: {}, by, now });
    return true;
  });
}

/** Unties an operator from every identity provider. */
export async function deleteProviderAccounts(
  orm: Pick<Database["orm"], "delete">,
  { operatorId }: { operatorId: string },
): Promise<void> {
  const { userId, providerId } = operatorAccounts;
  await orm.delete(operatorAccounts).where(and(eq(userId, operatorId), ne(providerId, "credential")));
}
