import type { Database } from "@parley/db";
import {
  confirmSecondFactor,
  findOperator,
  findPasswordHash,
  forgetAttempts,
  openSecondFactor,
  removeOwnSecondFactor,
  replacePaperCodes,
  startSecondFactor,
  takeAttempt,
  takePaperCode,
  takeStep,
} from "@parley/db/operators";
import type { Vault } from "@parley/db/secrets";
import { isPassword } from "./password.ts";
import type { Self } from "./sessions.ts";
import { newPaperCodes, newTotpSecret, otpauthUri, paperHashOf, stepOfCode } from "./totp.ts";

interface Deps {
  db: Database;
  vault: Vault;
  now: Date;
}

/** Waits after so many codes of one person, in milliseconds. Only who knows the password gets as far. */
const CODE_WAITS_MS = [...Array<number>(9).fill(0), ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];

export type CodeVerdict = "right" | "wrong" | "too_often";

/**
 * Judges the code that somebody gives besides their password, and takes it: no code is right twice. A code on paper is
 * not limited, since nobody guesses it, so that no guessing keeps its owner out.
 */
export async function judgeCode(
  { db, vault, now }: Deps,
  { operatorId, code }: { operatorId: string; code: string },
): Promise<CodeVerdict> {
  const isPaper = code.replace(/[\s-]/g, "").length > 10;
  if (isPaper) return (await takePaperCode(db, { operatorId, hash: paperHashOf(code) })) ? "right" : "wrong";
  const key = `codes of ${operatorId}`;
  const { allowed } = await takeAttempt(db, { key, now, waitsMs: CODE_WAITS_MS });
  if (!allowed) return "too_often";
  const secret = await openSecondFactor(db, { vault, operatorId });
  const step = secret === null ? null : stepOfCode(secret, code, now);
  if (step === null || !(await takeStep(db, { operatorId, step }))) return "wrong";
  await forgetAttempts(db, { keys: [key] });
  return "right";
}

export type StartOutcome =
  /** `secret` is for the app; it is shown until it is proven, and never again. */
  { kind: "started"; secret: string; uri: string } | { kind: "wrong_password" | "too_often" | "in_force" };

/** Makes a secret for who knows their password. It asks nobody for anything until a code of it is proven. */
async function startOwnSecondFactor(
  deps: Deps,
  self: Self,
  { currentPassword, adminUrl }: { currentPassword: string; adminUrl: string },
): Promise<StartOutcome> {
  const { db, vault, now } = deps;
  const { operatorId } = self;
  const proven = await provePassword(deps, operatorId, currentPassword);
  if (proven !== "right") return { kind: proven };
  const found = await findOperator(db, operatorId);
  const secret = newTotpSecret();
  if (found === null || !(await startSecondFactor(db, { vault, operatorId, secret, now })))
    return { kind: "in_force" };
  const { host } = new URL(adminUrl);
  return { kind: "started", secret, uri: otpauthUri({ secret, account: found.operator.email, host }) };
}

export type ConfirmOutcome =
  /** `codes` are for paper, and kept nowhere. */
  { kind: "confirmed"; codes: string[] } | { kind: "wrong_code" | "too_often" | "in_force" };

/** Puts a secret in force for who shows a code of it. Their other sessions end: they were begun without one. */
async function confirmOwnSecondFactor(
  deps: Deps,
  { operatorId, sessionId, by }: Self,
  code: string,
): Promise<ConfirmOutcome> {
  const found = await findOperator(deps.db, operatorId);
  if (found?.operator.secondFactorAt !== null) return { kind: "in_force" };
  const verdict = await judgeCode(deps, { operatorId, code });
  if (verdict !== "right") return { kind: verdict === "wrong" ? "wrong_code" : verdict };
  const { codes, hashes: paperHashes } = newPaperCodes();
  const { db, now } = deps;
  const isDone = await confirmSecondFactor(db, { operatorId, sessionId, by, now, paperHashes });
  return isDone ? { kind: "confirmed", codes } : { kind: "in_force" };
}

export type RemoveOutcome =
  | { kind: "removed" }
  | { kind: "wrong_password" | "wrong_code" | "too_often" | "none" };

/** Takes one's own second factor away, for who knows the password and shows a code. */
async function removeMySecondFactor(
  deps: Deps,
  { operatorId, by }: Self,
  { currentPassword, code }: { currentPassword: string; code: string },
): Promise<RemoveOutcome> {
  const proven = await provePassword(deps, operatorId, currentPassword);
  if (proven !== "right") return { kind: proven };
  const verdict = await judgeCode(deps, { operatorId, code });
  if (verdict !== "right") return { kind: verdict === "wrong" ? "wrong_code" : verdict };
  const { db, now } = deps;
  return { kind: (await removeOwnSecondFactor(db, { operatorId, by, now })) ? "removed" : "none" };
}

export type RenewOutcome =
  | Extract<ConfirmOutcome, { kind: "confirmed" }>
  | { kind: "wrong_code" | "too_often" | "none" };

/**
 * Makes ten other codes for paper, for who shows that they have the second factor: a code of the app, or one of those
 * that are left. The password would not do, since codes are asked for besides it: who only knows it would make themselves
 * the other half.
 */
async function renewPaperCodes(deps: Deps, { operatorId, by }: Self, code: string): Promise<RenewOutcome> {
  const { db, now } = deps;
  const found = await findOperator(db, operatorId);
  if (found === null || found.operator.secondFactorAt === null) return { kind: "none" };
  const verdict = await judgeCode(deps, { operatorId, code });
  if (verdict !== "right") return { kind: verdict === "wrong" ? "wrong_code" : verdict };
  const { codes, hashes: paperHashes } = newPaperCodes();
  const isDone = await replacePaperCodes(db, { operatorId, by, now, paperHashes });
  return isDone ? { kind: "confirmed", codes } : { kind: "none" };
}

/** What somebody does about their own second factor, in their own browser. */
export interface OwnSecondFactor {
  start(self: Self, currentPassword: string): Promise<StartOutcome>;
  confirm(self: Self, code: string): Promise<ConfirmOutcome>;
  remove(self: Self, given: { currentPassword: string; code: string }): Promise<RemoveOutcome>;
  /** Makes other codes for paper; those before end. */
  renewPaper(self: Self, code: string): Promise<RenewOutcome>;
}

export function ownSecondFactorOf({
  db,
  vault,
  now,
  adminUrl,
}: {
  db: Database;
  vault: Vault;
  now: () => Date;
  adminUrl: string;
}): OwnSecondFactor {
  const deps = () => ({ db, vault, now: now() });
  return {
    start: (self, currentPassword) => startOwnSecondFactor(deps(), self, { currentPassword, adminUrl }),
    confirm: (self, code) => confirmOwnSecondFactor(deps(), self, code),
    remove: (self, given) => removeMySecondFactor(deps(), self, given),
    renewPaper: (self, code) => renewPaperCodes(deps(), self, code),
  };
}

/** The same limit as for changing it: whoever sits at an open browser may guess too. */
const PASSWORD_WAITS_MS = [0, 0, 0, 0, 0, ...[60, 120, 240, 480, 900].map((each) => each * 1_000)];

/** Judges one's own password, given in a browser that is signed in. */
export async function provePassword(
  { db, now }: Deps,
  operatorId: string,
  password: string,
): Promise<"right" | "wrong_password" | "too_often"> {
  const key = `own password of ${operatorId}`;
  const { allowed } = await takeAttempt(db, { key, now, waitsMs: PASSWORD_WAITS_MS });
  if (!allowed) return "too_often";
  const hash = await findPasswordHash(db, { operatorId });
  if (hash === null || !(await isPassword({ hash, password }))) return "wrong_password";
  await forgetAttempts(db, { keys: [key] });
  return "right";
}
