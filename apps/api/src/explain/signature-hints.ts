import type { DatetimeDiagnosis, DigestDiagnosis, DigestMistake } from "@parley/par-contract";

/** `unreadable`: refused before its digest, because `request_datetime` is no date and time with a zone. */
export type SignatureVerdict = "matched" | "mismatched" | "missing" | "not_required" | "unreadable";

const HINTS: Record<DigestMistake, string> = {
  double_truncation:
    "The totals were multiplied by 100 as binary doubles and cut off, which loses a cent. PAR must use decimals, or this connection's cents_mode must be double_truncate.",
  exact_cents:
    "The totals were rounded exactly, but this connection's cents_mode is double_truncate. Set it back to exact.",
  half_even: "One total was rounded half to even. The cents must be rounded half away from zero.",
  dollars_not_cents: "The totals were signed in dollars. They must be signed in whole cents.",
  totals_swapped: "Grand total and subtotal stand in each other's place. The grand total comes first.",
  empty_not_zero: "An id that is null was signed as an empty text. It must be signed as 0.",
  null_as_word: "An id that is null was signed as a word such as null. It must be signed as 0.",
  milliseconds: "The time was signed in milliseconds. It must be signed in seconds.",
  seconds_rounded: "The seconds were rounded up. Milliseconds must be cut off.",
  datetime_text: "The time was signed as it is written. It must be signed as Unix seconds.",
  local_time: "request_datetime was read as the local time of the sender's machine. It must be read in UTC.",
  letter_case: "The letter case of an id was changed before signing. Ids must be signed as they are sent.",
  normalised: "Unicode in an id was normalised before signing. Ids must be signed as they are sent.",
  pipes: "The separators differ. The six parts are joined by single pipes, without one at either end.",
  line_end: "Something invisible follows the string, such as a line end. It must end with the seconds.",
  field_missing: "One of the six parts was left out. A missing value must be signed as 0.",
  utf16: "The string was signed as UTF-16. It must be signed as UTF-8.",
  body_signed: "The whole body was signed. Only the six parts must be signed.",
  another_live_secret:
    "The digest was made with another live SharedId of this connection than the token. Both must be made with the same one.",
  whole_shared_id: "The whole SharedId was used as the key. Only its first ten characters must be used.",
  prefix_length:
    "Another number of characters of the SharedId was used as the key. It must be the first ten.",
  key_case: "The letter case of the SharedId was changed. It must be used as it was given out.",
  key_decoded: "The SharedId was decoded before use. Its first ten characters must be used as text.",
  base64_not_hex: "The digest was written in base64. It must be written in hexadecimal.",
  decorated: "The digest has something around it. The header must hold its 64 hexadecimal digits alone.",
  sha1: "The digest was made with SHA-1. It must be made with HMAC-SHA256.",
  not_keyed: "The digest is a plain hash. It must be an HMAC, keyed by the SharedId's first ten characters.",
};

const REASONS: Readonly<Record<string, string>> = {
  repeated: "The header came more than once. It must come once.",
  not_hex: "The header is not 64 hexadecimal digits, and none of the other known forms.",
};

const UNKNOWN =
  "None of the known mistakes explains it. Most often the body was changed after it was signed, or the SharedId is another: compare the string above with the one that PAR signs.";

/** What a person should know, in plain words; null if everything is right. */
export function hintFor(args: {
  verdict: SignatureVerdict;
  reason: string | null;
  diagnosis: DigestDiagnosis | null;
}): string | null {
  const { verdict, reason, diagnosis } = args;
  if (verdict === "matched") return null;
  if (verdict === "not_required") return "PAR signs no polls. The string is that of our answer.";
  if (verdict === "missing") return "The header x-pch-digest is missing. PAR must sign every order request.";
  if (diagnosis === null) return REASONS[reason ?? ""] ?? UNKNOWN;
  const hints = diagnosis.mistakes.map((mistake) => HINTS[mistake]).join(" ");
  return diagnosis.detail === null ? hints : `${hints} (${diagnosis.detail})`;
}

const FORM = "It must be written as 2026-01-15T12:34:56.789Z.";

const READ_AS: Record<DatetimeDiagnosis["readAs"], string> = {
  utc: `PAR read it as UTC when it signed it: the digest is right for that. ${FORM}`,
  local: `PAR read it as local time when it signed it: the digest is right for that. ${FORM}`,
  other_form: `The digest is right for the time that it means, but we do not read this form. ${FORM}`,
  zero: `PAR could not read it either and signed 0 in its place: the digest is right for that. ${FORM}`,
};

/** What a person should know of a date that we do not read. */
export function datetimeHint(text: string, diagnosis: DatetimeDiagnosis | null): string {
  const problem = `request_datetime is "${text}", which is no date and time with a zone.`;
  if (diagnosis === null) {
    return `${problem} The digest does not fit it as UTC, as local time, or with 0 in its place. ${FORM}`;
  }
  return `${problem} ${READ_AS[diagnosis.readAs]}${diagnosis.zone === null ? "" : ` (${diagnosis.zone})`}`;
}
