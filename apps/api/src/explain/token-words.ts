import type { Say } from "../orders/people/autopsy/finding.ts";

const TOKEN_WORDS = [
  "missing",
  "malformed",
  "too_long",
  "no_match",
  "expired",
  "no_expiry",
  "life_too_long",
  "not_yet_valid",
  "issued_ahead",
  "issuer",
  "audience",
] as const;

/** What is wrong with a token, as a clause. */
export function tokenWords(say: Say, reason: string | null): string {
  return say(`token.${TOKEN_WORDS.find((word) => word === reason) ?? "other"}`);
}
