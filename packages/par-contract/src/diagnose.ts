import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { DigestFields } from "./digest-fields.ts";
import { hasSubCents } from "./money.ts";
import { digestKey, signatureString } from "./signature.ts";

/** A known way to compute the digest wrongly; each can be told apart by recomputing it. */
export type DigestMistake =
  | "whole_shared_id"
  | "double_truncation"
  | "dollars_not_cents"
  | "totals_swapped"
  | "milliseconds"
  | "empty_not_zero"
  | "body_signed"
  | "not_keyed"
  | "base64_not_hex"
  | "another_live_secret";

/**
 * Finds the mistake behind a digest that does not match, or null when it is none of the known ones (most
 * often: the body was changed after it was signed, or the SharedId is another).
 *
 * @param args.sharedIds the live SharedIds of the connection, the newest first.
 */
export function diagnoseDigest(args: {
  fields: DigestFields;
  body: string;
  header: string;
  sharedIds: readonly string[];
}): DigestMistake | null {
  const { fields, body, header, sharedIds } = args;
  const sent = bytesOf(header);
  const [sharedId, ...others] = sharedIds;
  if (sent === null || sharedId === undefined) return null;
  const right = signatureString(fields, "R");
  const key = digestKey(sharedId);
  const made = (by: Buffer, text: string) => same(createHmac("sha256", by).update(text).digest(), sent);
  if (made(key, right)) return /^[0-9a-f]{64}$/i.test(header) ? null : "base64_not_hex";
  if (made(Buffer.from(sharedId), right)) return "whole_shared_id";
  if (others.some((other) => made(digestKey(other), right))) return "another_live_secret";
  for (const [mistake, text] of wrongStrings(fields, right, body)) {
    if (made(key, text) || made(Buffer.from(sharedId), text)) return mistake;
  }
  return same(createHash("sha256").update(right).digest(), sent) ? "not_keyed" : null;
}

function wrongStrings(fields: DigestFields, right: string, body: string): [DigestMistake, string][] {
  const [uid = "", location = "", online = "", grand = "", subtotal = "", seconds = ""] = right.split("|");
  const join = (...parts: string[]) => parts.join("|");
  const dollars = (text: string | null) => (text === null ? "0" : text);
  const two = (text: string | null) =>
    text === null || hasSubCents(text) || !Number.isFinite(Number(text))
      ? dollars(text)
      : Number(text).toFixed(2);
  const milliseconds = String(Date.parse(fields.requestDatetime ?? "") || 0);
  return [
    ["double_truncation", signatureString(fields, "X")],
    [
      "dollars_not_cents",
      join(uid, location, online, dollars(fields.grandTotal), dollars(fields.subtotal), seconds),
    ],
    ["dollars_not_cents", join(uid, location, online, two(fields.grandTotal), two(fields.subtotal), seconds)],
    ["totals_swapped", join(uid, location, online, subtotal, grand, seconds)],
    ["milliseconds", join(uid, location, online, grand, subtotal, milliseconds)],
    ["empty_not_zero", join(uid, location, fields.onlineOrderId ?? "", grand, subtotal, seconds)],
    ["body_signed", body],
  ];
}

function bytesOf(header: string): Buffer | null {
  const text = header.trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, "base64") : null;
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
