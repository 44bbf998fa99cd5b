import type { SecretStrength } from "@parley/db/connections";
import { SHARED_ID_LENGTH } from "@parley/limits";
import { isGuessable } from "../../guessable/guessable.ts";

const DIFFERENT_MIN = 8;
/** PAR keys digests by so many characters, so they alone must not be guessed. */
const DIGEST_KEY_LENGTH = 10;
/** What examples are made of. */
const EXAMPLE = /secret|passwor[dt]|changeme|default|shared-?id|example|sample|12345678|abcdefgh|qwerty/i;

/** SharedIds that this repository gives away, in its demo, its documents and its vectors. */
const PUBLISHED = [
  "yummytaco-demo-sharedid-2026-0001",
  "burgerbarn-demo-sharedid-2026-0001",
  "SharedSecret-2026-PAR",
  "0123456789",
  "0123456789ABCDEF",
];

const digestKeyOf = (sharedId: string) => sharedId.slice(0, DIGEST_KEY_LENGTH);
const published: ReadonlySet<string> = new Set(PUBLISHED);
const publishedDigestKeys: ReadonlySet<string> = new Set(PUBLISHED.map(digestKeyOf));

/** Whether anybody can read this SharedId in our repository. */
export function isPublished(sharedId: string): boolean {
  return published.has(sharedId);
}

/** Whether anybody can read the key of its digests in our repository. */
export function hasPublishedDigestKey(sharedId: string): boolean {
  return publishedDigestKeys.has(digestKeyOf(sharedId));
}

/** Whether somebody who guesses would come upon this SharedId, or upon the key of its digests. */
export function looksGuessable(sharedId: string): boolean {
  return (
    new Set(sharedId).size < DIFFERENT_MIN ||
    new Set(digestKeyOf(sharedId)).size < DIFFERENT_MIN / 2 ||
    EXAMPLE.test(sharedId) ||
    hasPublishedDigestKey(sharedId) ||
    isGuessable(sharedId, [])
  );
}

/** How good a key a SharedId is: `weak` below 16 bytes or where it can be guessed, `short` below 32. */
export function strengthOf(sharedId: string): SecretStrength {
  if (sharedId.length < SHARED_ID_LENGTH.short || looksGuessable(sharedId)) return "weak";
  return sharedId.length < SHARED_ID_LENGTH.strong ? "short" : "strong";
}

/** What a person should know about a SharedId that was given to them, as sentences. */
export function weaknessesOf(sharedId: string): string[] {
  const weaknesses: string[] = [];
  if (sharedId.length < SHARED_ID_LENGTH.strong) {
    weaknesses.push(
      `The SharedId has ${sharedId.length} bytes; a key for HS256 should have ${SHARED_ID_LENGTH.strong} or more. Ask PAR for a longer one.`,
    );
  }
  if (looksGuessable(sharedId)) {
    weaknesses.push("The SharedId looks easy to guess. Whoever guesses it can send orders as PAR.");
  }
  return weaknesses;
}
