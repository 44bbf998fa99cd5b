import { createHmac, timingSafeEqual } from "node:crypto";
import { SignatureError } from "../errors.ts";
import type { OrderAnswer } from "../order/answer-model.ts";
import { type CentsMode, type CentsReading, centsText, hasSubCents, majorUnits } from "../wire/money.ts";
import { parseInstant } from "../wire/time.ts";
import { type DigestFields, readDigestFields } from "./digest-fields.ts";
import { storedDigestFields } from "./stored-fields.ts";

/**
 * The string PAR signs: `RequestUid|LocationId|OnlineOrderId|GrandTotalCents|SubtotalCents|ReceivedAtSeconds`.
 * Null ids are `0`, missing totals 0, a date that does not parse 0 seconds, as PAR's sample has it; an empty
 * text stays empty. Works on any fields; which ones may be signed is judged by `readDigestFields`.
 *
 * @example
 * ```ts
 * signatureString({ requestUid: "order-12345", locationId: "loc-001", onlineOrderId: null, grandTotal: "27.43",
 *   subtotal: "24.99", requestDatetime: "2026-01-15T12:34:56.789Z" }, "R");
 * // "order-12345|loc-001|0|2743|2499|1768480496"
 * ```
 */
export function signatureString(fields: DigestFields, reading: CentsReading): string {
  const seconds = fields.requestDatetime === null ? 0 : (parseInstant(fields.requestDatetime)?.seconds ?? 0);
  return [
    fields.requestUid ?? "0",
    fields.locationId ?? "0",
    fields.onlineOrderId ?? "0",
    fields.grandTotal === null ? "0" : centsText(fields.grandTotal, reading),
    fields.subtotal === null ? "0" : centsText(fields.subtotal, reading),
    String(seconds),
  ].join("|");
}

/**
 * The HMAC key: the first ten UTF-16 units of the SharedId as UTF-8. A cut inside a surrogate pair leaves a half
 * that becomes EF BF BD, as in .NET.
 *
 * @throws RangeError when the SharedId is blank or shorter than ten, as PAR's sample does.
 */
export function digestKey(sharedId: string): Buffer {
  if (sharedId.length < 10 || sharedId.trim() === "")
    throw new RangeError("a SharedId has at least 10 characters");
  return Buffer.from(sharedId.slice(0, 10), "utf8");
}

/** HMAC-SHA256 of a signature string, as lower-case hex. */
export function computeDigest(sharedId: string, text: string): string {
  return createHmac("sha256", digestKey(sharedId)).update(text, "utf8").digest("hex");
}

/** Which reading of cents an accepted digest was made by. */
export type AcceptedReading = "R" | "T" | "X";

/**
 * Verifies `x-pch-digest` against the six fields of a body.
 *
 * With `centsMode` `exact`, a digest by R is accepted, and one by T where a total has more than two decimals.
 * With `double_truncate`, X alone is.
 *
 * @returns the reading that fits, and the string that was signed.
 * @throws SignatureError; `reason` `double_truncation` says that X would have fitted under the other mode.
 */
export function verifyDigest(args: {
  fields: DigestFields;
  header: string | readonly string[] | undefined;
  sharedId: string;
  centsMode: CentsMode;
}): { reading: AcceptedReading; string: string } {
  const { fields, header, sharedId, centsMode } = args;
  if (typeof header === "object" && header.length > 1) throw new SignatureError("repeated");
  const sent = typeof header === "object" ? header[0] : header;
  if (sent === undefined || sent === "") throw new SignatureError("missing");
  if (!/^[0-9a-fA-F]{64}$/.test(sent)) throw new SignatureError(sent.includes(",") ? "repeated" : "not_hex");
  const expected = Buffer.from(sent, "hex");
  const fits = (text: string): boolean => {
    return timingSafeEqual(Buffer.from(computeDigest(sharedId, text), "hex"), expected);
  };
  for (const reading of acceptedReadings(fields, centsMode)) {
    const text = signatureString(fields, reading);
    if (fits(text)) return { reading, string: text };
  }
  const isDouble = centsMode === "exact" && fits(signatureString(fields, "X"));
  throw new SignatureError(isDouble ? "double_truncation" : "mismatch");
}

function acceptedReadings(fields: DigestFields, centsMode: CentsMode): readonly AcceptedReading[] {
  if (centsMode === "double_truncate") return ["X"];
  return hasSubCents(fields.grandTotal ?? "0") || hasSubCents(fields.subtotal ?? "0") ? ["R", "T"] : ["R"];
}

/** The six fields as PAR would read them from the bytes of an order answer. */
export function answerDigestFields(body: string): DigestFields {
  // Not parseJson: an answer may have more keys than a request may, and these bytes are our own or a server's.
  return readDigestFields(JSON.parse(body)).fields;
}

/**
 * Signs the bytes of an order answer of our own, so that digest and body cannot disagree.
 *
 * @returns the digest for the `x-pch-digest` header, and the string that was signed.
 */
export function signBody(args: { body: string; sharedId: string; centsMode: CentsMode }): {
  digest: string;
  string: string;
} {
  const reading = args.centsMode === "double_truncate" ? "X" : "R";
  const fields = storedDigestFields(args.body) ?? answerDigestFields(args.body);
  const text = signatureString(fields, reading);
  return { digest: computeDigest(args.sharedId, text), string: text };
}

/** Signs an order answer from the very values that `renderOrderAnswer` writes; no need to render it first. */
export function signAnswer(args: { answer: OrderAnswer; sharedId: string; centsMode: CentsMode }): {
  digest: string;
  string: string;
} {
  const { answer, sharedId, centsMode } = args;
  const fields: DigestFields = {
    requestUid: answer.requestUid,
    locationId: answer.locationId,
    onlineOrderId: answer.order.onlineOrderId,
    grandTotal: String(majorUnits(answer.order.grandTotalCents)),
    subtotal: String(majorUnits(answer.order.subtotalCents)),
    requestDatetime: answer.requestDatetime,
  };
  const text = signatureString(fields, centsMode === "double_truncate" ? "X" : "R");
  return { digest: computeDigest(sharedId, text), string: text };
}
