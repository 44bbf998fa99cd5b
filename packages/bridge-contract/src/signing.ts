import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Signatures of the bridge: Standard Webhooks (HMAC-SHA256 over `id.timestamp.payload`, headers
 * `webhook-id`, `webhook-timestamp`, `webhook-signature`), in both directions, with one addition of
 * ours. The scheme signs a body only, so a GET would be signed by nothing and a PUT's body could be
 * replayed at another path. Therefore the payload begins with one line that names the message:
 *
 *     request   PUT /v1/stores/S/orders/R\n<body>
 *     answer    201 PUT /v1/stores/S/orders/R\n<body>
 *
 * The answer repeats the request's id and timestamp. So it belongs to this one request, an answer
 * can never pass as a request although both use one key, and the POS's clock does not matter.
 * The path is the protocol's (`/v1/…`, as encoded on the wire), without a prefix of the POS's URL.
 */

export interface SignatureHeaders {
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}

/** What names a request in its own and in its answer's signature. */
export interface SignedRequestLine {
  method: string;
  path: string;
}

/** Headers as received: several of one name arrive as an array or are missing. */
export type ReceivedHeaders = Readonly<Record<string, string | string[] | undefined>>;

export type BridgeSignatureReason =
  | "header_missing"
  | "header_malformed"
  | "timestamp_too_old"
  | "timestamp_too_new"
  | "answer_of_another_request"
  | "no_signature_matches";

/** Thrown by the verifiers. `reason` is for the record; a caller who failed is told nothing of it. */
export class BridgeSignatureError extends Error {
  override name = "BridgeSignatureError";
  readonly reason: BridgeSignatureReason;

  constructor(reason: BridgeSignatureReason) {
    super(`Bridge signature refused: ${reason}`);
    this.reason = reason;
  }
}

/** A request may be this much older or newer than the receiver's clock. */
export const SIGNATURE_TOLERANCE_SECONDS = 300;

const KEY_PREFIX = "whsec_";

/** A signing key ready for use. */
export interface SigningKey {
  readonly bytes: Uint8Array;
}

/**
 * Reads a key as it is written down: `whsec_` and 24 to 64 bytes in base64.
 * @throws TypeError where it is anything else; the text itself is not repeated.
 */
export function parseSigningKey(text: string): SigningKey {
  const encoded = text.startsWith(KEY_PREFIX) ? text.slice(KEY_PREFIX.length) : "";
  const bytes = Buffer.from(encoded, "base64");
  const isCanonical = bytes.toString("base64").replace(/=+$/, "") === encoded.replace(/=+$/, "");
  if (!isCanonical || bytes.length < 24 || bytes.length > 64) {
    throw new TypeError("A bridge key is `whsec_` followed by 24 to 64 bytes in base64");
  }
  return { bytes };
}

/** Makes a new key of 32 random bytes, as text. */
export function createSigningKey(): string {
  return KEY_PREFIX + randomBytes(32).toString("base64");
}

/** A key as text again: equal keys give equal texts, however they were written down. */
export function signingKeyText({ bytes }: SigningKey): string {
  return KEY_PREFIX + Buffer.from(bytes).toString("base64");
}

/** The plain Standard Webhooks signature `v1,<base64>` of a payload. */
export function signPayload(
  key: SigningKey,
  id: string,
  timestamp: string,
  payload: readonly Payload[],
): string {
  return `v1,${mac(key, id, timestamp, payload).toString("base64")}`;
}

type Payload = string | Uint8Array;

function mac(key: SigningKey, id: string, timestamp: string, payload: readonly Payload[]): Buffer {
  const hmac = createHmac("sha256", key.bytes).update(`${id}.${timestamp}.`);
  for (const part of payload) hmac.update(part);
  return hmac.digest();
}

/**
 * Signs a request. `at` is the sender's clock; `id` must be new for each request. While a key is changed, `others` are
 * the keys that hold beside `key`: the request bears a signature by each, so that whichever key the receiver has, one
 * of them is its own.
 *
 * @example
 * signRequest({ key, id: newMessageId(), at: now(), method: "GET", path: "/v1/stores/S/menu", body: "" })
 */
export function signRequest(
  input: SignedRequestLine & {
    key: SigningKey;
    others?: readonly SigningKey[];
    id: string;
    at: Date;
    body: Payload;
  },
): SignatureHeaders {
  const timestamp = String(Math.floor(input.at.getTime() / 1_000));
  const payload = [requestLine(input), input.body];
  const signatures = [input.key, ...(input.others ?? [])].map((key) =>
    signPayload(key, input.id, timestamp, payload),
  );
  return {
    "webhook-id": input.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

/** Signs the answer to a verified request, whose id and timestamp it repeats. */
export function signAnswer(input: {
  key: SigningKey;
  request: SignedRequestLine & { id: string; timestamp: string };
  status: number;
  body: Payload;
}): SignatureHeaders {
  const { id, timestamp } = input.request;
  const payload = [answerLine(input.status, input.request), input.body];
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signPayload(input.key, id, timestamp, payload),
  };
}

/**
 * Verifies a request against the receiver's clock `now`; any of `keys` will do (rotation).
 * @returns the id and timestamp that the answer must repeat.
 * @throws BridgeSignatureError
 */
export function verifyRequest(
  input: SignedRequestLine & {
    keys: readonly SigningKey[];
    headers: ReceivedHeaders;
    body: Payload;
    now: Date;
    toleranceSeconds?: number;
  },
): { id: string; timestamp: string } {
  const { id, timestamp, signatures } = readHeaders(input.headers);
  const tolerance = input.toleranceSeconds ?? SIGNATURE_TOLERANCE_SECONDS;
  const ageSeconds = Math.floor(input.now.getTime() / 1_000) - Number(timestamp);
  if (ageSeconds > tolerance) throw new BridgeSignatureError("timestamp_too_old");
  if (ageSeconds < -tolerance) throw new BridgeSignatureError("timestamp_too_new");
  verifyAny(input.keys, signatures, id, timestamp, [requestLine(input), input.body]);
  return { id, timestamp };
}

/**
 * Verifies that an answer was made for this very request, by somebody who holds one of the keys.
 * @returns the key that it is signed with, the first of `keys` where it is several
 * @throws BridgeSignatureError
 */
export function verifyAnswer(input: {
  keys: readonly SigningKey[];
  headers: ReceivedHeaders;
  request: SignedRequestLine & { id: string; timestamp: string };
  status: number;
  body: Payload;
}): SigningKey {
  const { id, timestamp, signatures } = readHeaders(input.headers);
  if (id !== input.request.id || timestamp !== input.request.timestamp) {
    throw new BridgeSignatureError("answer_of_another_request");
  }
  return verifyAny(input.keys, signatures, id, timestamp, [
    answerLine(input.status, input.request),
    input.body,
  ]);
}

function requestLine(request: SignedRequestLine): string {
  return `${request.method} ${request.path}\n`;
}

function answerLine(status: number, request: SignedRequestLine): string {
  return `${status} ${requestLine(request)}`;
}

/** More signatures than this in one header are not looked at: a rotation needs two. */
const SIGNATURES_MAX = 8;

function readHeaders(headers: ReceivedHeaders): { id: string; timestamp: string; signatures: Buffer[] } {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const list = headers["webhook-signature"];
  if (id === undefined || timestamp === undefined || list === undefined)
    throw new BridgeSignatureError("header_missing");
  // A dot in the id would let id and timestamp trade characters under one signature.
  const isRead =
    typeof id === "string" &&
    typeof timestamp === "string" &&
    typeof list === "string" &&
    /^[A-Za-z0-9_-]{1,128}$/.test(id) &&
    /^[1-9][0-9]{0,10}$/.test(timestamp);
  if (!isRead) throw new BridgeSignatureError("header_malformed");
  const signatures = list
    .split(" ")
    .slice(0, SIGNATURES_MAX)
    .filter((entry) => entry.startsWith("v1,"))
    .map((entry) => Buffer.from(entry.slice("v1,".length), "base64"));
  return { id, timestamp, signatures };
}

function verifyAny(
  keys: readonly SigningKey[],
  signatures: readonly Buffer[],
  id: string,
  timestamp: string,
  payload: readonly Payload[],
): SigningKey {
  let matched: SigningKey | null = null;
  for (const key of keys) {
    const expected = mac(key, id, timestamp, payload);
    for (const signature of signatures) {
      if (signature.length === expected.length && timingSafeEqual(signature, expected)) matched ??= key;
    }
  }
  if (matched === null) throw new BridgeSignatureError("no_signature_matches");
  return matched;
}
