const STRONG_BYTES = 32;
const DIFFERENT_MIN = 8;
const COMMON_WORDS = /secret|password|passwort|changeme|default|shared-?id|example|12345678|abcdefgh|qwerty/i;

/** What a person should know about a SharedId; null for one that was made here. */
export function warningsAbout(sharedId: string | null): string[] {
  if (sharedId === null) return ["The SharedId is shown this once; hand it to PAR over a safe channel."];
  const warnings: string[] = [];
  if (sharedId.length < STRONG_BYTES) {
    warnings.push(
      `The SharedId has ${sharedId.length} bytes; a key for HS256 should have ${STRONG_BYTES} or more. Ask PAR for a longer one.`,
    );
  }
  if (new Set(sharedId).size < DIFFERENT_MIN || COMMON_WORDS.test(sharedId)) {
    warnings.push("The SharedId looks easy to guess. Whoever guesses it can send orders as PAR.");
  }
  return warnings;
}
