import { createHash, randomBytes } from "node:crypto";
import type { Database } from "@parley/db";
import {
  findInvited,
  type NewInvitation,
  type OperatorWithGrants,
  useInvitation,
} from "@parley/db/operators";
import { knownAbout } from "./operator.ts";
import { hashPassword, passwordProblem } from "./password.ts";
import type { Invalid } from "./problem.ts";

/** For how many days an invitation is open. */
export const INVITATION_DAYS = 7;

/** For how many minutes a link to replace a password is open. */
export const RESET_MINUTES = 60;

const DAY_MS = 86_400_000;
/** 256 bits, of which nobody guesses any. */
const TOKEN_BYTES = 32;

/** A link's token, and what is kept of it. The path is shown once, to whoever made the link. */
export function newInvitation(now: Date): NewInvitation & { path: string } {
  return newLink("/invite", new Date(now.getTime() + INVITATION_DAYS * DAY_MS));
}

/** The same of a link by which somebody replaces their password. */
export function newResetLink(now: Date): NewInvitation & { path: string } {
  return newLink("/reset", new Date(now.getTime() + RESET_MINUTES * 60_000));
}

function newLink(under: string, expiresAt: Date): NewInvitation & { path: string } {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { tokenHash: hashOf(token), expiresAt, path: `${under}/${token}` };
}

// Any text has one, so that a text which is no token takes the same path.
function hashOf(token: string): Uint8Array {
  return createHash("sha256").update(token).digest();
}

/** Whom a link is for, and until when it is open; null where it opens nothing. */
export async function readInvitation(
  { db, now }: { db: Database; now: Date },
  token: string,
): Promise<{ name: string; email: string; expiresAt: Date; isReset: boolean } | null> {
  const found = await findInvited(db, { tokenHash: hashOf(token), now });
  if (found === null) return null;
  const { name, email } = found.invited.operator;
  return { name, email, expiresAt: found.expiresAt, isReset: found.isReset };
}

export type AcceptOutcome =
  | { kind: "accepted"; operator: OperatorWithGrants }
  /** The link opens nothing: it never was one, is over, was used or was ended. */
  | { kind: "not_found" }
  | Invalid<"password">;

/** Gives whom a link is for the password that they chose. They can sign in with it then, and the link is over. */
export async function acceptInvitation(
  { db, now, address }: { db: Database; now: Date; address: string },
  { token, password }: { token: string; password: string },
): Promise<AcceptOutcome> {
  const tokenHash = hashOf(token);
  const found = await findInvited(db, { tokenHash, now });
  if (found === null) return { kind: "not_found" };
  const { operator, grants } = found.invited;
  const known = await knownAbout(db, { ...operator, grants });
  const problem = passwordProblem(password, known);
  if (problem !== null) return { kind: "invalid", field: "password", problem };
  const passwordHash = await hashPassword(password);
  const accepted = await useInvitation(db, { tokenHash, passwordHash, address, now });
  return accepted === null ? { kind: "not_found" } : { kind: "accepted", operator: accepted };
}
