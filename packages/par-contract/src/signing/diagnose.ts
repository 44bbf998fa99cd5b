import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { CentsMode } from "../wire/money.ts";
import { type TextMistake, textVariants } from "./diagnose-texts.ts";
import type { DigestFields } from "./digest-fields.ts";
import { digestKey, signatureString } from "./signature.ts";

/**
 * The mistakes that senders of a wrong `x-pch-digest` are known to make. About the string: `double_truncation`,
 * `exact_cents`, `half_even`, `dollars_not_cents`, `totals_swapped`, `empty_not_zero`, `null_as_word`,
 * `milliseconds`, `seconds_rounded`, `datetime_text`, `local_time`, `letter_case`, `normalised`, `pipes`,
 * `line_end`, `field_missing`, `utf16`, `body_signed`. About the key: `another_live_secret`, `whole_shared_id`,
 * `prefix_length`, `key_case`, `key_decoded`. About the result: `placeholder` (one character repeated), `base64_not_hex`,
 * `decorated`, `sha1`, `not_keyed`.
 */
export type DigestMistake = TextMistake | KeyMistake | ResultMistake;

export type KeyMistake =
  | "another_live_secret"
  | "whole_shared_id"
  | "prefix_length"
  | "key_case"
  | "key_decoded";
export type ResultMistake = "placeholder" | "base64_not_hex" | "decorated" | "sha1" | "not_keyed";

/** What explains a wrong digest. Names mistakes only: it holds no key, no digest and no string. */
export interface DigestDiagnosis {
  /** One; or two, of which each alone would not explain it. */
  readonly mistakes: readonly DigestMistake[];
  /** Which form of the first one: `UTC-08:00`, `12 characters`, `RequestUid`. */
  readonly detail: string | null;
}

interface Key {
  mistake: KeyMistake | null;
  detail: string | null;
  bytes: Buffer;
}

interface Sent {
  mistake: ResultMistake | null;
  digest: Buffer;
  algorithm: "sha256" | "sha1";
}

/**
 * Finds the known mistake by which a refused digest was made, by making it too. A confirmation only: nobody who
 * reads the result can make a digest with it.
 *
 * @param args.sharedIds the live SharedIds of the caller's connection, of no other; the one that verified the
 * token first.
 * @param args.body the body as received, for senders who sign all of it; null where it is not kept whole.
 * @returns null when the digest is right, or no known mistake explains it (most often the body was changed after
 * it was signed, or the SharedId is another).
 */
export function diagnoseDigest(args: {
  fields: DigestFields;
  header: string;
  sharedIds: readonly string[];
  centsMode: CentsMode;
  body: string | null;
}): DigestDiagnosis | null {
  // No digest is one character repeated, so there is nothing to make again.
  if (/^(.)\1+$/u.test(args.header.trim())) return { mistakes: ["placeholder"], detail: null };
  const sent = readSent(args.header);
  if (sent === null) return null;
  const right = signatureString(args.fields, args.centsMode === "double_truncate" ? "X" : "R");
  const own = args.sharedIds.flatMap(ownKey);
  const texts = textVariants({ ...args, right });
  const fits = (key: Buffer, text: string | Buffer) =>
    timingSafeEqual(createHmac(sent.algorithm, key).update(text).digest(), sent.digest);
  const found = (mistakes: (DigestMistake | null)[], detail: string | null): DigestDiagnosis => ({
    mistakes: mistakes.filter((mistake) => mistake !== null),
    detail,
  });

  for (const [at, key] of own.entries()) {
    if (!fits(key, right)) continue;
    const mistakes = [at === 0 ? null : ("another_live_secret" as const), sent.mistake];
    return mistakes.every((mistake) => mistake === null) ? null : found(mistakes, null);
  }
  for (const key of args.sharedIds.flatMap(wrongKeys)) {
    if (fits(key.bytes, right)) return found([key.mistake, sent.mistake], key.detail);
  }
  for (const text of texts) {
    if (own.some((key) => fits(key, text.text))) return found([text.mistake, sent.mistake], text.detail);
  }
  if (isPlainHash(sent, right, args.sharedIds)) return found(["not_keyed"], null);
  const whole = args.sharedIds.map((sharedId) => Buffer.from(sharedId, "utf8"));
  for (const text of texts) {
    if (whole.some((key) => fits(key, text.text))) {
      return found([text.mistake, "whole_shared_id", sent.mistake], text.detail);
    }
  }
  return null;
}

/** The digest in the header, in whichever form it came; null where it can be none. */
function readSent(header: string): Sent | null {
  const plain = header.trim();
  const bare = plain.replace(/^(sha-?256|hmac|digest)\s*[=:]\s*/i, "").replace(/^0x|["'\s-]/gi, "");
  const mistake = bare === plain ? null : "decorated";
  if (/^[0-9a-f]{64}$/i.test(bare)) return { mistake, digest: Buffer.from(bare, "hex"), algorithm: "sha256" };
  if (/^[0-9a-f]{40}$/i.test(bare)) {
    return { mistake: "sha1", digest: Buffer.from(bare, "hex"), algorithm: "sha1" };
  }
  if (/^[\w+/-]{43}=?$/.test(plain)) {
    return { mistake: "base64_not_hex", digest: Buffer.from(plain, "base64"), algorithm: "sha256" };
  }
  return null;
}

function ownKey(sharedId: string): Buffer[] {
  return sharedId.length < 10 || sharedId.trim() === "" ? [] : [digestKey(sharedId)];
}

function wrongKeys(sharedId: string): Key[] {
  const prefix = sharedId.slice(0, 10);
  const ofText = (mistake: KeyMistake, text: string, detail: string | null = null): Key => ({
    mistake,
    detail,
    bytes: Buffer.from(text, "utf8"),
  });
  const lengths = Array.from({ length: Math.min(sharedId.length, 64) }, (_, n) => n + 1);
  return [
    ofText("whole_shared_id", sharedId),
    ...lengths
      .filter((length) => length !== 10 && length !== sharedId.length)
      .map((length) => ofText("prefix_length", sharedId.slice(0, length), `${length} characters`)),
    ...[prefix, sharedId].flatMap((text) => [
      ofText("key_case", text.toUpperCase()),
      ofText("key_case", text.toLowerCase()),
    ]),
    ...(["base64", "hex"] as const).map((form) => ({
      mistake: "key_decoded" as const,
      detail: form,
      bytes: Buffer.from(sharedId, form),
    })),
  ];
}

/** A hash of the string, with the secret put before or behind it or left out: no HMAC at all. */
function isPlainHash(sent: Sent, text: string, sharedIds: readonly string[]): boolean {
  const secrets = sharedIds.flatMap((sharedId) => [sharedId, sharedId.slice(0, 10)]);
  return [text, ...secrets.flatMap((secret) => [secret + text, text + secret])].some((input) =>
    timingSafeEqual(createHash(sent.algorithm).update(input, "utf8").digest(), sent.digest),
  );
}
