import { and, desc, eq, gt, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { Actor } from "../orders/actor.ts";
import { operatorAccounts, operatorSessions, operators } from "../schema/operator.ts";
import { revokeInvitations } from "./invitations.ts";

/** A browser in which an operator is signed in: never its token. */
export interface Session {
  id: string;
  operatorId: string;
  createdAt: Date;
  /** To the minute. */
  seenAt: Date;
  address: string | null;
  userAgent: string | null;
}

/** Sessions that are open: not idle for too long, and begun after `since`. Those used last come first. */
export async function listSessions(
  db: Database,
  { operatorIds, since, now }: { operatorIds: readonly string[]; since: Date; now: Date },
): Promise<Session[]> {
  const { id, userId, createdAt, updatedAt, ipAddress, userAgent, expiresAt } = operatorSessions;
  return await db.orm
    .select({ id, operatorId: userId, createdAt, seenAt: updatedAt, address: ipAddress, userAgent })
    .from(operatorSessions)
    .where(and(inArray(userId, [...operatorIds]), gt(expiresAt, now), gt(createdAt, since)))
    .orderBy(desc(updatedAt), desc(id));
}

/** Notes that a session was used, and until when it lasts without another use. */
export async function touchSession(
  db: Database,
  { sessionId, expiresAt, now }: { sessionId: string; expiresAt: Date; now: Date },
): Promise<void> {
  await db.orm
    .update(operatorSessions)
    .set({ expiresAt, updatedAt: now })
    .where(eq(operatorSessions.id, sessionId));
}

/** Which sessions of an operator are ended: one, all but one, or all. */
export type SessionChoice = { only: string } | { but: string } | "all";

/** Ends sessions of an operator at once; gives how many. None is no change, and leaves no record. */
export async function endSessions(
  db: Database,
  args: { operatorId: string; which: SessionChoice; by: Actor; now: Date },
): Promise<number> {
  const { operatorId, which, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const gone = await tx
      .delete(operatorSessions)
      .where(and(eq(operatorSessions.userId, operatorId), isChosen(which)))
      .returning({ id: operatorSessions.id });
    const detail = { sessions: gone.length };
    if (gone.length > 0)
      await recordChange(tx, { action: "sessions_ended", subjectId: operatorId, detail, by, now });
    return gone.length;
  });
}

function isChosen(which: SessionChoice) {
  if (which === "all") return undefined;
  return "only" in which ? eq(operatorSessions.id, which.only) : ne(operatorSessions.id, which.but);
}

/** The hash of an operator's password; null for who has none. */
export async function findPasswordHash(
  db: Database,
  { operatorId }: { operatorId: string },
): Promise<string | null> {
  const [row] = await db.orm
    .select({ hash: operatorAccounts.password })
    .from(operatorAccounts)
    .where(isPasswordOf(operatorId));
  return row?.hash ?? null;
}

/**
 * Replaces the password of an operator by their own choice: every other session of theirs ends, and links that would
 * set another one. False where the password is no longer the one that they proved to know.
 */
export async function replaceOwnPassword(
  db: Database,
  args: {
    operatorId: string;
    sessionId: string;
    fromHash: string;
    toHash: string;
    by: Actor;
    now: Date;
  },
): Promise<boolean> {
  const { operatorId, sessionId, fromHash, toHash, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const changed = await tx
      .update(operatorAccounts)
      .set({ password: toHash, updatedAt: now })
      .where(and(isPasswordOf(operatorId), eq(operatorAccounts.password, fromHash)))
      .returning({ id: operatorAccounts.id });
    if (changed.length === 0) return false;
    await tx
      .delete(operatorSessions)
      .where(and(eq(operatorSessions.userId, operatorId), ne(operatorSessions.id, sessionId)));
    await revokeInvitations(tx, { operatorId, now });
    await tx
      .update(operators)
      .set({ version: sql`${operators.version} + 1`, updatedAt: now })
      .where(eq(operators.id, operatorId));
    await recordChange(tx, { action: "password_changed", subjectId: operatorId, detail: {}, by, now });
    return true;
  });
}

const isPasswordOf = (operatorId: string) =>
  and(
    eq(operatorAccounts.userId, operatorId),
    eq(operatorAccounts.providerId, "credential"),
    isNotNull(operatorAccounts.password),
  );

/** Keeps what an operator reads the admin in; null for what their browser asks for. */
export async function setLanguage(
  db: Database,
  args: { operatorId: string; language: string | null; by: Actor; now: Date },
): Promise<void> {
  const { operatorId, language, by, now } = args;
  await db.orm.transaction(async (tx) => {
    const [before] = await tx
      .select({ language: operators.language })
      .from(operators)
      .where(eq(operators.id, operatorId))
      .for("update");
    if (before === undefined || before.language === language) return;
    await tx.update(operators).set({ language }).where(eq(operators.id, operatorId));
    const detail = { language: { from: before.language, to: language } };
    await recordChange(tx, { action: "operator_changed", subjectId: operatorId, detail, by, now });
  });
}
