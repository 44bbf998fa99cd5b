import { hash, verify } from "@node-rs/argon2";
import { TEXT_MAX } from "@parley/limits";
import { isGuessable } from "../guessable/guessable.ts";

// OWASP's smallest setting for Argon2id: 19 MiB, two passes. About 16 ms a check here.
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Published in the README: it opens the demo, which never listens on a network address, and nothing else. */
export const DEMO_PASSWORD = "parley-demo-2026";

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = TEXT_MAX.password;

/** Hashes a password with Argon2id into its self-describing text (`$argon2id$v=19$…`). */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

/** Whether a password belongs to a hash. Exact: nothing is trimmed or normalised. */
export function isPassword(args: { hash: string; password: string }): Promise<boolean> {
  return verify(args.hash, args.password);
}

/** Why nobody may have a password. */
export type PasswordProblem = "passwordShort" | "passwordLong" | "passwordMonotonous" | "passwordGuessable";

/**
 * Why a password may not be set; null when it may.
 * `about` is what an attacker would try first: the operator's name and e-mail address, and their brands.
 */
export function passwordProblem(password: string, about: readonly string[]): PasswordProblem | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return "passwordShort";
  if (length > PASSWORD_MAX) return "passwordLong";
  if (new Set(password).size < 5) return "passwordMonotonous";
  return isGuessable(password, about) ? "passwordGuessable" : null;
}
