import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import {
  operatorAccounts,
  operatorApiKeys,
  operatorGrants,
  operatorSessions,
  operators,
} from "../schema/operator.ts";
import type { Scope } from "../sql/scope.ts";
import { deleteGrants, insertGrants } from "./grants.ts";
import { insertInvitation, type NewInvitation, revokeInvitations } from "./invitations.ts";
import { findOperator, type OperatorWithGrants } from "./operators.ts";
import { deletePasskeys } from "./passkeys.ts";
import { type Grant, isWithin } from "./permissions.ts";
import { deleteProviderAccounts } from "./provider-accounts.ts";
import { deleteSecondFactor } from "./second-factor.ts";

/** What became of a change of an operator. */
export type OperatorChange =
  | { kind: "changed"; operator: OperatorWithGrants }
  /** There is none, or none whom the person who asks may change. */
  | { kind: "not_found" }
  /** Somebody else changed them meanwhile. */
  | { kind: "conflict"; operator: OperatorWithGrants }
  /** Nobody would be left who can administer what could be administered before. */
  | { kind: "last_admin" };

export interface OperatorChangeArgs {
  operatorId: string;
  /** The version that the person saw. */
  expectedVersion: number;
  /** Whose operators they may change: those all of whose grants lie within. */
  scope: Scope;
  by: Actor;
  now: Date;
}

type Transaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];
type OperatorRow = typeof operators.$inferInsert;
type Audited = Pick<Parameters<typeof recordChange>[1], "action" | "detail">;

/** Changes an operator's name, or replaces everything that they may do, or both. */
export async function setOperator(
  db: Database,
  args: OperatorChangeArgs & { name?: string | undefined; grants?: readonly Grant[] | undefined },
): Promise<OperatorChange> {
  const { name, grants } = args;
  return await change(db, args, {
    set: name === undefined ? {} : { name },
    audited: (before) => ({
      action: "operator_changed",
      detail: {
        ...(name !== undefined && { name: { from: before.operator.name, to: name } }),
        ...(grants !== undefined && { grants: { from: before.grants, to: grants } }),
      },
    }),
    async also(tx) {
      if (grants === undefined) return;
      const { operatorId, now } = args;
      await deleteGrants(tx, operatorId);
      await insertGrants(tx, { operatorId, grants, now });
    },
  });
}

/** Shuts an operator out: sessions end at once, API keys and an invitation for good. */
export async function disableOperator(db: Database, args: OperatorChangeArgs): Promise<OperatorChange> {
  const { operatorId, now } = args;
  return await change(db, args, {
    set: { disabledAt: now },
    audited: () => ({ action: "operator_disabled", detail: {} }),
    async also(tx) {
      await endSessions(tx, operatorId);
      await revokeInvitations(tx, { operatorId, now });
      await tx
        .update(operatorApiKeys)
        .set({ revokedAt: now })
        .where(and(eq(operatorApiKeys.operatorId, operatorId), isNull(operatorApiKeys.revokedAt)));
    },
  });
}

/** Lets a disabled operator sign in again, with the grants that they had. */
export async function enableOperator(db: Database, args: OperatorChangeArgs): Promise<OperatorChange> {
  return await change(db, args, {
    set: { disabledAt: null },
    audited: () => ({ action: "operator_enabled", detail: {} }),
  });
}

/** Gives an operator another password; every session of theirs ends. */
export async function setPassword(
  db: Database,
  args: OperatorChangeArgs & { passwordHash: string },
): Promise<OperatorChange> {
  const { operatorId, now, passwordHash } = args;
  return await change(db, args, {
    set: {},
    audited: () => ({ action: "password_reset", detail: {} }),
    async also(tx) {
      await tx
        .update(operatorAccounts)
        .set({ password: passwordHash, updatedAt: now })
        .where(and(eq(operatorAccounts.userId, operatorId), eq(operatorAccounts.providerId, "credential")));
      await endSessions(tx, operatorId);
      await revokeInvitations(tx, { operatorId, now });
    },
  });
}

/** Makes another link for somebody who has not chosen a password yet; the one before ends. */
export async function renewInvitation(
  db: Database,
  args: OperatorChangeArgs & { invitation: NewInvitation },
): Promise<OperatorChange> {
  const { operatorId, invitation, now } = args;
  return await change(db, args, {
    set: {},
    audited: () => ({ action: "operator_invited", detail: {} }),
    also: (tx) => insertInvitation(tx, { operatorId, invitation, now }),
  });
}

/** Takes the second factor of an operator away who lost it; every session of theirs ends. */
export async function removeSecondFactor(db: Database, args: OperatorChangeArgs): Promise<OperatorChange> {
  const { operatorId } = args;
  return await change(db, args, {
    set: {},
    audited: () => ({ action: "second_factor_removed", detail: {} }),
    async also(tx) {
      await deleteSecondFactor(tx, { operatorId });
      await endSessions(tx, operatorId);
    },
  });
}

/** Takes every passkey of an operator away who lost them; every session of theirs ends. */
export async function removePasskeys(db: Database, args: OperatorChangeArgs): Promise<OperatorChange> {
  const { operatorId } = args;
  return await change(db, args, {
    set: {},
    audited: () => ({ action: "passkey_removed", detail: {} }),
    async also(tx) {
      await deletePasskeys(tx, { operatorId });
      await endSessions(tx, operatorId);
    },
  });
}

/** Unties an operator from the identity provider, where they are somebody else by now; every session of theirs ends. */
export async function unlinkProvider(db: Database, args: OperatorChangeArgs): Promise<OperatorChange> {
  const { operatorId } = args;
  return await change(db, args, {
    set: {},
    audited: () => ({ action: "provider_unlinked", detail: {} }),
    async also(tx) {
      await deleteProviderAccounts(tx, { operatorId });
      await endSessions(tx, operatorId);
    },
  });
}

/** Makes a link by which an operator replaces their password; those before end. */
export async function makeResetLink(
  db: Database,
  args: OperatorChangeArgs & { invitation: NewInvitation },
): Promise<OperatorChange> {
  const { operatorId, invitation, now } = args;
  return await change(db, args, {
    set: {},
    audited: () => ({ action: "reset_link_made", detail: {} }),
    also: (tx) => insertInvitation(tx, { operatorId, invitation, purpose: "reset", now }),
  });
}

async function endSessions(tx: Transaction, operatorId: string): Promise<void> {
  await tx.delete(operatorSessions).where(eq(operatorSessions.userId, operatorId));
}

class LastAdminError extends Error {
  override readonly name = "LastAdminError";
}

/** One change of one operator. Changes of people wait for each other: two admins must not remove each other. */
async function change(
  db: Database,
  args: OperatorChangeArgs,
  plan: {
    set: Partial<OperatorRow>;
    audited: (before: OperatorWithGrants) => Audited;
    also?: (tx: Transaction) => Promise<void>;
  },
): Promise<OperatorChange> {
  const { operatorId, expectedVersion, scope, by, now } = args;
  try {
    return await db.orm.transaction(async (tx): Promise<OperatorChange> => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext('parley operators'))`);
      const before = await findOperator({ orm: tx }, operatorId);
      if (before?.operator.id !== operatorId || !isWithin(scope, before.grants)) return { kind: "not_found" };
      if (before.operator.version !== expectedVersion) return { kind: "conflict", operator: before };
      const adminsBefore = await listAdminGrants(tx);
      await plan.also?.(tx);
      await tx
        .update(operators)
        .set({ ...plan.set, version: expectedVersion + 1, updatedAt: now })
        .where(eq(operators.id, operatorId));
      if (isLess(await listAdminGrants(tx), adminsBefore)) throw new LastAdminError();
      await recordChange(tx, { ...plan.audited(before), subjectId: operatorId, by, now });
      const after = await findOperator({ orm: tx }, operatorId);
      if (after === null)
        throw new Error(`The operator ${operatorId} is gone, and operators are never deleted.`);
      return { kind: "changed", operator: after };
    });
  } catch (error) {
    if (error instanceof LastAdminError) return { kind: "last_admin" };
    throw error;
  }
}

/** What can be administered: the brands of the admins who can sign in, null = every brand. Who is only invited cannot. */
async function listAdminGrants(tx: Transaction): Promise<ReadonlySet<string | null>> {
  const rows = await tx
    .selectDistinct({ brandId: operatorGrants.brandId })
    .from(operatorGrants)
    .innerJoin(operators, eq(operators.id, operatorGrants.operatorId))
    .innerJoin(operatorAccounts, eq(operatorAccounts.userId, operators.id))
    .where(
      and(
        eq(operatorGrants.role, "admin"),
        isNull(operators.disabledAt),
        isNotNull(operatorAccounts.password),
      ),
    );
  return new Set(rows.map((row) => row.brandId));
}

function isLess(after: ReadonlySet<string | null>, before: ReadonlySet<string | null>): boolean {
  if (after.has(null)) return false;
  return [...before].some((brandId) => !after.has(brandId));
}
