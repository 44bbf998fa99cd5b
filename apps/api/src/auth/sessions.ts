import { type Database, everyBrand } from "@parley/db";
import {
  endSessions,
  findOperator,
  findPasswordHash,
  forgetAttempts,
  listSessions,
  type OperatorWithGrants,
  readSignInPolicy,
  replaceOwnPassword,
  type Session,
  setLanguage,
  setOperator,
  takeAttempt,
} from "@parley/db/operators";
import type { Actor } from "@parley/db/orders";
import { knownAbout, nameProblem } from "./operator.ts";
import { hashPassword, isPassword, passwordProblem } from "./password.ts";
import type { Invalid } from "./problem.ts";

interface Deps {
  db: Database;
  now: Date;
}

/** Somebody about their own account, from the browser that they are signed in with. */
export interface Self {
  operatorId: string;
  sessionId: string;
  by: Actor;
}

/** The open sessions of operators. */
export async function openSessions({ db, now }: Deps, operatorIds: readonly string[]): Promise<Session[]> {
  const { sessionHours } = await readSignInPolicy(db);
  const since = new Date(now.getTime() - sessionHours * 3_600_000);
  return await listSessions(db, { operatorIds, since, now });
}

/** Ends one's own session, or all but this one; false where there is no such session. */
export async function endOwnSessions(
  { db, now }: Deps,
  { operatorId, sessionId, by }: Self,
  only: string | null,
): Promise<boolean> {
  const which = only === null ? { but: sessionId } : { only };
  const ended = await endSessions(db, { operatorId, which, by, now });
  return only === null || ended > 0;
}

export type OwnPasswordOutcome =
  | { kind: "changed"; operator: OperatorWithGrants }
  | Invalid<"password">
  /** What they gave as their password is not it. */
  | { kind: "wrong_password" }
  /** They guessed too often. */
  | { kind: "too_often" };

/** Waits after so many tries of one's own password, in milliseconds: whoever sits at an open browser may guess too. */
const WAITS_MS = [0, 0, 0, 0, 0, ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];

/** Changes one's own password, for who knows the one before. Every other session ends. */
export async function changeOwnPassword(
  { db, now }: Deps,
  { operatorId, sessionId, by }: Self,
  { current, password }: { current: string; password: string },
): Promise<OwnPasswordOutcome> {
  const key = `own password of ${operatorId}`;
  const { allowed } = await takeAttempt(db, { key, now, waitsMs: WAITS_MS });
  if (!allowed) return { kind: "too_often" };
  const fromHash = await findPasswordHash(db, { operatorId });
  const found = await findOperator(db, operatorId);
  if (fromHash === null || found === null) return { kind: "wrong_password" };
  if (!(await isPassword({ hash: fromHash, password: current }))) return { kind: "wrong_password" };
  const { name, email } = found.operator;
  const problem = passwordProblem(password, await knownAbout(db, { name, email, grants: found.grants }));
  if (problem !== null) return { kind: "invalid", field: "password", problem };
  await forgetAttempts(db, { keys: [key] });
  const toHash = await hashPassword(password);
  const isDone = await replaceOwnPassword(db, { operatorId, sessionId, fromHash, toHash, by, now });
  const after = await findOperator(db, operatorId);
  return isDone && after !== null ? { kind: "changed", operator: after } : { kind: "wrong_password" };
}

export type OwnAccountOutcome =
  | { kind: "changed"; operator: OperatorWithGrants }
  | { kind: "conflict" }
  | Invalid<"name">;

/** Changes one's own name. */
export async function changeOwnName(
  { db, now }: Deps,
  { operatorId, by }: Self,
  { name: given, expectedVersion }: { name: string; expectedVersion: number },
): Promise<OwnAccountOutcome> {
  const name = given.trim();
  const problem = nameProblem(name);
  if (problem !== null) return { kind: "invalid", field: "name", problem };
  const ask = { operatorId, expectedVersion, scope: everyBrand, by, now };
  const outcome = await setOperator(db, { ...ask, name });
  return outcome.kind === "changed" ? outcome : { kind: "conflict" };
}

/** Keeps what somebody reads the admin in, on every device that they sign in with; null for what each browser asks. */
export async function chooseLanguage(
  { db, now }: Deps,
  { operatorId, by }: Self,
  language: string | null,
): Promise<OperatorWithGrants | null> {
  await setLanguage(db, { operatorId, language, by, now });
  return await findOperator(db, operatorId);
}

export type EndedSessions = { kind: "ended"; operator: OperatorWithGrants; sessions: number } | null;

/** Ends every session of somebody whom a person administers; null where they do not. */
export async function endSessionsOf(
  { db, now }: Deps,
  owner: OperatorWithGrants | null,
  by: Actor,
): Promise<EndedSessions> {
  if (owner === null) return null;
  const sessions = await endSessions(db, { operatorId: owner.operator.id, which: "all", by, now });
  return { kind: "ended", operator: owner, sessions };
}
