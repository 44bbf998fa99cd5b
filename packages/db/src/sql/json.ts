// PostgreSQL text cannot hold U+0000, and its JSON parser refuses lone surrogates; both reach us in
// recorded bodies. JSON.stringify escapes exactly these two kinds as \u0000 and \udXXX (whole pairs stay
// raw), so they are found in its output, where an even run of backslashes before them means "escaped".
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** JSON text that PostgreSQL accepts: what its text type cannot hold becomes U+FFFD. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? "null";
  return text.includes("\\u") ? text.replace(UNSTORABLE, "$1\ufffd") : text;
}
